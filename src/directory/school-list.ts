import { Inject, Injectable } from '@nestjs/common';
import { and, asc, count, eq, gte, sql } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import type { SchoolDetails, SchoolListed, SchoolsListed, SchoolState } from '../contract/index.js';
import { Attendance } from './attendance.js';
import { DATABASE, type Database } from './database.js';
import { groups, people, schools, substitutes } from './schema.js';
import { SchoolStaff } from './school-staff.js';
import { warningsOf } from './school-warnings.js';
import type { School } from './schools.js';
import { containing } from './searchable.js';

/** How many are listed at the most. */
const LISTED = 50;

/** As far as the directory knows them: who is connected it does not know. */
type SchoolsKnown = Omit<SchoolsListed, 'schools'> & { schools: Omit<SchoolListed, 'reachable'>[] };

/** The schools of an organisation as its administrators see them; times are milliseconds. */
@Injectable()
export class SchoolList {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly staff: SchoolStaff,
    private readonly attendance: Attendance,
  ) {}

  /** Those with every word in their name, place or code, in a state or in any. */
  async search(
    organisation: string,
    { query, state }: { query: string; state: SchoolState | null },
    now: number,
  ): Promise<SchoolsKnown> {
    const { code, name, place, sector, phone, hours } = schools;
    const isOwn = eq(schools.organisation, organisation);
    const which = and(isOwn, ...containing(schools.search, query), state === null ? undefined : eq(schools.state, state));
    const found = await this.db
      .select({ code, name, place, sector, phone, hours, state: schools.state })
      .from(schools)
      .where(which)
      // The collation is named because engines differ in theirs; `search` begins with the name.
      .orderBy(sql`${schools.search} collate "C"`, asc(code))
      .limit(LISTED);
    const total = found.length < LISTED ? found.length : await this.db.$count(schools, which);
    const counted = await this.db
      .select({ state: schools.state, number: count() })
      .from(schools)
      .where(isOwn)
      .groupBy(schools.state);
    const states = { 'not-ready': 0, testing: 0, live: 0, ...Object.fromEntries(counted.map((row) => [row.state, row.number])) };
    const staffOf = await this.staff.of(
      found.map((school) => school.code),
      now,
    );
    const listed = found.map(({ phone: number, hours: days, ...school }) => {
      const staff = staffOf.get(school.code)!;
      const warnings = warningsOf({ phone: number, hours: days, ...staff });
      return { ...school, contacts: staff.contacts.length, warnings: warnings.length };
    });
    return { schools: listed, total, states };
  }

  /** Everything of one school that those who run it see. */
  async details(school: School, now: number): Promise<SchoolDetails> {
    const { organisation: _organisation, settings: _settings, ...shown } = school;
    const { contacts, teachers, groups: all } = (await this.staff.of([school.code], now)).get(school.code)!;
    const today = dateOf(now).toString();
    const stepIn = await this.db
      .select({ group: substitutes.group, person: substitutes.person, name: people.name, day: substitutes.day })
      .from(substitutes)
      .innerJoin(groups, eq(groups.id, substitutes.group))
      .innerJoin(people, eq(people.id, substitutes.person))
      .where(and(eq(groups.school, school.code), gte(substitutes.day, today)))
      .orderBy(asc(substitutes.day), sql`${people.name} collate "C"`);
    return {
      ...shown,
      contacts: contacts.map(({ person, name, title }) => ({ person, name, title })),
      teachers,
      groups: all.map(({ id, name, teachers: teaching }) => ({ id, name, teachers: teaching })),
      substitutes: stepIn,
      absences: await this.attendance.atSchool(school.code, today),
      warnings: warningsOf({ ...school, contacts, groups: all }),
      today,
    };
  }
}
