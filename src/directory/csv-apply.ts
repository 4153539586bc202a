import { type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Plan } from './csv-plan.js';
import type { Database } from './database.js';
import { groups, groupTeachers, holidays, organisations, people, roles, schools } from './schema.js';
import { personSearch, searchable } from './searchable.js';

/**
 * Makes the directory what the plan says; to be run in a transaction. Everything is added and updated before anything is
 * removed, so that a school that moves to another organisation does not go with the one that it left.
 */
export async function applyPlan(db: Database, plan: Plan): Promise<void> {
  const organisationId = await applyOrganisations(db, plan);
  await applySchools(db, plan, organisationId);
  const personId = await applyPeople(db, plan, organisationId);
  await applyGroups(db, plan, personId);
  await removeOthers(
    db,
    people.email,
    plan.people.map(({ email }) => email),
  );
  await removeOthers(
    db,
    schools.code,
    plan.schools.map(({ code }) => code),
  );
  await removeOthers(
    db,
    organisations.key,
    plan.organisations.map(({ key }) => key),
  );
}

type IdOf = (key: string) => string;

async function applyOrganisations(db: Database, plan: Plan): Promise<IdOf> {
  const set = overwrite(organisations.name, organisations.settings);
  await inParts(plan.organisations, (values) =>
    db.insert(organisations).values(values).onConflictDoUpdate({ target: organisations.key, set }),
  );
  return idOf(await db.select({ key: organisations.key, id: organisations.id }).from(organisations));
}

async function applySchools(db: Database, plan: Plan, organisationId: IdOf): Promise<void> {
  const { organisation, name, place, sector, phone, state, hours, search } = schools;
  const set = overwrite(organisation, name, place, sector, phone, state, hours, search);
  const rows = plan.schools.map((school) => ({
    ...school,
    organisation: organisationId(school.organisation),
    search: searchable(`${school.name} ${school.place} ${school.code}`),
  }));
  await inParts(rows, (values) => db.insert(schools).values(values).onConflictDoUpdate({ target: schools.code, set }));
  await db.delete(holidays);
  await inParts(plan.holidays, (values) => db.insert(holidays).values(values));
}

async function applyPeople(db: Database, plan: Plan, organisationId: IdOf): Promise<IdOf> {
  const set = overwrite(people.organisation, people.name, people.search);
  const rows = plan.people.map((person) => ({
    ...person,
    organisation: organisationId(person.organisation),
    search: personSearch(person),
  }));
  await inParts(rows, (values) => db.insert(people).values(values).onConflictDoUpdate({ target: people.email, set }));
  const personId = idOf(await db.select({ key: people.email, id: people.id }).from(people));
  await db.delete(roles);
  const held = plan.roles.map(({ email, ...role }) => ({ ...role, person: personId(email) }));
  await inParts(held, (values) => db.insert(roles).values(values));
  return personId;
}

async function applyGroups(db: Database, plan: Plan, personId: IdOf): Promise<void> {
  const rows = new Map(plan.teaching.map(({ school, group }) => [groupKey(school, group), { school, name: group }]));
  await inParts([...rows.values()], (values) => db.insert(groups).values(values).onConflictDoNothing());
  const stored = await db.select().from(groups);
  const groupId = idOf(stored.map(({ id, school, name }) => ({ key: groupKey(school, name), id })));
  await db.delete(groupTeachers);
  const teaching = plan.teaching.map(({ school, group, email, weekdays }) => ({
    group: groupId(groupKey(school, group)),
    person: personId(email),
    weekdays,
  }));
  await inParts(teaching, (values) => db.insert(groupTeachers).values(values));
  await removeOthers(db, groups.id, [...rows.keys()].map(groupId));
}

function groupKey(school: string, name: string): string {
  return `${school} ${name}`;
}

function idOf(rows: { key: string; id: string }[]): IdOf {
  const known = new Map(rows.map(({ key, id }) => [key, id]));
  return (key) => {
    const id = known.get(key);
    if (id === undefined) throw new Error('a checked plan refers to what is not there');
    return id;
  };
}

/** For an upsert: what is proposed replaces what is there. */
function overwrite(...columns: PgColumn[]): Record<string, SQL> {
  return Object.fromEntries(columns.map(({ name }) => [name, sql`excluded.${sql.identifier(name)}`]));
}

async function removeOthers(db: Database, column: PgColumn, keep: string[]): Promise<void> {
  await db.delete(column.table).where(sql`${column} <> all(${sql.param(keep)}::${sql.raw(column.getSQLType())}[])`);
}

/** One statement takes at most 65,535 parameters. */
async function inParts<T>(rows: T[], write: (part: T[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 1000) await write(rows.slice(at, at + 1000));
}
