import { type ContactView, type OpenerView, startOf, type View } from '../../src/contract/index.js';
import type { Farewell } from '../connection/live.js';
import { day, duration, firstName, isToday, time } from '../words/times.js';
import { list, t } from '../words/words.js';

const MINUTE = 60_000;

/** What a contact of the school sees of a signal. */
export type Mine = ContactView | OpenerView;

export function isMine(view: View): view is Mine {
  return view.as === 'contact' || view.as === 'opener';
}

/** How long there is until the lesson: in minutes where that helps. */
export function bellLine({ bellAt }: Pick<View, 'bellAt'>, now: number): string {
  const minutes = Math.ceil((bellAt - now) / MINUTE);
  if (minutes <= 0) return t('recipient.bell.past', { time: time(bellAt) });
  return minutes <= 90 && isToday(bellAt, now)
    ? t('recipient.bell.in', { minutes })
    : t('recipient.bell.at', { day: day(bellAt, now), time: time(bellAt) });
}

/** "groep 6 b": a group's name inside a sentence. */
export function inSentence(group: string): string {
  return /^\p{Lu}\p{Ll}/u.test(group) ? group.charAt(0).toLocaleLowerCase() + group.slice(1) : group;
}

/** How long a drill took, once somebody knows; null: not a drill, or nobody does yet. */
export function resultOf(view: Mine): string | null {
  const took = tookOf(view);
  return took === null ? null : t('drill.result', { duration: took });
}

/** What became of a signal, in the school's words. */
export function farewellOf(farewell: Farewell, now: number, startedAt: number | null): string {
  const { outcome, last, at } = farewell;
  if (last?.drill) return afterDrill(last);
  const chosen = last?.as === 'opener' ? last.chosen.map(({ name }) => firstName(name)) : [];
  switch (outcome) {
    case 'withdrawn':
      if (!last) return t('bye.school.withdrawn.seen');
      return chosen.length > 0 ? t('bye.school.withdrawn.tell', { teachers: list(chosen) }) : t('bye.school.withdrawn');
    case 'returned':
      return t(last ? 'bye.school.returned' : 'bye.school.returned.seen');
    case 'lost':
      return t('bye.school.lost', { time: time(startedAt ?? at) });
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
  const took = isMine(last) ? tookOf(last) : null;
  return took === null ? t('bye.school.drill') : t('bye.school.drill.result', { duration: took });
}

function tookOf(view: Mine): string | null {
  return view.drill && view.knownAt !== null ? duration(view.knownAt - startOf(view)) : null;
}
