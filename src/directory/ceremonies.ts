import { Inject, Injectable } from '@nestjs/common';
import { and, eq, gt, lte } from 'drizzle-orm';
import { DATABASE, type Database } from './database.js';
import { ceremonies } from './schema.js';

/** What a sign-in under way must remember until its answer. Only a hash of the browser's secret is kept; times are milliseconds. */
@Injectable()
export class Ceremonies {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Those that nobody came back to go. */
  async begin(ceremony: { secretHash: string; kind: string; data: object; expiresAt: number }, now: number): Promise<void> {
    await this.db.delete(ceremonies).where(lte(ceremonies.expiresAt, now));
    await this.db.insert(ceremonies).values(ceremony);
  }

  /** What was remembered, once: of two who ask at the same time, one gets it. Null where there is nothing any more. */
  async take(secretHash: string, kind: string, now: number): Promise<unknown> {
    const [taken] = await this.db
      .delete(ceremonies)
      .where(and(eq(ceremonies.secretHash, secretHash), eq(ceremonies.kind, kind), gt(ceremonies.expiresAt, now)))
      .returning({ data: ceremonies.data });
    return taken?.data ?? null;
  }
}
