import { eq, type SQL, sql } from 'drizzle-orm';
import type { Announcement, Role } from '../contract/index.js';
import type { Database } from './database.js';
import { anyOf, rowsIn, type StoredSchool } from './import-reading.js';
import { groups, people, roles, schools, substitutes } from './schema.js';
import { schoolSearch, USUAL_HOURS } from './school-changes.js';
import { personSearch } from './searchable.js';
import { endSessions } from './sessions.js';
import { forgetAll } from './staff-changes.js';

export type SchoolRow = Omit<StoredSchool, 'organisation'>;

/** What becomes of an organisation's schools. */
export interface SchoolWrites {
  added: SchoolRow[];
  /** In full, as they become. */
  changed: SchoolRow[];
  /** Codes. */
  removed: string[];
}

type HeldRole = Role & { person: string };

/** What becomes of an organisation's people; only what differs. New people and groups bring their ids. */
export interface StaffWrites {
  people: { id: string; email: string; name: string }[];
  renamed: { id: string; email: string; name: string }[];
  /** New, or with another title. */
  roles: HeldRole[];
  groups: { id: string; school: string; name: string }[];
  /** New, or on other days. */
  teaching: { group: string; person: string; weekdays: number[] }[];
  /** Whoever becomes an administrator, of which the others are told. */
  administrators: { id: string; name: string }[];
  /** Who is to sign in anew: what led in until now could have been made by one administrator. */
  anew: string[];
  rolesTaken: Pick<HeldRole, 'person' | 'role' | 'school'>[];
  teachingTaken: { group: string; person: string }[];
  groupsTaken: string[];
  peopleTaken: string[];
  /** Codes of the schools whose people change. */
  schools: string[];
}

/** Who must hear of what was written. */
export interface Written {
  /** Ids of sessions that are over. */
  ended: string[];
  /** Ids of people who may do something else now. */
  changed: string[];
  /** Ids of people who were told something. */
  told: string[];
}

/** Between two parts: so many rows are done. @throws where it is no longer wanted */
export type Step = (rows: number) => Promise<void>;

/** Rows of one statement. */
const PART = 1000;

/** Within a transaction. Never the state, the hours or the holidays of a school that is there. */
export async function writeSchools(
  tx: Database,
  organisation: string,
  { added, changed, removed }: SchoolWrites,
  now: number,
  step: Step,
): Promise<Written> {
  const given = (part: SchoolRow[]) =>
    rowsOf(
      part.map((school) => ({ ...school, search: schoolSearch(school) })),
      'code char(6), name text, place text, sector text, phone text, municipality text, search text',
    );
  await inParts(added, step, (part) =>
    tx.execute(sql`
      insert into schools (code, organisation, name, place, sector, phone, municipality, state, hours, search)
      select code, ${organisation}::uuid, name, place, sector, phone, municipality, 'not-ready', ${JSON.stringify(USUAL_HOURS)}::jsonb, search
      from ${given(part)}`),
  );
  await inParts(changed, step, (part) =>
    tx.execute(sql`
      update schools set name = given.name, place = given.place, sector = given.sector, phone = given.phone,
        municipality = given.municipality, search = given.search
      from ${given(part)} where schools.code = given.code`),
  );
  const written: Written = { ended: [], changed: [], told: [] };
  await inParts(removed, step, async (part) => {
    const held = await tx.selectDistinct({ person: roles.person }).from(roles).where(anyOf(roles.school, part));
    const stepIn = await steppingIn(tx, anyOf(groups.school, part));
    written.changed.push(...new Set([...held.map(({ person }) => person), ...stepIn]));
    written.told.push(...(await tellContacts(tx, part, 'school-removed', now)));
    await tx.delete(schools).where(anyOf(schools.code, part));
  });
  return written;
}

