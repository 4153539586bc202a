import type { Group, Hours, Warning, Weekday } from '../contract/index.js';

/** A designated contact, and whether a signal could reach them. */
export interface ContactFacts {
  person: string;
  name: string;
  title: string;
  /** By a passkey, an account, or a session that lives. */
  hasSignedIn: boolean;
  /** A device that something can be sealed to. */
  hasDevice: boolean;
}

/** What a school's warnings follow from. */
export interface SchoolFacts {
  phone: string;
  hours: Hours;
  contacts: ContactFacts[];
  groups: Group[];
}

/** What is not right at a school, or soon will not be; the worst first. Who steps in on one day covers no weekday. */
export function warningsOf({ phone, hours, contacts, groups }: SchoolFacts): Warning[] {
  const weekdays = weekdaysWith(hours);
  const warnings: Warning[] = [];
  if (phone === '') warnings.push({ kind: 'no-phone' });
  if (weekdays.length === 0) warnings.push({ kind: 'no-hours' });
  if (contacts.length === 0) warnings.push({ kind: 'no-contact' });
  if (contacts.length === 1) warnings.push({ kind: 'one-contact' });
  const away = contacts.filter(({ hasSignedIn }) => !hasSignedIn);
  const unread = contacts.filter(({ hasSignedIn, hasDevice }) => hasSignedIn && !hasDevice);
  warnings.push(...away.map(({ name }) => ({ kind: 'never-signed-in' as const, name })));
  warnings.push(...unread.map(({ name }) => ({ kind: 'no-device' as const, name })));
  for (const { name, teachers } of groups) {
    const covered = new Set(teachers.flatMap((teacher) => teacher.weekdays));
    const open = weekdays.filter((day) => !covered.has(day));
    if (open.length > 0) warnings.push({ kind: 'uncovered', group: name, weekdays: open });
  }
  return warnings;
}

/** The days with school, from Monday on. */
function weekdaysWith(hours: Hours): Weekday[] {
  return ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => hours[day]);
}
