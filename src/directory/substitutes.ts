import { Inject, Injectable } from '@nestjs/common';
import { and, between, eq, type SQL } from 'drizzle-orm';
import { DATABASE, type Database } from './database.js';
import { groups, schools, substitutes } from './schema.js';

/** Somebody teaches a group on one day (ISO 8601) besides its own teachers. */
export type Substitute = typeof substitutes.$inferSelect;

const { compare } = new Intl.Collator('nl', { numeric: true });

/** Who steps in, and for which groups. */
@Injectable()
export class Substitutes {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The school's groups, by name. */
  async groupsOf(school: string): Promise<{ id: string; name: string }[]> {
    const found = await this.db.select({ id: groups.id, name: groups.name }).from(groups).where(eq(groups.school, school));
    return found.sort((a, b) => compare(a.name, b.name));
  }

  /** Whether it is a group of a school of the organisation. */
  async hasGroup(organisation: string, group: string): Promise<boolean> {
    const found = await this.db
      .select({ id: groups.id })
      .from(groups)
      .innerJoin(schools, eq(schools.code, groups.school))
      .where(and(eq(groups.id, group), eq(schools.organisation, organisation)));
    return found.length > 0;
  }

  async has(substitute: Substitute): Promise<boolean> {
    return (await this.db.select().from(substitutes).where(is(substitute))).length > 0;
  }

  /** @returns whether they were one */
  async remove(substitute: Substitute): Promise<boolean> {
    const removed = await this.db.delete(substitutes).where(is(substitute)).returning({ person: substitutes.person });
    return removed.length > 0;
  }

  /** The ids of those who step in on any of the days from the first to the last. */
  async between(first: string, last: string): Promise<string[]> {
    const found = await this.db
      .selectDistinct({ person: substitutes.person })
      .from(substitutes)
      .where(between(substitutes.day, first, last));
    return found.map(({ person }) => person);
  }
}

function is({ group, person, day }: Substitute): SQL | undefined {
  return and(eq(substitutes.group, group), eq(substitutes.person, person), eq(substitutes.day, day));
}
