import {
  type Chosen,
  type ContactView,
  isCovered,
  type OpenerView,
  phase,
  startOf,
  type View,
  walkAt,
} from '../../src/contract/index.js';
import type { Farewell } from '../connection/live.js';
import { isAsking } from '../elements/asking.js';
import { day, duration, firstName, isToday, time, when } from '../words/times.js';
import { list, t } from '../words/words.js';

const MINUTE = 60_000;

/** What a contact of the school sees of a signal. */
export type Mine = ContactView | OpenerView;

export function isMine(view: View): view is Mine {
  return view.as === 'contact' || view.as === 'opener';
}

export function isWaiting(view: Mine): boolean {
  return view.as === 'contact' && view.progress === 'waiting';
}

/** How long there is until the lesson: in minutes where that helps. */
export function bellLine({ bellAt }: Pick<View, 'bellAt'>, now: number): string {
  const minutes = Math.ceil((bellAt - now) / MINUTE);
  if (minutes <= 0) return t('recipient.bell.past', { time: time(bellAt) });
  return minutes <= 90 && isToday(bellAt, now)
    ? t('recipient.bell.in', { minutes })
    : t('recipient.bell.at', { day: day(bellAt, now), time: time(bellAt) });
}

/** "Geopend om 08:02": by whoever follows it now. */
export function sinceLine({ openedAt, takenAt }: OpenerView, now: number): string {
  return t(takenAt > openedAt ? 'recipient.taken-over' : 'recipient.opened', { when: when(takenAt, now) });
}

/** That somebody was told in person; what was said before it was taken over, a colleague said. */
export function toldLine(view: OpenerView): string | null {
  const { toldAt, takenAt, chosen } = view;
  if (toldAt === null) return null;
  const isCovering = chosen.some((teacher) => isCovered(teacher, view));
  if (toldAt < takenAt) return t(isCovering ? 'recipient.told.colleague' : 'recipient.told.handles');
  return t(isCovering ? 'recipient.told.done' : 'recipient.told.myself');
}

/** How far the message got with one teacher. */
export function courseLine({ name, openedAt, knownAt }: Chosen): string {
  const who = { name: firstName(name) };
  if (knownAt !== null) return t('recipient.knows', who);
  return t(openedAt === null ? 'recipient.unseen' : 'recipient.seen', who);
}

/** What one teacher asks of whoever follows it; null: nothing. */
export function askOf(teacher: Chosen, view: OpenerView, now: number): string | null {
  const name = firstName(teacher.name);
  if (isAsking(teacher)) return t('recipient.confer', { name });
  if (now < walkAt(teacher, view)) return null;
  if (teacher.absentAt !== null) return t('recipient.away', { name, day: day(view.bellAt, now) });
  return t('recipient.walk', { group: teacher.group ? inSentence(teacher.group) : name });
}

/** Everything that is asked of whoever follows it. */
export function asksOf(view: OpenerView, now: number): string[] {
  const asks = view.chosen.map((teacher) => askOf(teacher, view, now)).filter((ask) => ask !== null);
  return phase(view, now) === 'choose' ? [...asks, t('recipient.reminder')] : asks;
}

/** The teachers to follow: not the only one who does not know yet, where they were told in person and ask nothing. */
export function followedOf(view: OpenerView): Chosen[] {
  const isOnlyOne = view.chosen.filter(({ knownAt }) => knownAt === null).length === 1;
  const isTold = (teacher: Chosen) => teacher.knownAt === null && teacher.confer === null && isCovered(teacher, view);
  return view.chosen.filter((teacher) => !isOnlyOne || !isTold(teacher));
}

/** How far it got, in a few words; empty while nobody was chosen or told. */
export function summaryOf(view: OpenerView): string {
  return [toldLine(view), ...followedOf(view).map(courseLine)].filter(Boolean).join(' ');
}

/** "groep 6 b": a group's name inside a sentence. */
function inSentence(group: string): string {
  return /^\p{Lu}\p{Ll}/u.test(group) ? group.charAt(0).toLocaleLowerCase() + group.slice(1) : group;
}

/** How long a drill took, once everybody knows, or as far as a colleague can see somebody; null: not a drill, or not yet. */
export function resultOf(view: Mine): string | null {
  const at = view.as === 'opener' ? doneAt(view) : view.knownAt;
  if (!view.drill || at === null) return null;
  return t(view.as === 'opener' ? 'drill.result' : 'drill.result.colleague', { duration: duration(at - startOf(view)) });
}

/** When the last of those who had to know did; null: not yet. */
function doneAt(view: OpenerView): number | null {
  const moments = [view.knownAt, ...view.chosen.filter((one) => !isCovered(one, view)).map(({ knownAt }) => knownAt)];
  return moments.reduce((one, other) => (one === null || other === null ? null : Math.max(one, other)));
}

/** What became of a signal, in the school's words. */
export function farewellOf(farewell: Farewell, now: number): string {
  const { outcome, last, at } = farewell;
  if (outcome === 'healing') return t('bye.school.healing');
  if (last?.drill) return outcome === 'lost' ? t('drill.lost') : afterDrill(last);
  const chosen = last?.as === 'opener' ? last.chosen.map(({ name }) => firstName(name)) : [];
  switch (outcome) {
    case 'withdrawn':
      if (!last) return t('bye.school.withdrawn.seen');
      return chosen.length > 0 ? t('bye.school.withdrawn.tell', { teachers: list(chosen) }) : t('bye.school.withdrawn');
    case 'returned':
      return t(last ? 'bye.school.returned' : 'bye.school.returned.seen');
    case 'lost':
      return t('bye.school.lost');
    case 'expired':
      return t('bye.school.expired');
    case 'completed':
      return afterCompleting(last?.endsAt ?? at, chosen, now);
    case 'unknown':
    case 'reassigned':
      return t('bye.school.completed');
  }
}

/** After the end of the day nobody sees it any more. */
function afterCompleting(endsAt: number, chosen: string[], now: number): string {
  if (chosen.length === 0) return t('bye.school.completed');
  if (now >= endsAt) return t('bye.school.expired');
  return t(chosen.length > 1 ? 'bye.school.completed.until-many' : 'bye.school.completed.until', {
    teachers: list(chosen),
    day: day(endsAt, now),
    time: time(endsAt),
  });
}

/** Says nothing of a municipality: a school may have started the drill by itself. */
function afterDrill(last: View): string {
  const result = isMine(last) ? resultOf(last) : null;
  return result === null ? t('bye.school.drill') : t('bye.school.drill.result', { result });
}
