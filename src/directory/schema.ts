import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  char,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Quarter } from '../clock/index.js';
import type { CountKind, DeviceKey, RoleName, SchoolState, Sector } from '../contract/index.js';
import type { Hours } from './school-days.js';
import type { StoredSettings } from './settings.js';

/**
 * Who there is, and nothing of any pupil. One schema for PGlite and PostgreSQL 15 and newer; moments are milliseconds.
 * Whatever belongs to something goes with it.
 */

const moment = (name: string) => bigint(name, { mode: 'number' });
const cascade = { onDelete: 'cascade' } as const;

export const organisations = pgTable('organisations', {
  id: uuid('id').primaryKey().defaultRandom(),
  key: text('key').notNull().unique(),
  name: text('name').notNull(),
  settings: jsonb('settings').$type<StoredSettings>().notNull(),
});

export const schools = pgTable(
  'schools',
  {
    code: char('code', { length: 6 }).primaryKey(),
    organisation: uuid('organisation')
      .notNull()
      .references(() => organisations.id, cascade),
    name: text('name').notNull(),
    place: text('place').notNull(),
    sector: text('sector').$type<Sector>().notNull(),
    phone: text('phone').notNull(),
    state: text('state').$type<SchoolState>().notNull(),
    hours: jsonb('hours').$type<Hours>().notNull(),
    /** What is searched in, without capitals and accents: `searchable`. */
    search: text('search').notNull(),
  },
  (school) => [
    index('schools_organisation').on(school.organisation),
    check('schools_code', sql`${school.code} ~ '^[0-9A-Z]{6}$'`),
    check('schools_sector', sql`${school.sector} in ('po', 'vo', 'mbo')`),
    check('schools_state', sql`${school.state} in ('not-ready', 'testing', 'live')`),
  ],
);

export const holidays = pgTable(
  'holidays',
  {
    school: char('school', { length: 6 })
      .notNull()
      .references(() => schools.code, cascade),
    first: date('first').notNull(),
    last: date('last').notNull(),
    name: text('name').notNull(),
  },
  (holiday) => [
    primaryKey({ columns: [holiday.school, holiday.first] }),
    check('holidays_order', sql`${holiday.first} <= ${holiday.last}`),
  ],
);

export const people = pgTable(
  'people',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    organisation: uuid('organisation')
      .notNull()
      .references(() => organisations.id, cascade),
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
  },
  (person) => [
    index('people_organisation').on(person.organisation),
    check('people_email', sql`${person.email} = lower(${person.email})`),
  ],
);

export const roles = pgTable(
  'roles',
  {
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    role: text('role').$type<RoleName>().notNull(),
    school: char('school', { length: 6 }).references(() => schools.code, cascade),
    title: text('title').notNull(),
  },
  (role) => [
    unique('roles_once').on(role.person, role.role, role.school).nullsNotDistinct(),
    index('roles_school').on(role.school, role.role),
    check('roles_role', sql`${role.role} in ('sender', 'recipient', 'teacher', 'administrator')`),
    check('roles_at_school', sql`(${role.role} in ('recipient', 'teacher')) = (${role.school} is not null)`),
  ],
);

export const groups = pgTable(
  'groups',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    school: char('school', { length: 6 })
      .notNull()
      .references(() => schools.code, cascade),
    name: text('name').notNull(),
  },
  (group) => [unique('groups_once').on(group.school, group.name)],
);

export const groupTeachers = pgTable(
  'group_teachers',
  {
    group: uuid('group')
      .notNull()
      .references(() => groups.id, cascade),
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    /** ISO weekdays, 1 is Monday. */
    weekdays: integer('weekdays').array().notNull(),
  },
  (teaching) => [
    primaryKey({ columns: [teaching.group, teaching.person] }),
    index('group_teachers_person').on(teaching.person),
    check('group_teachers_weekdays', sql`cardinality(${teaching.weekdays}) > 0 and ${teaching.weekdays} <@ '{1,2,3,4,5,6,7}'`),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    endedAt: moment('ended_at'),
  },
  (session) => [unique('sessions_id_person').on(session.id, session.person), index('sessions_person').on(session.person)],
);

export const devices = pgTable(
  'devices',
  {
    /** The key's thumbprint (RFC 7638). */
    id: text('id').primaryKey(),
    person: uuid('person').notNull(),
    session: uuid('session').notNull(),
    key: jsonb('key').$type<DeviceKey>().notNull(),
    registeredAt: moment('registered_at').notNull(),
    seenAt: moment('seen_at').notNull(),
  },
  (device) => [
    // Both at once: a device can only be in a session of its own person.
    foreignKey({
      columns: [device.session, device.person],
      foreignColumns: [sessions.id, sessions.person],
      name: 'devices_session_person',
    }).onDelete('cascade'),
    index('devices_person').on(device.person),
    index('devices_session').on(device.session),
  ],
);

/** What the files held when they were last loaded, so that unchanged files are not loaded again. */
export const loads = pgTable('loads', {
  fingerprint: text('fingerprint').primaryKey(),
});

const counted = {
  organisation: uuid('organisation')
    .notNull()
    .references(() => organisations.id, cascade),
  sector: text('sector').$type<Sector>().notNull(),
  quarter: text('quarter').$type<Quarter>().notNull(),
};

/** How many signals, and nothing of any of them. */
export const counts = pgTable(
  'counts',
  { ...counted, kind: text('kind').$type<CountKind>().notNull(), number: integer('number').notNull() },
  (count) => [primaryKey({ columns: [count.organisation, count.sector, count.quarter, count.kind] })],
);

/** The smallest number of live schools, above zero, that there were at any flush of the quarter. */
export const countedSchools = pgTable('counted_schools', { ...counted, schools: integer('schools').notNull() }, (count) => [
  primaryKey({ columns: [count.organisation, count.sector, count.quarter] }),
  check('counted_schools_some', sql`${count.schools} > 0`),
]);

/** One for each time that the server ran: what was counted after its last flush is missing, unless it ended as it should. */
export const countingRuns = pgTable('counting_runs', {
  id: uuid('id').primaryKey().defaultRandom(),
  beganAt: moment('began_at').notNull(),
  flushedAt: moment('flushed_at').notNull(),
  isEnded: boolean('is_ended').notNull(),
});
