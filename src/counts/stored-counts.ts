import { Inject, Injectable } from '@nestjs/common';
import { asc, count, eq, max, sql } from 'drizzle-orm';
import type { Quarter } from '../clock/index.js';
import type { Sector } from '../contract/index.js';
import { countedSchools, countingRuns, counts, DATABASE, type Database, organisations, schools } from '../directory/index.js';
import type { Batch, Run, StoredCount } from './pending.js';
import { isClosed } from './quarters.js';

/** What is known of a run; ms. */
export interface StoredRun {
  beganAt: number;
  /** When everything counted until then was stored; at first, when it began. */
  flushedAt: number;
  /** It ended as it should, with everything stored. */
  isEnded: boolean;
}

/** What an organisation's tables are made of. */
export interface Stored {
  /** Of the whole installation, in order; the last one goes on. One memory at a time is counted in. */
  runs: StoredRun[];
  schools: { sector: Sector; quarter: Quarter; schools: number }[];
  counts: Omit<StoredCount, 'organisation'>[];
}

/** The counts in the directory's database. */
@Injectable()
export class StoredCounts {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** A memory begins, or is counted in again; it may be known already, by another server. */
  async begin(run: Run): Promise<void> {
    await this.db
      .insert(countingRuns)
      .values(asBegun(run))
      .onConflictDoUpdate({ target: countingRuns.id, set: { isEnded: false } });
  }

  /**
   * Adds what was counted until the batch's moment, or nothing of it; and how many schools take part in its quarter. A batch that
   * comes again, though it was stored, is known by its moment.
   */
  async add({ run, moment, quarter, counts: counted }: Batch, isEnded: boolean): Promise<void> {
    await this.db.transaction(async (tx) => {
      const thisRun = eq(countingRuns.id, run.id);
      await tx.insert(countingRuns).values(asBegun(run)).onConflictDoNothing();
      const [last] = await tx.select().from(countingRuns).where(thisRun).for('update');
      if (moment <= last!.flushedAt) return;
      const [newest] = await tx.select({ flushedAt: max(countingRuns.flushedAt) }).from(countingRuns);
      const present = await tx.select({ id: organisations.id }).from(organisations).for('key share');
      // A quarter that can be read does not change any more: two readings would tell what was added.
      const isWanted = (each: StoredCount) =>
        present.some(({ id }) => id === each.organisation) && !isClosed(each.quarter, newest!.flushedAt!);
      const added = counted.filter(isWanted);
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

function asBegun({ id, beganAt }: Run): StoredRun & Run {
  return { id, beganAt, flushedAt: beganAt, isEnded: false };
}
