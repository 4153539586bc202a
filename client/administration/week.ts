import type { Group, SchoolDetails, Weekday } from '../../src/contract/index.js';
import { isSchoolDayOn } from './deserted.js';
import { USUAL_DAYS } from './school-words.js';

/** Days that follow each other, on which the same people teach. */
export interface Stretch {
  days: Weekday[];
  /** Ids; of nobody, none. */
  teachers: string[];
}

/** The days of a school's week, from Monday on: those with school, and where nobody knows them the usual ones. */
export function daysOf({ hours }: Pick<SchoolDetails, 'hours'>): Weekday[] {
  const days = ([...USUAL_DAYS, 6, 7] as Weekday[]).filter((day) => hours[day]);
  return days.length > 0 ? days : [...USUAL_DAYS];
}

/** A group's week, as few stretches as say it. */
export function weekOf({ teachers }: Pick<Group, 'teachers'>, days: Weekday[]): Stretch[] {
  const week: Stretch[] = [];
  for (const day of days) {
    const here = teachers.filter(({ weekdays }) => weekdays.includes(day)).map(({ person }) => person);
    const last = week.at(-1);
    if (last && last.teachers.join() === here.join()) last.days.push(day);
    else week.push({ days: [day], teachers: here });
  }
  return week;
}

/** Whether there is school today. */
export function isSchoolDay(school: Pick<SchoolDetails, 'hours' | 'holidays' | 'today'>): boolean {
  return isSchoolDayOn(school, school.today);
}
