import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq, gt, inArray, lt, lte, sql } from 'drizzle-orm';
import { alias, type PgColumn } from 'drizzle-orm/pg-core';
import type { AdministrationRecord, RecordsListed } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { administrationRecords, groups, people, requests, schools } from './schema.js';

/** How long records are kept, in milliseconds, and how many of them a page has. */
const KEPT = 180 * 24 * 3_600_000;
const PAGE = 50;

type NewRecord = Omit<typeof administrationRecords.$inferInsert, 'id'>;

const { id, organisation, at, actor, action, object, result } = administrationRecords;
const actors = alias(people, 'actors');
const concerned = alias(people, 'concerned');

/** The object as the id of a row; whatever is none, is of none. */
const isOf = (column: PgColumn) =>
  sql`${column} = case when ${object} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${object}::uuid end`;

/** What administrators did, kept for them for 180 days: ids; the names are those of today. */
@Injectable()
export class RecordList {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Those of the organisation whose time is over go. */
  async add(record: NewRecord): Promise<void> {
    await this.db.insert(administrationRecords).values(record);
    const isOver = and(eq(organisation, record.organisation), lte(at, record.at - KEPT));
    await this.db.delete(administrationRecords).where(isOver);
  }

  /** An organisation's, the newest first, with the names of what is its own. @param before the id of the last one seen */
  async of(owner: string, before: string | undefined, now: number): Promise<RecordsListed> {
    const own = this.db.select({ code: schools.code }).from(schools).where(eq(schools.organisation, owner));
    const rows: AdministrationRecord[] = await this.db
      .select({
        ...{ id: sql<string>`${id}::text`, at, actor: actors.name, action, result },
        object: sql<string | null>`coalesce(${people.name}, ${concerned.name}, ${groups.name}, ${schools.name})`,
      })
      .from(administrationRecords)
      .leftJoin(actors, and(eq(actors.id, actor), eq(actors.organisation, owner)))
      .leftJoin(people, and(isOf(people.id), eq(people.organisation, owner)))
      // Of a request, whom it is about.
      .leftJoin(requests, and(isOf(requests.id), eq(requests.organisation, owner)))
      .leftJoin(concerned, eq(concerned.id, requests.person))
      .leftJoin(groups, and(isOf(groups.id), inArray(groups.school, own)))
      .leftJoin(schools, and(eq(schools.code, object), eq(schools.organisation, owner)))
      .where(and(eq(organisation, owner), gt(at, now - KEPT), before === undefined ? undefined : lt(id, Number(before))))
      .orderBy(desc(id))
      .limit(PAGE + 1);
    return { records: rows.slice(0, PAGE), more: rows.length > PAGE };
  }
}
