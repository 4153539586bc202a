import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Role } from '../contract/index.js';
import type { Database } from './database.js';
import { groups, groupTeachers, people, roles, schools, substitutes } from './schema.js';

/** Rows of one query: more would keep everybody else waiting where the database is in this process. */
const PAGE = 1000;

/** Lets everybody else go first, between two queries. @throws where it is no longer wanted */
export type Breathe = () => Promise<void>;

export interface StoredSchool {
  code: string;
  /** The organisation's id. */
  organisation: string;
  name: string;
  place: string;
  sector: (typeof schools.$inferSelect)['sector'];
  phone: string;
  municipality: string | null;
}

export interface StoredPerson {
  id: string;
  email: string;
  name: string;
  /** Of every day. */
  roles: Role[];
  /** Whether they are, or were, somebody's substitute: a teacher's role, of one day. */
  stepsIn: boolean;
}

/** Of an organisation as much as is compared with a file of its staff. */
export interface StoredStaff {
  people: StoredPerson[];
  groups: { id: string; school: string; name: string }[];
  /** Of these groups. */
  teaching: { group: string; person: string; weekdays: number[] }[];
  /** Names, by code, of those asked for that are the organisation's. */
  schools: Map<string, string>;
  /** Addresses of those asked for that are somebody's of another organisation. */
  elsewhere: Set<string>;
}

/** All schools of the organisation, and those of these codes, whosever they are. */
export async function storedSchools(
  db: Database,
  organisation: string,
  codes: string[],
  breathe: Breathe,
): Promise<StoredSchool[]> {
  const { code, name, place, sector, phone, municipality } = schools;
  const columns = { code, organisation: schools.organisation, name, place, sector, phone, municipality };
  const known = new Map<string, StoredSchool>();
  const own = await db.select({ code }).from(schools).where(eq(schools.organisation, organisation));
  await inPages([...new Set([...codes, ...own.map((school) => school.code)])], breathe, async (part) => {
    for (const school of await db.select(columns).from(schools).where(anyOf(code, part))) known.set(school.code, school);
  });
  return [...known.values()];
}

/** The people of these addresses, and all who receive signals at these schools. */
export async function storedStaff(
  db: Database,
  organisation: string,
  { emails, codes }: { emails: string[]; codes: string[] },
  breathe: Breathe,
): Promise<StoredStaff> {
  const known = new Map<string, StoredPerson>();
  const stored: StoredStaff = { people: [], groups: [], teaching: [], schools: new Map(), elsewhere: new Set() };
  const columns = { id: people.id, email: people.email, name: people.name };
  const meet = (person: Omit<StoredPerson, 'roles' | 'stepsIn'>) =>
    known.has(person.id) || known.set(person.id, { ...person, roles: [], stepsIn: false });
  await inPages(emails, breathe, async (part) => {
    const found = await db
      .select({ ...columns, organisation: people.organisation })
      .from(people)
      .where(anyOf(people.email, part));
    for (const { organisation: whose, ...person } of found)
      if (whose === organisation) meet(person);
      else stored.elsewhere.add(person.email);
  });
  await inPages(codes, breathe, async (part) => {
    const isOwn = and(eq(schools.organisation, organisation), anyOf(schools.code, part));
    for (const { code, name } of await db.select({ code: schools.code, name: schools.name }).from(schools).where(isOwn))
      stored.schools.set(code, name);
  });
  const own = [...stored.schools.keys()];
  // Of fewer schools at once: each has several people.
  await inPages(
    own,
    breathe,
    async (part) => {
      const there = db.select({ person: roles.person }).from(roles).where(anyOf(roles.school, part));
      const found = await db
        .select(columns)
        .from(people)
        .where(and(eq(people.organisation, organisation), inArray(people.id, there)));
      found.forEach(meet);
      const { id, school, name } = groups;
      stored.groups.push(...(await db.select({ id, school, name }).from(groups).where(anyOf(school, part))));
    },
    200,
  );
  await inPages(
    stored.groups.map(({ id }) => id),
    breathe,
    async (part) => void stored.teaching.push(...(await db.select().from(groupTeachers).where(anyOf(groupTeachers.group, part)))),
  );
  await inPages([...known.keys()], breathe, async (part) => {
    for (const { person, ...role } of await db.select().from(roles).where(anyOf(roles.person, part)))
      known.get(person)!.roles.push(role);
    const stepIn = await db
      .selectDistinct({ person: substitutes.person })
      .from(substitutes)
      .where(anyOf(substitutes.person, part));
    for (const { person } of stepIn) known.get(person)!.stepsIn = true;
  });
  return { ...stored, people: [...known.values()] };
}

/** The codes of the organisation's schools. */
export async function codesOf(db: Database, organisation: string): Promise<Set<string>> {
  const rows = await db.select({ code: schools.code }).from(schools).where(eq(schools.organisation, organisation));
  return new Set(rows.map(({ code }) => code));
}

/** Those of the addresses that are somebody's of another organisation. */
export async function addressesElsewhere(
  db: Database,
  organisation: string,
  emails: string[],
  breathe: Breathe,
): Promise<string[]> {
  const found: string[] = [];
  await inPages(emails, breathe, async (part) => {
    const isElsewhere = and(ne(people.organisation, organisation), anyOf(people.email, part));
    for (const { email } of await db.select({ email: people.email }).from(people).where(isElsewhere)) found.push(email);
  });
  return found;
}

/**
 * Another one whenever something has changed that imports look at: what was compared outside a transaction still holds in it where
 * this does.
 */
export async function versionOf(db: Database, organisation: string): Promise<string> {
  const digest = sql<string>`count(*) || ':' || coalesce(bit_xor(hashtextextended(row_of::text, 0)), 0)`;
  const ownPeople = sql`(select id from people where organisation = ${organisation})`;
  const ownSchools = sql`(select code from schools where organisation = ${organisation})`;
  const ownGroups = sql`(select id from groups where school in ${ownSchools})`;
  const parts: SQL[] = [
    sql`schools as row_of where organisation = ${organisation}`,
    sql`people as row_of where organisation = ${organisation}`,
    sql`roles as row_of where person in ${ownPeople}`,
    sql`groups as row_of where school in ${ownSchools}`,
    sql`group_teachers as row_of where "group" in ${ownGroups}`,
    sql`substitutes as row_of where person in ${ownPeople}`,
  ];
  const digests: string[] = [];
  for (const part of parts) {
    const [row] = rowsIn<{ digest: string }>(await db.execute(sql`select ${digest} as digest from ${part}`));
    digests.push(row!.digest);
  }
  return digests.join(' ');
}

/** Of a statement that was written out, on either engine. */
export function rowsIn<Row>(result: unknown): Row[] {
  return (result as { rows: Row[] }).rows;
}

/** One parameter, however many there are. */
export function anyOf(column: PgColumn, values: string[]): SQL {
  return sql`${column} = any(${sql.param(values)}::${sql.raw(column.getSQLType())}[])`;
}

async function inPages(all: string[], breathe: Breathe, read: (part: string[]) => Promise<void>, page = PAGE): Promise<void> {
  for (let at = 0; at < all.length; at += page) {
    await breathe();
    await read(all.slice(at, at + page));
  }
}
