import { Inject, Injectable } from '@nestjs/common';
import { and, asc, between, eq, exists, gt, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { dateOf } from '../clock/index.js';
import { NO_DAY, type Today } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { isHeldOn } from './held.js';
import { absences, announcements, devices, heldRoles, people, pushSubscriptions, sessions } from './schema.js';

/** A person's day as a page of theirs shows it, and whether there is more to tell there. */
export interface Day {
  today: Today;
  /** Devices of theirs, beside the page's own, of which they have not said that it is them. */
  hasNewDevices: boolean;
  hasAnnouncements: boolean;
}

/** Who is there today, on which device, and who is not. Moments are milliseconds, days ISO 8601 dates. */
@Injectable()
export class Attendance {
  private readonly known;

  constructor(@Inject(DATABASE) private readonly db: Database) {
    const [person, session] = [sql.placeholder('person'), sql.placeholder('session')];
    const [day, now] = [sql.placeholder('day'), sql.placeholder('now')];
    const others = alias(sessions, 'others');
    const isNew = and(isNull(others.approvedAt), isNull(others.endedAt), gt(others.expiresAt, now), ne(others.id, session));
    const newDevices = db
      .select()
      .from(others)
      .where(and(eq(others.person, person), isNew));
    const unseen = db.select().from(announcements).where(eq(announcements.person, person));
    // Asked by every page that comes: put together once.
    this.known = db
      .select({
        here: sql<boolean>`coalesce(${sessions.checkedInOn} = ${day}, false)`,
        absent: sql<boolean>`${absences.day} is not null`,
        push: sql<boolean>`${pushSubscriptions.session} is not null`,
        hasNewDevices: sql<boolean>`${exists(newDevices)}`,
        hasAnnouncements: sql<boolean>`${exists(unseen)}`,
      })
      .from(sessions)
      .leftJoin(absences, and(eq(absences.person, person), eq(absences.day, day)))
      .leftJoin(pushSubscriptions, eq(pushSubscriptions.session, sessions.id))
      .where(eq(sessions.id, session))
      .prepare('day');
  }

  /** What is known of a person's day, and of a session of theirs; of what is rare no more than that it is there. */
  async day(person: string, session: string, now: number): Promise<Day> {
    const [known] = await this.known.execute({ person, session, day: dateOf(now).toString(), now });
    if (!known) return { today: NO_DAY, hasNewDevices: false, hasAnnouncements: false };
    const { hasNewDevices, hasAnnouncements, ...today } = known;
    return { today, hasNewDevices, hasAnnouncements };
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

  /** Not there on a day; of today every check-in is taken back. What was said of days that are over goes. */
  async absent(person: string, day: string, now: number): Promise<void> {
    const today = dateOf(now).toString();
    await this.db.transaction(async (tx) => {
      await tx.delete(absences).where(lt(absences.day, today));
      await tx.insert(absences).values({ person, day }).onConflictDoNothing();
      if (day === today) await tx.update(sessions).set({ checkedInOn: null }).where(eq(sessions.person, person));
    });
  }

  /** There on a day after all. */
  async present(person: string, day: string): Promise<void> {
    await this.db.delete(absences).where(and(eq(absences.person, person), eq(absences.day, day)));
  }

  /** Whether they are not there on the day of a moment. */
  async isAbsent(person: string, moment: number): Promise<boolean> {
    return (await this.db.$count(absences, and(eq(absences.person, person), eq(absences.day, dateOf(moment).toString())))) > 0;
  }

  /** The ids of those who are not there on any of the days from the first to the last. */
  async absentBetween(first: string, last: string): Promise<string[]> {
    const found = await this.db
      .selectDistinct({ person: absences.person })
      .from(absences)
      .where(between(absences.day, first, last));
    return found.map(({ person }) => person);
  }

  /** Who of those who work at a school, that day or always, is not there: from a day on, the first first. */
  atSchool(code: string, from: string): Promise<{ person: string; name: string; day: string }[]> {
    return this.db
      .select({ person: people.id, name: people.name, day: absences.day })
      .from(absences)
      .innerJoin(people, eq(people.id, absences.person))
      .innerJoin(heldRoles, and(eq(heldRoles.person, absences.person), isHeldOn(absences.day)))
      .where(and(eq(heldRoles.school, code), gte(absences.day, from)))
      .groupBy(people.id, people.name, absences.day)
      .orderBy(asc(absences.day), sql`${people.name} collate "C"`, asc(people.id));
  }
}
