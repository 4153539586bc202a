import { Inject, Injectable } from '@nestjs/common';
import { and, eq, gt, isNotNull, isNull, lte, or, type SQL } from 'drizzle-orm';
import { DATABASE, type Database } from './database.js';
import { sessions } from './schema.js';

/** A session that has neither been ended nor expired; milliseconds. */
export interface Session {
  id: string;
  person: string;
  expiresAt: number;
}

/** What makes a session alive: at the very moment of its end it no longer is. */
export function isAlive(now: number): SQL | undefined {
  return and(isNull(sessions.endedAt), gt(sessions.expiresAt, now));
}

/** Only the hash of a session's token is kept. All times are milliseconds. */
@Injectable()
export class Sessions {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Returns the new session's id; those that are over go, with their devices. */
  async create(session: { person: string; tokenHash: string; now: number; expiresAt: number }): Promise<string> {
    const { person, tokenHash, now, expiresAt } = session;
    await this.db.delete(sessions).where(or(isNotNull(sessions.endedAt), lte(sessions.expiresAt, now)));
    const rows = await this.db
      .insert(sessions)
      .values({ person, tokenHash, createdAt: now, expiresAt })
      .returning({ id: sessions.id });
    return rows[0]!.id;
  }

  /** Null where there is no such session alive. */
  byTokenHash(tokenHash: string, now: number): Promise<Session | null> {
    return this.one(eq(sessions.tokenHash, tokenHash), now);
  }

  /** Null where there is no such session alive. */
  alive(id: string, now: number): Promise<Session | null> {
    return this.one(eq(sessions.id, id), now);
  }

  /** Ends it; once ended, the moment stays. */
  async end(id: string, now: number): Promise<void> {
    await this.db
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
  }

  private async one(which: SQL, now: number): Promise<Session | null> {
    const [session] = await this.db
      .select({ id: sessions.id, person: sessions.person, expiresAt: sessions.expiresAt })
      .from(sessions)
      .where(and(which, isAlive(now)));
    return session ?? null;
  }
}
