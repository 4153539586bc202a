import { Inject, Injectable } from '@nestjs/common';
import { and, eq, sql } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import { NO_DAY, type Today } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { absences, pushSubscriptions, sessions } from './schema.js';

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
}
