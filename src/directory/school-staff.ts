import { Inject, Injectable } from '@nestjs/common';
import { and, eq, exists, inArray, or, type SQL } from 'drizzle-orm';
import type { Colleague, Group, Weekday } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { canBeSealedTo } from './devices.js';
import { accounts, devices, groups, groupTeachers, passkeys, people, roles, sessions } from './schema.js';
import type { ContactFacts } from './school-warnings.js';
import { isAlive } from './sessions.js';

/** Who works at a school, and who has which group when. */
export interface StaffOfSchool {
  contacts: ContactFacts[];
  teachers: Colleague[];
  groups: Group[];
}

const { compare } = new Intl.Collator('nl', { numeric: true });
const byName = (a: { name: string }, b: { name: string }) => compare(a.name, b.name);

/** The staff of schools; as many questions for one school as for fifty. */
@Injectable()
export class SchoolStaff {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** By school, everything by name. @param now milliseconds */
  async of(codes: string[], now: number): Promise<Map<string, StaffOfSchool>> {
    const bySchool = new Map(codes.map((code): [string, StaffOfSchool] => [code, { contacts: [], teachers: [], groups: [] }]));
    if (codes.length === 0) return bySchool;
    for (const { school, ...contact } of await this.contacts(codes, now)) bySchool.get(school!)!.contacts.push(contact);
    for (const { school, ...teacher } of await this.teachers(codes)) bySchool.get(school!)!.teachers.push(teacher);
    for (const { school, ...group } of await this.groups(codes)) bySchool.get(school)!.groups.push(group);
    for (const { contacts, teachers, groups: all } of bySchool.values())
      for (const each of [contacts, teachers, all]) each.sort(byName);
    return bySchool;
  }

  private contacts(codes: string[], now: number) {
    const reads = this.db
      .select()
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(eq(devices.person, people.id), canBeSealedTo(now)));
    const isSignedIn = this.db
      .select()
      .from(sessions)
      .where(and(eq(sessions.person, people.id), isAlive(now)));
    const ways = [passkeys, accounts].map((table) => {
      const { person } = table as typeof passkeys;
      return exists(
        this.db
          .select({ person })
          .from(table as typeof passkeys)
          .where(eq(person, people.id)),
      );
    });
    return this.db
      .select({
        ...{ school: roles.school, person: people.id, name: people.name, title: roles.title },
        hasSignedIn: or(...ways, exists(isSignedIn)) as SQL<boolean>,
        hasDevice: exists(reads) as SQL<boolean>,
      })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.person))
      .where(and(eq(roles.role, 'recipient'), inArray(roles.school, codes)));
  }

  private teachers(codes: string[]) {
    return this.db
      .select({ school: roles.school, person: people.id, name: people.name, title: roles.title })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.person))
      .where(and(eq(roles.role, 'teacher'), inArray(roles.school, codes)));
  }

  private async groups(codes: string[]): Promise<(Group & { school: string })[]> {
    const all = await this.db.select().from(groups).where(inArray(groups.school, codes));
    const teaching = await this.db
      .select({ group: groupTeachers.group, person: groupTeachers.person, weekdays: groupTeachers.weekdays })
      .from(groupTeachers)
      .innerJoin(groups, eq(groups.id, groupTeachers.group))
      // Whoever lost the role has no group any more, and who gets it again has it as before.
      .innerJoin(roles, and(eq(roles.person, groupTeachers.person), eq(roles.school, groups.school), eq(roles.role, 'teacher')))
      .where(inArray(groups.school, codes))
      .orderBy(groupTeachers.person);
    const found = new Map(all.map((group) => [group.id, { ...group, teachers: [] as Group['teachers'] }]));
    for (const { group, person, weekdays } of teaching)
      found.get(group)?.teachers.push({ person, weekdays: [...weekdays].sort() as Weekday[] });
    return [...found.values()];
  }
}
