import type { TeacherFound } from '../../src/contract/index.js';
import type { Choice } from '../elements/radio-cards.js';
import { t } from '../words/words.js';

/** One row of the choice: a teacher in one of their groups. */
export interface Row {
  teacher: TeacherFound;
  group: string | null;
  today: boolean;
}

/** A row for every group, those who teach today first; a teacher without a group has a row too. */
export function rowsOf(teachers: TeacherFound[]): Row[] {
  const order = new Intl.Collator('nl', { numeric: true });
  return teachers
    .flatMap((teacher): Row[] =>
      teacher.groups.length === 0
        ? [{ teacher, group: null, today: true }]
        : teacher.groups.map(({ name, today }) => ({ teacher, group: name, today })),
    )
    .sort(
      (one, other) =>
        Number(other.today) - Number(one.today) ||
        Number(one.group === null) - Number(other.group === null) ||
        order.compare(one.group ?? one.teacher.name, other.group ?? other.teacher.name),
    );
}

export function keyOf({ teacher, group }: Row): string {
  return `${teacher.person} ${group ?? ''}`;
}

/** Whether a row is what was searched for, by name or group; accents do not matter. */
export function isFound({ teacher, group }: Row, query: string): boolean {
  return plain(`${group ?? ''} ${teacher.name}`).includes(plain(query.trim()));
}

/** A row as a card to choose. @param on "vandaag", or the weekday of the signal */
export function choiceOf(row: Row, on: string): Choice {
  const { teacher, group, today } = row;
  const label = group ? t('recipient.teacher.row', { group, name: teacher.name }) : teacher.name;
  return { value: keyOf(row), label, ...noteOf(teacher, today, on) };
}

export function isReadable({ teacher }: Row): boolean {
  return teacher.devices.length > 0;
}

function noteOf({ devices, reachable }: TeacherFound, today: boolean, on: string): Pick<Choice, 'note' | 'tone'> {
  if (!today) return { note: t('recipient.teacher.another-day', { day: on }) };
  if (devices.length === 0) return { note: t('recipient.teacher.unreadable') };
  return reachable ? { note: t('recipient.teacher.reachable'), tone: 'done' } : { note: t('recipient.teacher.unreachable') };
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('nl');
}
