import { Inject, Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Role } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { groups, groupTeachers, organisations, people, roles, schools } from './schema.js';
import type { Weekday } from './school-days.js';

export interface Person {
  id: string;
  name: string;
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
  /** Those of the asked weekday first; `today` false: a duo partner has it that day. */
  groups: { name: string; today: boolean }[];
}

@Injectable()
export class People {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Null where there is no such person. */
  async byId(id: string): Promise<Person | null> {
    if (!isUUID(id)) return null;
    const [person] = await this.db
      .select({ id: people.id, name: people.name, organisation: people.organisation })
      .from(people)
      .where(eq(people.id, id));
    if (!person) return null;
    const held = await this.db
      .select({ role: roles.role, school: roles.school, title: roles.title })
      .from(roles)
      .where(eq(roles.person, id))
      .orderBy(asc(roles.school), asc(roles.role));
    return { ...person, roles: held };
  }

  /** Everybody, by organisation and name. */
  async all(): Promise<ListedPerson[]> {
    const rows = await this.db
      .select({
        person: { id: people.id, name: people.name },
        organisation: { id: organisations.id, key: organisations.key, name: organisations.name },
        role: { role: roles.role, school: roles.school, title: roles.title, schoolName: schools.name },
      })
      .from(people)
      .innerJoin(organisations, eq(organisations.id, people.organisation))
      .innerJoin(roles, eq(roles.person, people.id))
      .leftJoin(schools, eq(schools.code, roles.school))
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
      const known = listed.get(person.id);
      if (known) known.roles.push(role);
      else listed.set(person.id, { ...person, organisation, roles: [role] });
    }
    return [...listed.values()];
  }

  /** The school's teachers: those with a group on the weekday first, then by group, then by name. */
  async teachersOf(code: string, weekday: Weekday): Promise<Teacher[]> {
    const rows = await this.db
      .select({
        person: roles.person,
        name: people.name,
        title: roles.title,
        group: groups.name,
        weekdays: groupTeachers.weekdays,
      })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.person))
      .leftJoin(groupTeachers, eq(groupTeachers.person, roles.person))
      .leftJoin(groups, and(eq(groups.id, groupTeachers.group), eq(groups.school, roles.school)))
      .where(and(eq(roles.school, code), eq(roles.role, 'teacher')))
      .orderBy(asc(roles.person));
    const teachers = new Map<string, Teacher>();
    for (const { person, name, title, group, weekdays } of rows) {
      const teacher = teachers.get(person) ?? { person, name, title, groups: [] };
      teachers.set(person, teacher);
      if (group !== null) teacher.groups.push({ name: group, today: weekdays?.includes(weekday) ?? false });
    }
    for (const teacher of teachers.values()) teacher.groups.sort(byToday);
    return [...teachers.values()].sort(byFirstGroup);
  }
}

type Group = Teacher['groups'][number];

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
