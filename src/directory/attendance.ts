import { Inject, Injectable } from '@nestjs/common';
import { and, eq, ne, sql } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import { NO_DAY, type Today } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { absences, devices, pushSubscriptions, sessions } from './schema.js';

/** Who is there today, on which device, and who is not. Moments are milliseconds, days ISO 8601 dates. */
@Injectable()
export class Attendance {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** What is known of a person's day, and of a session of theirs. */
  async today(person: string, session: string, now: number): Promise<Today> {
    const day = dateOf(now).toString();
    const [known] = await this.db
      .select({
        here: sql<boolean>`coalesce(${sessions.checkedInOn} = ${day}, false)`,
        absent: sql<boolean>`${absences.day} is not null`,
        push: sql<boolean>`${pushSubscriptions.session} is not null`,
      })
      .from(sessions)
      .leftJoin(absences, and(eq(absences.person, person), eq(absences.day, day)))
      .leftJoin(pushSubscriptions, eq(pushSubscriptions.session, sessions.id))
      .where(eq(sessions.id, session));
    return known ?? NO_DAY;
  }

  /**
   * "Ik ben er vandaag", said on a device that has proven its key: then it is the only one of a session on a device of one's own.
   * @returns false, and changes nothing, where that device is the session's no more
   */
  checkIn(at: { person: string; session: string; device: string }, now: number): Promise<boolean> {
    const { person, session, device } = at;
    const day = dateOf(now).toString();
    return this.db.transaction(async (tx) => {
      // As `Devices.register` does: one at a time for a session.
      const [known] = await tx.select({ use: sessions.use }).from(sessions).where(eq(sessions.id, session)).for('no key update');
      const proven = and(eq(devices.id, device), eq(devices.session, session));
      const seen = await tx.update(devices).set({ seenAt: now }).where(proven).returning({ id: devices.id });
      if (!known || seen.length === 0) return false;
      const others = and(eq(devices.session, session), ne(devices.id, device));
      if (known.use === 'own') await tx.delete(devices).where(others);
      await tx.update(sessions).set({ checkedInOn: day }).where(eq(sessions.id, session));
      await tx.delete(absences).where(and(eq(absences.person, person), eq(absences.day, day)));
      return true;
    });
  }
}
