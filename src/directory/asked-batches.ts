import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, exists, gt, lte, ne, or, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { BatchChoice, BatchKind } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { batches, people, roles } from './schema.js';

/** How long a batch waits for a second administrator: as long as a request does. */
const LIFE = 7 * 24 * 3_600_000;

/** What one administrator has asked for many at once. */
export interface AskedBatch {
  id: string;
  kind: BatchKind;
  choice: BatchChoice;
  askedBy: string;
  /** Their name. */
  asker: string;
  askedAt: number;
  expiresAt: number;
}

/** Batches that wait for a second administrator; milliseconds. Open while whoever asked is still an administrator. */
@Injectable()
export class AskedBatches {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Those that are over go, and what the same person asked of the same kind before. */
  async ask(
    asked: Pick<AskedBatch, 'id' | 'kind' | 'choice' | 'askedBy'> & { organisation: string; plan: unknown; fingerprint: string },
    now: number,
  ): Promise<void> {
    const isReplaced = and(eq(batches.askedBy, asked.askedBy), eq(batches.kind, asked.kind));
    await this.db.delete(batches).where(or(lte(batches.expiresAt, now), isReplaced));
    const plan = await packed(asked.plan);
    await this.db.insert(batches).values({ ...asked, plan, askedAt: now, expiresAt: now + LIFE });
  }

  /** Of an organisation, the oldest first. Those that are over go: there are people in them. */
  async open(organisation: string, now: number): Promise<AskedBatch[]> {
    await this.db.delete(batches).where(lte(batches.expiresAt, now));
    const { id, kind, choice, askedBy, askedAt, expiresAt } = batches;
    return this.db
      .select({ id, kind, choice, askedBy, askedAt, expiresAt, asker: people.name })
      .from(batches)
      .innerJoin(people, eq(people.id, batches.askedBy))
      .where(and(eq(batches.organisation, organisation), isOpen(this.db, now)))
      .orderBy(asc(askedAt), asc(id));
  }

  /** With its plan. Null where the organisation has no such batch that is open. */
  async one(id: string, organisation: string, now: number): Promise<(AskedBatch & { plan: unknown }) | null> {
    const asked = (await this.open(organisation, now)).find((each) => each.id === id);
    if (!asked) return null;
    const [row] = await this.db.select({ plan: batches.plan }).from(batches).where(eq(batches.id, id));
    return row ? { ...asked, plan: await unpacked(row.plan as string) } : null;
  }

  /** Decides, once. @returns false where it is no longer open, or not theirs to decide */
  decide(
    id: string,
    who: { organisation: string; by: string; outcome: 'approved' | 'refused' | 'withdrawn' },
    now: number,
  ): Promise<boolean> {
    return decideIn(this.db, id, who, now);
  }
}

/** As `AskedBatches.decide`, in a transaction with what follows from it. */
export async function decideIn(
  db: Database,
  id: string,
  { organisation, by, outcome }: { organisation: string; by: string; outcome: 'approved' | 'refused' | 'withdrawn' },
  now: number,
): Promise<boolean> {
  const who = outcome === 'withdrawn' ? eq(batches.askedBy, by) : and(ne(batches.askedBy, by), isAdministrator(db, by));
  const decided = await db
    .delete(batches)
    .where(and(eq(batches.id, id), eq(batches.organisation, organisation), who, isOpen(db, now)))
    .returning({ id: batches.id });
  return decided.length > 0;
}

/** A plan of 20,000 people is megabytes, which the database would take in while everybody else waits; base64 of gzip (RFC 1952). */
async function packed(plan: unknown): Promise<string> {
  return (await promisify(gzip)(JSON.stringify(plan))).toString('base64');
}

async function unpacked(plan: string): Promise<unknown> {
  return JSON.parse((await promisify(gunzip)(Buffer.from(plan, 'base64'))).toString());
}

function isOpen(db: Database, now: number): SQL | undefined {
  return and(gt(batches.expiresAt, now), isAdministrator(db, batches.askedBy));
}

function isAdministrator(db: Database, person: string | PgColumn): SQL {
  return exists(
    db
      .select()
      .from(roles)
      .where(and(eq(roles.person, person), eq(roles.role, 'administrator'))),
  );
}
