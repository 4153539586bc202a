import type { Colleague, Group, SchoolDetails, Weekday } from '../../src/contract/index.js';

/** So many are offered at once; anybody else is found by name. */
const OFFERED = 3;

type Staffed = Pick<SchoolDetails, 'groups' | 'teachers' | 'substitutes' | 'absences' | 'hours' | 'holidays'>;

/** A group that somebody was to teach on a day, and none of them is there. */
export interface Deserted {
  group: Group;
  /** ISO 8601. */
  day: string;
  /** Who could take it: its other teachers first, then whoever has no group that day. */
  next: Colleague[];
}

/** Groups that have nobody on a day on which somebody is not there; the first day first. */
export function desertedOf(school: Staffed): Deserted[] {
  const days = [...new Set(school.absences.map(({ day }) => day))].filter((day) => isSchoolDayOn(school, day)).sort();
  return days.flatMap((day) => {
    const expected = school.groups.map((group) => ({ group, teachers: teachersOn(school, group, day) }));
    const busy = new Set(expected.flatMap(({ teachers }) => teachers));
    const away = new Set(school.absences.filter((absence) => absence.day === day).map(({ person }) => person));
    const without = expected.filter(({ teachers }) => teachers.length > 0 && teachers.every((person) => away.has(person)));
    return without.map(({ group }) => ({ group, day, next: nextFor(group, school.teachers, busy, away) }));
  });
}

/** Whether there is school on a day. */
export function isSchoolDayOn({ hours, holidays }: Pick<SchoolDetails, 'hours' | 'holidays'>, day: string): boolean {
  return hours[weekdayOf(day)] !== undefined && !holidays.some(({ first, last }) => first <= day && day <= last);
}

function teachersOn({ substitutes }: Staffed, { id, teachers }: Group, day: string): string[] {
  const usual = teachers.filter(({ weekdays }) => weekdays.includes(weekdayOf(day)));
  const stepIn = substitutes.filter((substitute) => substitute.group === id && substitute.day === day);
  return [...usual, ...stepIn].map(({ person }) => person);
}

function nextFor({ teachers }: Group, all: Colleague[], busy: Set<string>, away: Set<string>): Colleague[] {
  const own = new Set(teachers.map(({ person }) => person));
  const free = all.filter(({ person }) => !busy.has(person) && !away.has(person));
  return [...free.filter(({ person }) => own.has(person)), ...free.filter(({ person }) => !own.has(person))].slice(0, OFFERED);
}

function weekdayOf(day: string): Weekday {
  return (new Date(`${day}T12:00:00Z`).getUTCDay() || 7) as Weekday;
}
