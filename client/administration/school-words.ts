import type { SchoolState, Warning, Weekday } from '../../src/contract/index.js';
import { list, t } from '../words/words.js';

/** From the first to the last that a school can be. */
export const STATES = ['not-ready', 'testing', 'live'] as const satisfies SchoolState[];

/** Days that have a place of their own in a week, also where a school has none of them. */
export const USUAL_DAYS = [1, 2, 3, 4, 5] as const satisfies Weekday[];

/** "maandag". */
export function weekdayName(day: Weekday): string {
  return t(`weekday.${day}`);
}

/** "ma". */
export function shortWeekday(day: Weekday): string {
  return t(`weekday.short.${day}`);
}

/** "Groep 6 b heeft op vrijdag geen leerkracht." */
export function warningLine(warning: Warning): string {
  if (warning.kind !== 'uncovered') {
    const { kind } = warning;
    return t(`school.warning.${kind}`, { name: 'name' in warning ? warning.name : '' });
  }
  const { group, weekdays } = warning;
  const [first, last] = [weekdays[0]!, weekdays.at(-1)!];
  if (weekdays.length > 2 && last - first < weekdays.length)
    return t('school.warning.uncovered.days', { group, first: weekdayName(first), last: weekdayName(last) });
  return t('school.warning.uncovered', { group, days: list(weekdays.map(weekdayName)) });
}

/** "3 live · 2 oefenen · 4 nog niet klaar". */
export function statesLine(states: Record<SchoolState, number>): string {
  const some = [...STATES].reverse().filter((state) => states[state] > 0);
  return some.map((state) => t(`school.states.${state}`, { count: states[state] })).join(' · ');
}
