import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
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
  private readonly oneByCode;

  constructor(@Inject(DATABASE) private readonly db: Database) {
    // Asked for every signal: put together once.
    this.oneByCode = this.select(eq(schools.code, sql.placeholder('code'))).prepare('school_by_code');
  }

  /** Schools of the organisation of which every word is in the name, the place or the code; by name, then by code. */
  async find(organisation: string, query: string, limit: number): Promise<School[]> {
    const which = and(eq(schools.organisation, organisation), ...containing(schools.search, query));
    return (await this.select(which).limit(limit)).map(schoolOf);
  }

  /** Null where there is no such school. */
  async byCode(code: string): Promise<School | null> {
    const [row] = await this.oneByCode.execute({ code });
    return row ? schoolOf(row) : null;
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

  private select(which: SQL | undefined) {
    const { first, last, name } = holidays;
    const free = sql<Holiday[]>`coalesce((
      select json_agg(json_build_object('first', ${first}, 'last', ${last}, 'name', ${name}) order by ${first})
      from ${holidays} where ${holidays.school} = ${schools.code}), '[]')`;
    return (
      this.db
        .select({ school: schools, settings: organisations.settings, holidays: free })
        .from(schools)
        .innerJoin(organisations, eq(organisations.id, schools.organisation))
        .where(which)
        // The collation is named because engines differ in theirs; `search` begins with the name.
        .orderBy(sql`${schools.search} collate "C"`, asc(schools.code))
        .$dynamic()
    );
  }
}

type Row = Awaited<ReturnType<Schools['select']>>[number];

function schoolOf({ school: { search: _, ...school }, settings, holidays: free }: Row): School {
  return { ...school, holidays: free, settings: settingsFrom(settings) };
}
