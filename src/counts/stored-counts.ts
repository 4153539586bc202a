import { Inject, Injectable } from '@nestjs/common';
import { asc, count, eq, sql } from 'drizzle-orm';
import { type Quarter, quarterOf } from '../clock/index.js';
import type { CountKind, Sector } from '../contract/index.js';
import { countedSchools, countingRuns, counts, DATABASE, type Database, schools } from '../directory/index.js';

/** So many of a kind. */
export interface StoredCount {
  /** The organisation's id. */
  organisation: string;
  sector: Sector;
  quarter: Quarter;
  kind: CountKind;
  number: number;
}

/** A time that the server ran; ms. */
export interface Run {
  beganAt: number;
  /** When everything counted until then was stored; at first, when it began. */
  flushedAt: number;
  /** It ended as it should, with everything stored. */
  isEnded: boolean;
}

/** What an organisation's tables are made of. */
export interface Stored {
  /** Of the whole server, in order; the last one runs now. One server at a time counts. */
  runs: Run[];
  schools: { sector: Sector; quarter: Quarter; schools: number }[];
  counts: Omit<StoredCount, 'organisation'>[];
}

/** The counts in the directory's database. */
@Injectable()
export class StoredCounts {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The server begins to run. Returns the run's id. */
  async begin(now: number): Promise<string> {
    const [run] = await this.db
      .insert(countingRuns)
      .values({ beganAt: now, flushedAt: now, isEnded: false })
      .returning({ id: countingRuns.id });
    return run!.id;
  }

  /** Adds what was counted, or nothing of it; and how many schools take part, in the quarter that is just over or goes on. */
  async add(run: string, added: StoredCount[], now: number, isEnded: boolean): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (added.length > 0) {
        await tx
          .insert(counts)
          .values(added)
          .onConflictDoUpdate({
            target: [counts.organisation, counts.sector, counts.quarter, counts.kind],
            set: { number: sql`${counts.number} + excluded.number` },
          });
      }
      const live = await tx
        .select({ organisation: schools.organisation, sector: schools.sector, schools: count() })
        .from(schools)
        .where(eq(schools.state, 'live'))
        .groupBy(schools.organisation, schools.sector);
      if (live.length > 0) {
        const quarter = quarterOf(now - 1);
        await tx
          .insert(countedSchools)
          .values(live.map((each) => ({ ...each, quarter })))
          .onConflictDoUpdate({
            target: [countedSchools.organisation, countedSchools.sector, countedSchools.quarter],
            set: { schools: sql`least(${countedSchools.schools}, excluded.schools)` },
          });
      }
      await tx.update(countingRuns).set({ flushedAt: now, isEnded }).where(eq(countingRuns.id, run));
    });
  }

  /** The runs are read first: a flush in between then shows too late, and never half. */
  async of(organisation: string): Promise<Stored> {
    const runs = await this.db.select().from(countingRuns).orderBy(asc(countingRuns.beganAt), asc(countingRuns.flushedAt));
    const taking = await this.db.select().from(countedSchools).where(eq(countedSchools.organisation, organisation));
    const numbers = await this.db.select().from(counts).where(eq(counts.organisation, organisation));
    return { runs, schools: taking, counts: numbers };
  }
}
