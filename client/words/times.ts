import { language, t } from './words.js';

/** Schools keep the time of the Netherlands, wherever a browser thinks that it is. */
const ZONE = 'Europe/Amsterdam';
const LOCALES = { nl: 'nl-NL', en: 'en-GB' };
const DAY = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(value: number, options: Intl.DateTimeFormatOptions): string {
  const locale = LOCALES[language.value];
  const id = locale + JSON.stringify(options);
  let made = formats.get(id);
  if (!made) formats.set(id, (made = new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options })));
  return made.format(value);
}

/** "08:02". @param at milliseconds since 1970 */
export function time(at: number): string {
  return format(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "16:40", and where that is not today "vrijdag 16:40": in a list of what happened. */
export function moment(at: number, now: number): string {
  return isToday(at, now) ? time(at) : format(at, { weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** "om 16:40", and where that is not today "vrijdag om 16:40": in a sentence. */
export function when(at: number, now: number): string {
  return t('when', { today: isToday(at, now) ? 'yes' : 'no', day: day(at, now), time: time(at) });
}

/** "vandaag om 16:40", "13 maart 2026 om 16:40": of what may be long ago. */
export function dateAndTime(at: number, now: number): string {
  const on = isToday(at, now) ? t('day.today') : longDate(isoDate(at));
  return t('when', { today: 'no', day: on, time: time(at) });
}

/** "14 maart 2016". @param iso a calendar date, ISO 8601 */
export function longDate(iso: string): string {
  return format(Date.parse(`${iso}T00:00:00Z`), { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

/** "maandag 16 maart". */
export function weekdayAndDate(at: number): string {
  return format(at, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** The calendar date in the Netherlands, ISO 8601. */
export function isoDate(at: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(at);
}

export function isToday(at: number, now: number): boolean {
  return isoDate(at) === isoDate(now);
}

/** "vandaag", "morgen", or the weekday: enough for the few days that a signal can be ahead. */
export function day(at: number, now: number): string {
  if (isToday(at, now)) return t('day.today');
  if (isoDate(at) === nextDate(isoDate(now))) return t('day.tomorrow');
  return format(at, { weekday: 'long' });
}

/** "vandaag", "morgen", or "maandag 16 maart": of a calendar date (ISO 8601), seen from another. */
export function nearDay(date: string, today: string): string {
  if (date === today) return t('day.today');
  return date === nextDate(today) ? t('day.tomorrow') : weekdayAndDate(Date.parse(`${date}T12:00:00Z`));
}

/** Whole days by the calendar of the Netherlands, however many hours they had. */
export function daysBetween(from: number, to: number): number {
  return (Date.parse(isoDate(to)) - Date.parse(isoDate(from))) / DAY;
}

/** By the calendar: a day of 23 or 25 hours is one day too. */
function nextDate(iso: string): string {
  return new Date(Date.parse(iso) + DAY).toISOString().slice(0, 10);
}

/** "Om 15:30 wissen we dit signaal.", with the day before it where that is not today. */
export function wipeLine(endsAt: number, now: number): string {
  if (isToday(endsAt, now)) return t('wipe.today', { time: time(endsAt) });
  const on = day(endsAt, now);
  return t('wipe.day', { day: on.charAt(0).toLocaleUpperCase() + on.slice(1), time: time(endsAt) });
}

/** What people call each other. */
export function firstName(name: string): string {
  return name.split(' ')[0] ?? name;
}

/** How long something took: "2 min 40". @param milliseconds at least 0 */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return t('duration', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}

/** "1,2": how long something took that takes no minutes. */
export function seconds(milliseconds: number): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return new Intl.NumberFormat(LOCALES[language.value], digits).format(milliseconds / 1000);
}

/** What people wish each other. */
export function partOfDay(at: number): 'morning' | 'afternoon' | 'evening' {
  const hour = Number(time(at).slice(0, 2));
  if (hour < 6 || hour >= 18) return 'evening';
  return hour < 12 ? 'morning' : 'afternoon';
}
