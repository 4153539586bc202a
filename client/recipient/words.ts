import type { View } from '../../src/contract/index.js';
import type { Farewell } from '../connection/live.js';
import { day, firstName, isToday, time } from '../words/times.js';
import { list, t } from '../words/words.js';

const MINUTE = 60_000;

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

/** What became of a signal, in the school's words. */
export function farewellOf({ outcome, last, at }: Farewell, now: number, startedAt: number | null): string {
  const chosen = last.as === 'opener' ? last.chosen.map(({ name }) => firstName(name)) : [];
  const teachers = list(chosen);
  switch (outcome) {
    case 'withdrawn':
      return chosen.length > 0 ? t('bye.school.withdrawn.tell', { teachers }) : t('bye.school.withdrawn');
    case 'returned':
      return t('bye.school.returned');
    case 'lost':
      return t('bye.school.lost', { time: time(startedAt ?? at) });
    case 'expired':
      return t('bye.school.expired');
    case 'unknown':
      return t('bye.school.completed');
    case 'completed':
      if (chosen.length === 0) return t('bye.school.completed');
      // After the end of the day nobody sees it any more.
      if (now >= last.endsAt) return t('bye.school.expired');
      return t(chosen.length > 1 ? 'bye.school.completed.until-many' : 'bye.school.completed.until', {
        teachers,
        day: day(last.endsAt, now),
        time: time(last.endsAt),
      });
  }
}
