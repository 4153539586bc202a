import { Inject, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import type { Role } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { isHeldOn } from './held.js';
import { groups, groupTeachers, heldRoles, organisations, people, roles, schools, substitutes } from './schema.js';
import { weekdayOf } from './school-days.js';
import { settingsFrom } from './settings.js';

export interface Person {
  id: string;
  name: string;
  email: string;
  /** The organisation's id. */
  organisation: string;
  roles: Role[];
}

/** A person as the demonstration lists them. */
export interface ListedPerson {
  id: string;
  name: string;
  organisation: { id: string; key: string; name: string };
  roles: (Role & { schoolName: string | null })[];
}

export interface Teacher {
  person: string;
  name: string;
  title: string;
  /** Those of the asked day first; `today` false: a duo partner has it that day. */
  groups: { name: string; today: boolean }[];
}

@Injectable()
export class People {
  private readonly queries;

  constructor(@Inject(DATABASE) private readonly db: Database) {
    this.queries = queriesOf(db);
  }

  /** With the roles held at a moment (milliseconds). Null where there is no such person. */
  async byId(id: string, now: number): Promise<Person | null> {
    if (!isUUID(id)) return null;
    const [person] = await this.db
      .select({ id: people.id, name: people.name, email: people.email, organisation: people.organisation })
      .from(people)
      .where(eq(people.id, id));
    if (!person) return null;
    const held = await this.db
      .select({ role: heldRoles.role, school: heldRoles.school, title: heldRoles.title })
      .from(heldRoles)
      .where(and(eq(heldRoles.person, id), isHeldOn(dateOf(now).toString())))
      .orderBy(asc(heldRoles.school), asc(heldRoles.role));
    return { ...person, roles: held };
  }

  /** Whether their organisation wants that a new device is approved on another one. */
  async mustApproveDevices(id: string): Promise<boolean> {
    const [row] = await this.db
      .select({ settings: organisations.settings })
      .from(people)
      .innerJoin(organisations, eq(organisations.id, people.organisation))
      .where(eq(people.id, id));
    return settingsFrom(row?.settings ?? {}).approveDevices;
  }

  /** Everybody, by organisation and name. */
  all(): Promise<ListedPerson[]> {
    return this.list(undefined);
  }

  /** Somebody who is there. */
  async listed(id: string): Promise<ListedPerson> {
    return (await this.list(eq(people.id, id)))[0]!;
  }

  private async list(which: SQL | undefined): Promise<ListedPerson[]> {
    const rows = await this.db
      .select({
        person: { id: people.id, name: people.name },
        organisation: { id: organisations.id, key: organisations.key, name: organisations.name },
        role: { role: roles.role, school: roles.school, title: roles.title, schoolName: schools.name },
      })
      .from(people)
      .innerJoin(organisations, eq(organisations.id, people.organisation))
      .leftJoin(roles, eq(roles.person, people.id))
      .leftJoin(schools, eq(schools.code, roles.school))
      .where(which)
      // The collation is named because engines differ in theirs.
      .orderBy(
        sql`${organisations.key} collate "C"`,
        sql`${people.name} collate "C"`,
        asc(people.id),
        asc(roles.school),
        asc(roles.role),
      );
    const listed = new Map<string, ListedPerson>();
    for (const { person, organisation, role } of rows) {
      const known = listed.get(person.id) ?? { ...person, organisation, roles: [] };
      listed.set(person.id, known);
      if (role.role !== null) known.roles.push(role as ListedPerson['roles'][number]);
    }
    return [...listed.values()];
  }

  /** The school's teachers on the day of a moment (milliseconds): those with a group then first, by group, then by name. */
  async teachersOf(code: string, moment: number): Promise<Teacher[]> {
    const day = dateOf(moment).toString();
    const weekday = weekdayOf(moment);
    const [rows, stepsIn] = await Promise.all([
      this.queries.teachers.execute({ code, day }),
      this.queries.stepsIn.execute({ code, day }),
    ]);
    const teachers = new Map<string, Teacher>();
    for (const { person, name, title, group, weekdays } of rows) {
      const teacher = teachers.get(person) ?? { person, name, title, groups: [] };
      teachers.set(person, teacher);
      if (group !== null) teach(teacher, group, weekdays?.includes(weekday) ?? false);
    }
    for (const { person, group } of stepsIn) teach(teachers.get(person)!, group, true);
    for (const teacher of teachers.values()) teacher.groups.sort(byToday);
    return [...teachers.values()].sort(byFirstGroup);
  }
}

/** Who teaches at a school on a day, always and as a substitute: asked for every signal that is passed on, so put together once. */
function queriesOf(db: Database) {
  const [code, day] = [sql.placeholder('code'), sql.placeholder('day')];
  return {
    teachers: db
      .select({
        person: heldRoles.person,
        name: people.name,
        title: heldRoles.title,
        group: groups.name,
        weekdays: groupTeachers.weekdays,
      })
      .from(heldRoles)
      .innerJoin(people, eq(people.id, heldRoles.person))
      .leftJoin(groupTeachers, eq(groupTeachers.person, heldRoles.person))
      .leftJoin(groups, and(eq(groups.id, groupTeachers.group), eq(groups.school, heldRoles.school)))
      .where(and(eq(heldRoles.school, code), eq(heldRoles.role, 'teacher'), isHeldOn(day)))
      // Who teaches there anyway is not called a substitute.
      .orderBy(asc(heldRoles.person), sql`${heldRoles.day} nulls first`)
      .prepare('teachers_of_school'),
    stepsIn: db
      .select({ person: substitutes.person, group: groups.name })
      .from(substitutes)
      .innerJoin(groups, eq(groups.id, substitutes.group))
      .where(and(eq(groups.school, code), eq(substitutes.day, day)))
      .prepare('substitutes_at_school'),
  };
}

type Group = Teacher['groups'][number];

/** Once for each group, also where somebody steps in for themselves. */
function teach({ groups }: Teacher, name: string, today: boolean): void {
  const known = groups.find((group) => group.name === name);
  if (known) known.today ||= today;
  else groups.push({ name, today });
}

const { compare } = new Intl.Collator('nl', { numeric: true });

function byToday(a: Group, b: Group): number {
  return Number(b.today) - Number(a.today) || compare(a.name, b.name);
}

/** Without a group: last. */
function byFirstGroup(a: Teacher, b: Teacher): number {
  const [first, second] = [a.groups[0], b.groups[0]];
  const byGroup = first && second ? byToday(first, second) : Number(!first) - Number(!second);
  return byGroup || compare(a.name, b.name) || compare(a.person, b.person);
}
