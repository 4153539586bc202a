import { Inject, Injectable } from '@nestjs/common';
import { asc, count, eq, sql } from 'drizzle-orm';
import type { Quarter } from '../clock/index.js';
import type { CountKind, Sector } from '../contract/index.js';
import { countedSchools, countingRuns, counts, DATABASE, type Database, organisations, schools } from '../directory/index.js';
import { isClosed } from './quarters.js';

/** So many of a kind. */
export interface StoredCount {
  /** The organisation's id. */
  organisation: string;
  sector: Sector;
  quarter: Quarter;
  kind: CountKind;
  number: number;
}

/** What was counted until a flush; ms. */
export interface Batch {
  moment: number;
  /** No two of the same kind. */
  counts: StoredCount[];
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

  /**
   * Adds what was counted until the last batch's moment, or nothing of it; and how many schools take part in a quarter. Batches
   * that could not be stored before come again: one that was, though nobody heard so, is known by its moment.
   */
  async add(run: string, batches: Batch[], quarter: Quarter, isEnded: boolean): Promise<void> {
    const { moment } = batches.at(-1)!;
    await this.db.transaction(async (tx) => {
      const thisRun = eq(countingRuns.id, run);
      const [last] = await tx.select().from(countingRuns).where(thisRun).for('update');
      const { flushedAt } = last!;
      const present = await tx.select({ id: organisations.id }).from(organisations).for('key share');
      // A quarter that can be read does not change any more: two readings would tell what was added.
      const isWanted = (each: StoredCount) =>
        present.some(({ id }) => id === each.organisation) && !isClosed(each.quarter, flushedAt);
      for (const batch of batches.filter((each) => each.moment > flushedAt)) {
        const added = batch.counts.filter(isWanted);
        if (added.length === 0) continue;
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
        await tx
          .insert(countedSchools)
          .values(live.map((each) => ({ ...each, quarter })))
          .onConflictDoUpdate({
            target: [countedSchools.organisation, countedSchools.sector, countedSchools.quarter],
            set: { schools: sql`least(${countedSchools.schools}, excluded.schools)` },
          });
      }
      await tx.update(countingRuns).set({ flushedAt: moment, isEnded }).where(thisRun);
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
