import { Inject, Injectable } from '@nestjs/common';
import { gt, lt, sql } from 'drizzle-orm';
import { DATABASE, type Database } from './database.js';
import { DATABASE_NOW, revocations } from './schema.js';

/** How long they are kept, in ms: as long as an access token, with which a socket ends by itself, and some more. */
const KEPT = 15 * 60_000;

/** That sessions ended or became another thing, or that what people may do did. */
export type Revocation = Pick<typeof revocations.$inferSelect, 'id' | 'what' | 'of'>;

/** What ended or changed in the last minutes, for servers that were not told. */
@Injectable()
export class Revocations {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Once, however often it is added. */
  async add(revocation: Revocation): Promise<void> {
    await this.db.insert(revocations).values(revocation).onConflictDoNothing();
  }

  /** Those that nobody reads any more. */
  async sweep(): Promise<void> {
    await this.db.delete(revocations).where(lt(revocations.at, sql`${DATABASE_NOW} - ${KEPT}`));
  }

  /** Those of the last so many milliseconds, by the database's clock. */
  ofTheLast(milliseconds: number): Promise<Revocation[]> {
    const { id, what, of } = revocations;
    return this.db
      .select({ id, what, of })
      .from(revocations)
      .where(gt(revocations.at, sql`${DATABASE_NOW} - ${milliseconds}`));
  }
}
