import { Inject, Injectable } from '@nestjs/common';
import { and, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { Candidate } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { people, roles, schools } from './schema.js';
import { containing } from './searchable.js';

/** How many are found at the most. */
const FOUND = 20;

/**
 * Who may step in at a school: whoever works there, and the teachers of the organisation's other schools. All of them hold a
 * role that took two administrators.
 */
@Injectable()
export class Candidates {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Those with every word in their name, those of the school first. Addresses are not searched: they are nobody's to find here. */
  async search(organisation: string, school: string, query: string): Promise<Candidate[]> {
    const name = sql`left(${people.search}, -length(${people.email}) - 1)`;
    const found = await this.db
      .select({ person: people.id })
      .from(people)
      .innerJoin(roles, eq(roles.person, people.id))
      .where(and(this.may(organisation, school), ...containing(name, query)))
      .groupBy(people.id)
      // The collation is named because engines differ in theirs; `search` begins with the name.
      .orderBy(sql`bool_or(${roles.school} = ${school}) desc`, sql`${people.search} collate "C"`)
      .limit(FOUND);
    const ids = found.map(({ person }) => person);
    if (ids.length === 0) return [];
    const held = await this.db
      .select({ person: people.id, name: people.name, title: roles.title, schoolName: schools.name })
      .from(people)
      .innerJoin(roles, eq(roles.person, people.id))
      .innerJoin(schools, eq(schools.code, roles.school))
      .where(and(inArray(people.id, ids), this.may(organisation, school)))
      // What they are at the school itself, and a teacher rather than a contact.
      .orderBy(sql`${roles.school} <> ${school}`, sql`${roles.role} <> 'teacher'`, roles.school);
    return ids.map((id) => held.find(({ person }) => person === id)!);
  }

  async has(organisation: string, school: string, person: string): Promise<boolean> {
    const found = await this.db
      .select({ person: roles.person })
      .from(roles)
      .innerJoin(people, eq(people.id, roles.person))
      .where(and(eq(people.id, person), this.may(organisation, school)))
      .limit(1);
    return found.length > 0;
  }

  private may(organisation: string, school: string): SQL | undefined {
    const isHere = and(eq(roles.school, school), inArray(roles.role, ['recipient', 'teacher']));
    return and(eq(people.organisation, organisation), or(isHere, eq(roles.role, 'teacher')));
  }
}
