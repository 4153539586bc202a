import {
  type Holiday,
  type Hours,
  type RoleName,
  SCHOOL_CODE,
  type SchoolState,
  type Sector,
  type Weekday,
} from '../contract/index.js';
import { DAYS, dateIn, hoursIn, phoneIn, SETTINGS, settingsIn, weekdaysIn } from './csv-fields.js';
import { type Row, readTable } from './csv-table.js';
import type { StoredSettings } from './settings.js';

/** What the files say, with each other's keys for ids. */
export interface Plan {
  organisations: { key: string; name: string; settings: StoredSettings }[];
  schools: SchoolLine[];
  people: { email: string; organisation: string; name: string }[];
  roles: { email: string; role: RoleName; school: string | null; title: string }[];
  teaching: { school: string; group: string; email: string; weekdays: Weekday[] }[];
  holidays: (Holiday & { school: string })[];
}

interface SchoolLine {
  code: string;
  organisation: string;
  name: string;
  place: string;
  sector: Sector;
  phone: string;
  state: SchoolState;
  hours: Hours;
}

export const FILES = ['organisations.csv', 'schools.csv', 'staff.csv', 'groups.csv', 'holidays.csv'] as const;
export type Files = Record<(typeof FILES)[number], Uint8Array>;

/** Keys that are known, or null where their file could not be read. */
type Known<T> = ReadonlyMap<string, T> | null;

const ROLES = ['sender', 'recipient', 'teacher', 'administrator'] as const;
const DIFFERS = 'differs from an earlier line with this e-mail address';
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * Reads the files together.
 * @param faults receives a sentence for everything that is wrong; with one, the plan is worth nothing
 */
export function planOf(files: Files, faults: string[]): Plan {
  const read = (file: keyof Files, required: string[], optional: string[] = []): Row[] | null =>
    readTable(file, files[file], { required, optional }, faults);

  const organisations = byKey(read('organisations.csv', ['key', 'name'], SETTINGS), 'key', organisationIn);
  const schoolColumns = ['code', 'organisation', 'name', 'place', 'sector', 'phone', 'state', ...DAYS.slice(0, 5)];
  const schools = byKey(read('schools.csv', schoolColumns, DAYS.slice(5)), 'code', (row) => schoolIn(row, organisations));
  const staff = read('staff.csv', ['organisation', 'email', 'name', 'role', 'school', 'title']);
  const { people, roles } = staffIn(staff ?? [], organisations, schools);
  const teachers = staff && new Map(roles.filter(({ role }) => role === 'teacher').map((role) => [teacherKey(role), role]));
  const groups = read('groups.csv', ['school', 'group', 'teacher', 'weekdays']);
  const free = read('holidays.csv', ['school', 'first', 'last', 'name']);
  return {
    organisations: [...(organisations?.values() ?? [])],
    schools: [...(schools?.values() ?? [])],
    people,
    roles,
    teaching: teachingIn(groups ?? [], schools, teachers),
    holidays: holidaysIn(free ?? [], schools),
  };
}

function byKey<T>(rows: Row[] | null, column: string, read: (row: Row) => T): Known<T> {
  if (!rows) return null;
  const known = new Map<string, T>();
  for (const row of rows) once(row, column, known, row.optional(column), read(row));
  return known;
}

/** Keeps a line under its key; a second one under the same key is a fault. */
function once<T>(row: Row, column: string, known: Map<string, T>, key: string, value: T): void {
  if (known.has(key)) row.fault(column, 'is in an earlier line already');
  known.set(key, value);
}

function organisationIn(row: Row): Plan['organisations'][number] {
  const key = row.matching('key', /^[a-z0-9-]+$/, 'made of small letters, digits and hyphens');
  return { key, name: row.required('name'), settings: settingsIn(row) };
}

function schoolIn(row: Row, organisations: Known<unknown>): SchoolLine {
  const hours = hoursIn(row);
  if (Object.keys(hours).length === 0) row.fault('monday', 'a school needs hours on at least one day');
  return {
    code: row.matching('code', SCHOOL_CODE, 'six digits and capitals'),
    organisation: row.keyIn(organisations, 'organisation', 'a key of organisations.csv'),
    name: row.required('name'),
    place: row.required('place'),
    sector: row.oneOf('sector', ['po', 'vo', 'mbo']),
    phone: phoneIn(row),
    state: row.oneOf('state', ['not-ready', 'testing', 'live']),
    hours,
  };
}

/** A line for every role: whoever has two is in two lines. */
function staffIn(rows: Row[], organisations: Known<unknown>, schools: Known<SchoolLine>): Pick<Plan, 'people' | 'roles'> {
  const people = new Map<string, Plan['people'][number]>();
  const roles = new Map<string, Plan['roles'][number]>();
  for (const row of rows) {
    const organisation = row.keyIn(organisations, 'organisation', 'a key of organisations.csv');
    const email = row.matching('email', EMAIL, 'an e-mail address').toLowerCase();
    const name = row.required('name');
    const role = row.oneOf('role', ROLES);
    const known = people.get(email);
    if (known && known.name !== name) row.fault('name', DIFFERS);
    if (known && known.organisation !== organisation) row.fault('organisation', DIFFERS);
    people.set(email, known ?? { email, organisation, name });
    const school = schoolOf(row, role, organisation, schools);
    once(row, 'role', roles, `${email} ${role} ${school}`, { email, role, school, title: row.required('title') });
  }
  return { people: [...people.values()], roles: [...roles.values()] };
}

/** Recipients and teachers are at a school, of their own organisation; the others are not at any. */
function schoolOf(row: Row, role: RoleName, organisation: string, schools: Known<SchoolLine>): string | null {
  if (role === 'recipient' || role === 'teacher') {
    const code = row.keyIn(schools, 'school', 'a code of schools.csv');
    const school = schools?.get(code);
    if (school && school.organisation !== organisation) row.fault('school', 'must be of the same organisation');
    return code;
  }
  if (row.optional('school') !== '') row.fault('school', 'must be empty for a sender and an administrator');
  return null;
}

function teachingIn(rows: Row[], schools: Known<unknown>, teachers: Known<unknown>): Plan['teaching'] {
  const teaching = new Map<string, Plan['teaching'][number]>();
  for (const row of rows) {
    const school = row.keyIn(schools, 'school', 'a code of schools.csv');
    const group = row.required('group');
    const email = row.matching('teacher', EMAIL, 'an e-mail address').toLowerCase();
    if (EMAIL.test(email) && teachers && !teachers.has(teacherKey({ email, school }))) {
      row.fault('teacher', 'must be a teacher of this school in staff.csv');
    }
    const line = { school, group, email, weekdays: weekdaysIn(row, 'weekdays') };
    once(row, 'teacher', teaching, JSON.stringify([school, group, email]), line);
  }
  return [...teaching.values()];
}

function teacherKey({ email, school }: { email: string; school: string | null }): string {
  return `${school} ${email}`;
}

function holidaysIn(rows: Row[], schools: Known<unknown>): Plan['holidays'] {
  const holidays = new Map<string, Plan['holidays'][number]>();
  for (const row of rows) {
    const school = row.keyIn(schools, 'school', 'a code of schools.csv');
    const [first, last] = [dateIn(row, 'first'), dateIn(row, 'last')];
    if (first && last && first > last) row.fault('last', 'must not be before first');
    once(row, 'first', holidays, `${school} ${first}`, { school, first, last, name: row.required('name') });
  }
  return [...holidays.values()];
}
