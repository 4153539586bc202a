import type { TeacherFound } from '../../src/contract/index.js';
import type { Choice } from '../elements/radio-cards.js';
import { t } from '../words/words.js';

/** One row of the choice: a teacher in one of their groups. */
export interface Row {
  teacher: TeacherFound;
  group: string | null;
  today: boolean;
  /** They have another day, and nobody who has this one is there: they may know what happens now. */
  standsIn: boolean;
}

/**
 * A row for every group, those who teach that day first, with whoever may stand in for them directly below; a teacher without a
 * group has a row too.
 */
export function rowsOf(teachers: TeacherFound[]): Row[] {
  const order = new Intl.Collator('nl', { numeric: true });
  const uncovered = groupsWithoutAnybody(teachers);
  const rows = teachers.flatMap((teacher): Row[] => {
    if (teacher.groups.length === 0) return [{ teacher, group: null, today: true, standsIn: false }];
    return teacher.groups.map(({ name, today }) => {
      const standsIn = !today && teacher.reach !== 'absent' && uncovered.has(name);
      return { teacher, group: name, today, standsIn };
    });
  });
  const isFirst = ({ today, standsIn }: Row) => Number(today || standsIn);
  return rows.sort(
    (one, other) =>
      isFirst(other) - isFirst(one) ||
      Number(one.group === null) - Number(other.group === null) ||
      order.compare(one.group ?? one.teacher.name, other.group ?? other.teacher.name) ||
      Number(one.standsIn) - Number(other.standsIn),
  );
}

/** Those that have teachers that day, none of whom is there. */
function groupsWithoutAnybody(teachers: TeacherFound[]): Set<string> {
  const taught = teachers.flatMap(({ groups, reach }) =>
    groups.filter(({ today }) => today).map(({ name }) => ({ name, reach })),
  );
  const covered = new Set(taught.filter(({ reach }) => reach !== 'absent').map(({ name }) => name));
  return new Set(taught.map(({ name }) => name).filter((name) => !covered.has(name)));
}

export function keyOf({ teacher, group }: Row): string {
  return `${teacher.person} ${group ?? ''}`;
}

/** As they stood before; a new one last. @param keys of the rows that stood */
export function inOrderOf(keys: string[]): (one: Row, other: Row) => number {
  const placeOf = (row: Row) => (keys.includes(keyOf(row)) ? keys.indexOf(keyOf(row)) : keys.length);
  return (one, other) => placeOf(one) - placeOf(other);
}

/** Whether a row is what was searched for, by name or group; accents do not matter. */
export function isFound({ teacher, group }: Row, query: string): boolean {
  return plain(`${group ?? ''} ${teacher.name}`).includes(plain(query.trim()));
}

/** A row as a card to choose. @param on "vandaag", or the weekday of the signal */
export function choiceOf(row: Row, on: string): Choice {
  const { teacher, group } = row;
  const label = group ? t('recipient.teacher.row', { group, name: teacher.name }) : teacher.name;
  return { value: keyOf(row), label, ...noteOf(row, on) };
}

export function isReadable({ teacher }: Row): boolean {
  return teacher.devices.length > 0;
}

function noteOf({ teacher, today, standsIn }: Row, on: string): Pick<Choice, 'note' | 'tone'> {
  const { devices, reach } = teacher;
  if (!today && !standsIn) return { note: t('recipient.teacher.another-day', { day: on }) };
  const isUnreadable = devices.length === 0 && reach !== 'absent';
  const known = isUnreadable ? t('recipient.teacher.unreadable') : t(`recipient.teacher.reach.${reach}`, { day: on });
  const tone = reach === 'now' && !isUnreadable ? { tone: 'done' as const } : {};
  return { note: standsIn ? t('recipient.teacher.stands-in', { known }) : known, ...tone };
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl');
}
