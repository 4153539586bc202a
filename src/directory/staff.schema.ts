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
  pgView,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DeviceKey, DeviceUse, Hours, RoleName, SchoolState, Sector } from '../contract/index.js';
import type { StoredSettings } from './settings.js';

/** Milliseconds since 1970. */
export const moment = (name: string) => bigint(name, { mode: 'number' });
/** The moment by the database's clock. */
export const DATABASE_NOW = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
export const cascade = { onDelete: 'cascade' } as const;

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
    /** Empty where nobody knows it yet. */
    phone: text('phone').notNull(),
    /** Its municipality's number (CBS), with leading zeros, as the list of locations has it; null: nobody said. */
    municipality: text('municipality'),
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
    /** What is searched in, without capitals and accents: name and address. */
    search: text('search').notNull(),
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
    /** The browser and its system, in a few words for the person themselves. */
    label: text('label').notNull(),
    /** Who uses the device; null until that was asked. */
    use: text('use').$type<DeviceUse>(),
    createdAt: moment('created_at').notNull(),
    usedAt: moment('used_at').notNull(),
    /** When the person said on another device that this one is theirs, or there was no other; null: not yet. */
    approvedAt: moment('approved_at'),
    /** Whether nothing is sealed to its devices before that. */
    isWaiting: boolean('is_waiting').notNull(),
    /** When the person last proved who they are; null: by one factor only. */
    provenAt: moment('proven_at'),
    /** Unused until then, it ends; moves with use, up to `endsAt`. */
    expiresAt: moment('expires_at').notNull(),
    endsAt: moment('ends_at').notNull(),
    endedAt: moment('ended_at'),
    /** The last calendar day on which "Ik ben er vandaag" was said there. */
    checkedInOn: date('checked_in_on'),
  },
  (session) => [
    unique('sessions_id_person').on(session.id, session.person),
    index('sessions_person').on(session.person),
    check('sessions_use', sql`${session.use} in ('own', 'shared', 'board')`),
  ],
);

/** Where a session's browser is woken (W3C Push API, PushSubscription): the address, and the keys to encrypt to. */
export const pushSubscriptions = pgTable('push_subscriptions', {
  session: uuid('session')
    .primaryKey()
    .references(() => sessions.id, cascade),
  /** A secret: whoever has it, and our key, can wake that browser. */
  endpoint: text('endpoint').notNull(),
  /** Base64url: a P-256 point, and sixteen bytes (RFC 8291, 2). */
  p256dh: text('p256dh').notNull(),
  auth: text('auth').notNull(),
});

/** Who is not there on a calendar day at their schools. */
export const absences = pgTable(
  'absences',
  {
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    day: date('day').notNull(),
  },
  (absence) => [primaryKey({ columns: [absence.person, absence.day] })],
);

/** Who teaches a group on one day besides its own teachers. */
export const substitutes = pgTable(
  'substitutes',
  {
    group: uuid('group')
      .notNull()
      .references(() => groups.id, cascade),
    person: uuid('person')
      .notNull()
      .references(() => people.id, cascade),
    /** The calendar day at the school. */
    day: date('day').notNull(),
  },
  (substitute) => [
    primaryKey({ columns: [substitute.group, substitute.person, substitute.day] }),
    index('substitutes_person').on(substitute.person, substitute.day),
  ],
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

/** Every role that somebody holds: always (`day` null), or on one day, as a substitute. */
export const heldRoles = pgView('held_roles', {
  person: uuid('person').notNull(),
  role: text('role').$type<RoleName>().notNull(),
  school: char('school', { length: 6 }),
  title: text('title').notNull(),
  day: date('day'),
}).as(sql`
  select person, role, school, title, null::date as day from roles
  union all
  select substitutes.person, 'teacher', groups.school, 'invaller', substitutes.day
  from substitutes join groups on groups.id = substitutes."group"
`);

/** What the files held when they were last loaded, so that unchanged files are not loaded again. */
export const loads = pgTable('loads', {
  fingerprint: text('fingerprint').primaryKey(),
});
