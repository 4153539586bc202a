import type { Temporal } from 'temporal-polyfill';
import { dateOf, ZONE } from '../clock/index.js';
import { type Holiday, type Hours, LIMITS, type Weekday } from '../contract/index.js';
import type { Settings } from './settings.js';

/** A school day that a signal can be for; milliseconds. `opensAt` is the opening of the alert window. */
export interface TargetDay {
  opensAt: number;
  bellAt: number;
  endsAt: number;
}

/** There is no school day within reach: the bell of the first one in milliseconds, null where none is known. */
export interface TooFar {
  firstDay: number | null;
}

const MINUTE = 60_000;
/** The summer holiday is six weeks: a school without any day in this many is not known to open again. */
const DAYS_AHEAD = 60;

/**
 * The school day that a signal sent now is for: today until the cut-off (at the cut-off itself no longer), else the next
 * school day; too far when that is more than `LIMITS.targetDays` calendar days away.
 * @param now milliseconds
 */
export function targetDay(
  school: { hours: Hours; holidays: Holiday[] },
  settings: Pick<Settings, 'windowMinutes' | 'cutoffMinutes'>,
  now: number,
): TargetDay | TooFar {
  const today = dateOf(now);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const date = today.add({ days: ahead });
    const hours = isHoliday(school.holidays, date) ? undefined : school.hours[date.dayOfWeek as Weekday];
    if (!hours) continue;
    const bellAt = at(date, hours.bell);
    const endsAt = at(date, hours.end);
    if (now >= endsAt - settings.cutoffMinutes * MINUTE) continue;
    if (ahead > LIMITS.targetDays) return { firstDay: bellAt };
    return { opensAt: bellAt - settings.windowMinutes * MINUTE, bellAt, endsAt };
  }
  return { firstDay: null };
}

/** The weekday at a moment in milliseconds, as schools count it. */
export function weekdayOf(now: number): Weekday {
  return dateOf(now).dayOfWeek as Weekday;
}

function at(date: Temporal.PlainDate, time: string): number {
  return date.toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds;
}

function isHoliday(holidays: Holiday[], date: Temporal.PlainDate): boolean {
  const day = date.toString();
  return holidays.some(({ first, last }) => first <= day && day <= last);
}
