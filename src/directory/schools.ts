import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { Holiday, Hours, SchoolState, Sector } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { holidays, organisations, roles, schools } from './schema.js';
import { containing } from './searchable.js';
import { type Settings, settingsFrom } from './settings.js';

export interface School {
  code: string;
  /** The organisation's id. */
  organisation: string;
  name: string;
  place: string;
  sector: Sector;
  phone: string;
  state: SchoolState;
  hours: Hours;
  holidays: Holiday[];
  /** The organisation's. */
  settings: Settings;
}

@Injectable()
export class Schools {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Schools of the organisation of which every word is in the name, the place or the code; by name, then by code. */
  find(organisation: string, query: string, limit: number): Promise<School[]> {
    return this.select(and(eq(schools.organisation, organisation), ...containing(schools.search, query)), limit);
  }

  /** Null where there is no such school. */
  async byCode(code: string): Promise<School | null> {
    const [school] = await this.select(eq(schools.code, code), 1);
    return school ?? null;
  }

  /** The ids of the school's designated contacts. */
  async contacts(code: string): Promise<string[]> {
    const rows = await this.db
      .select({ person: roles.person })
      .from(roles)
      .where(and(eq(roles.school, code), eq(roles.role, 'recipient')))
      .orderBy(asc(roles.person));
    return rows.map(({ person }) => person);
  }

  private async select(which: SQL | undefined, limit: number): Promise<School[]> {
    const rows = await this.db
      .select({ school: schools, settings: organisations.settings })
      .from(schools)
      .innerJoin(organisations, eq(organisations.id, schools.organisation))
      .where(which)
      // The collation is named because engines differ in theirs; `search` begins with the name.
      .orderBy(sql`${schools.search} collate "C"`, asc(schools.code))
      .limit(limit);
    const free = await this.holidaysOf(rows.map(({ school }) => school.code));
    return rows.map(({ school: { search: _, ...school }, settings }) => ({
      ...school,
      holidays: free.get(school.code) ?? [],
      settings: settingsFrom(settings),
    }));
  }

  private async holidaysOf(codes: string[]): Promise<Map<string, Holiday[]>> {
    if (codes.length === 0) return new Map();
    const rows = await this.db.select().from(holidays).where(inArray(holidays.school, codes)).orderBy(asc(holidays.first));
    const bySchool = new Map<string, Holiday[]>();
    for (const { school, ...holiday } of rows) bySchool.set(school, [...(bySchool.get(school) ?? []), holiday]);
    return bySchool;
  }
}