/** Within a transaction in which these people are locked. Everything is added before anything is taken. */
export async function writeStaff(
  tx: Database,
  organisation: string,
  writes: StaffWrites,
  now: number,
  step: Step,
): Promise<Written> {
  const withSearch = (part: StaffWrites['people']) =>
    rowsOf(
      part.map((person) => ({ ...person, search: personSearch(person) })),
      'id uuid, email text, name text, search text',
    );
  await inParts(writes.people, step, (part) =>
    tx.execute(sql`
      insert into people (id, organisation, email, name, search)
      select id, ${organisation}::uuid, email, name, search from ${withSearch(part)}`),
  );
  await inParts(writes.renamed, step, (part) =>
    tx.execute(sql`
      update people set name = given.name, search = given.search from ${withSearch(part)} where people.id = given.id`),
  );
  await inParts(writes.groups, step, (part) =>
    tx.execute(
      sql`insert into groups (id, school, name) select id, school, name from ${rowsOf(part, 'id uuid, school char(6), name text')}`,
    ),
  );
  const newcomers = new Set(writes.people.map(({ id }) => id));
  await give(
    tx,
    writes.roles.filter(({ person }) => !newcomers.has(person)),
    step,
  );
  // Contacts who are one no more by what follows are told too; whoever comes by this very list is not.
  const told = new Set(await tellAll(tx, writes.schools, now, step));
  await inParts(writes.administrators, step, async (part) => {
    for (const person of await tellAdministrators(tx, organisation, part, now)) told.add(person);
  });
  await give(
    tx,
    writes.roles.filter(({ person }) => newcomers.has(person)),
    step,
  );
  await inParts(writes.teaching, step, (part) =>
    tx.execute(sql`
      insert into group_teachers ("group", person, weekdays)
      select "group", person, weekdays from ${rowsOf(part, '"group" uuid, person uuid, weekdays integer[]')}
      on conflict ("group", person) do update set weekdays = excluded.weekdays`),
  );
  await inParts(writes.anew, step, (part) => forgetAll(tx, part, now));
  const { ended, stepIn } = await take(tx, writes, now, step);
  const changed = [...writes.roles, ...writes.rolesTaken].map(({ person }) => person);
  return { ended, changed: [...new Set([...changed, ...writes.anew, ...writes.peopleTaken, ...stepIn])], told: [...told] };
}

function give(tx: Database, held: HeldRole[], step: Step): Promise<void> {
  return inParts(held, step, (part) =>
    tx.execute(sql`
      insert into roles (person, role, school, title)
      select person, role, school, title from ${rowsOf(part, 'person uuid, role text, school char(6), title text')}
      on conflict (person, role, school) do update set title = excluded.title`),
  );
}

/** @returns sessions that are over, and who would have stepped in */
async function take(tx: Database, writes: StaffWrites, now: number, step: Step) {
  await inParts(writes.teachingTaken, step, (part) =>
    tx.execute(sql`
      delete from group_teachers using ${rowsOf(part, '"group" uuid, person uuid')}
      where group_teachers."group" = given."group" and group_teachers.person = given.person`),
  );
  const stepIn: string[] = [];
  await inParts(writes.groupsTaken, step, async (part) => {
    stepIn.push(...(await steppingIn(tx, anyOf(groups.id, part))));
    await tx.delete(groups).where(anyOf(groups.id, part));
  });
  await inParts(writes.rolesTaken, step, (part) =>
    tx.execute(sql`
      delete from roles using ${rowsOf(part, 'person uuid, role text, school char(6)')}
      where roles.person = given.person and roles.role = given.role and roles.school = given.school`),
  );
  const ended: string[] = [];
  await inParts(writes.peopleTaken, step, async (part) => {
    ended.push(...(await endSessions(tx, part, now)));
    await tx.delete(people).where(anyOf(people.id, part));
  });
  return { ended, stepIn };
}

/** Ids of whoever is, or was, a substitute in some groups. */
async function steppingIn(tx: Database, which: SQL): Promise<string[]> {
  const found = await tx
    .selectDistinct({ person: substitutes.person })
    .from(substitutes)
    .innerJoin(groups, eq(groups.id, substitutes.group))
    .where(which);
  return found.map(({ person }) => person);
}

async function tellAll(tx: Database, codes: string[], now: number, step: Step): Promise<string[]> {
  const told: string[] = [];
  await inParts(codes, step, async (part) => void told.push(...(await tellContacts(tx, part, 'import', now))));
  return told;
}

/** Once for each contact and school. @returns the ids of whoever was told */
async function tellContacts(tx: Database, codes: string[], change: Announcement['change'], now: number): Promise<string[]> {
  const rows = rowsIn<{ person: string }>(
    await tx.execute(sql`
    insert into announcements (person, change, about, at)
    select roles.person, ${change}::text, schools.name, ${now}::bigint
    from roles join schools on schools.code = roles.school
    where roles.role = 'recipient' and ${anyOf(schools.code, codes)}
    returning person`),
  );
  return rows.map(({ person }) => person);
}

/** Those who are one already. */
async function tellAdministrators(tx: Database, organisation: string, made: StaffWrites['administrators'], now: number) {
  const rows = rowsIn<{ person: string }>(
    await tx.execute(sql`
    insert into announcements (person, change, about, at)
    select roles.person, 'role', given.name, ${now}::bigint
    from roles join people on people.id = roles.person cross join ${rowsOf(made, 'id uuid, name text')}
    where roles.role = 'administrator' and people.organisation = ${organisation} and people.id <> given.id
    returning person`),
  );
  return rows.map(({ person }) => person);
}

/** Rows as one parameter, however many there are; called `given`. */
function rowsOf(rows: object[], columns: string): SQL {
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(${sql.raw(columns)})`;
}

async function inParts<T>(rows: T[], step: Step, write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += PART) {
    const part = rows.slice(at, at + PART);
    await write(part);
    await step(part.length);
  }
}
