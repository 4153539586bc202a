import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, isNotNull, or, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import type { SchoolName } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { canBeSealedTo } from './devices.js';
import { isHeldOn } from './held.js';
import { absences, devices, heldRoles, people, pushSubscriptions, roles, schools, sessions } from './schema.js';

/** What the directory knows of how somebody is reached; who is connected it does not know. */
export interface Reached {
  /** They are not there on the day that was asked about. */
  absent: boolean;
  /** A device of their own is woken by a notification, and "Ik ben er vandaag" was said on it today. */
  push: boolean;
}

/** A designated contact of a school; `person` null: the school has none. */
export interface ContactReached extends Reached {
  school: SchoolName;
  person: string | null;
  /** They have a device that can read. */
  hasKey: boolean;
}

/** Where it matters how somebody is reached. */
export interface ReachedAt {
  organisation: string;
  school: string;
}

/** How people are reached, as far as the directory knows; moments are milliseconds. */
@Injectable()
export class Reaches {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** Of each of these people: absent on the day of `moment`, woken today. */
  async of(ids: string[], moment: number, now: number): Promise<Map<string, Reached>> {
    if (ids.length === 0) return new Map();
    const woken = this.woken(inArray(sessions.person, ids), now);
    const rows = await this.db
      .select({ person: people.id, absent: isThere(absences.day), push: isThere(woken.person) })
      .from(people)
      .leftJoin(absences, isAbsent(people.id, moment))
      .leftJoin(woken, eq(woken.person, people.id))
      .where(inArray(people.id, ids));
    return new Map(rows.map(({ person, ...reached }) => [person, reached]));
  }

  /** Every contact of some schools, or of an organisation's live ones, by the school's name; in one question, however many. */
  contacts(of: { codes: string[] } | { organisation: string }, now: number): Promise<ContactReached[]> {
    const { code, name, place, phone, organisation, state } = schools;
    const which = 'codes' in of ? inArray(code, of.codes) : and(eq(organisation, of.organisation), eq(state, 'live'));
    const theirs = inArray(roles.school, this.db.select({ code }).from(schools).where(which));
    const contacts = this.db
      .select({ person: roles.person })
      .from(roles)
      .where(and(eq(roles.role, 'recipient'), theirs));
    // Each in one pass over a table, and not once for each contact: there may be tens of thousands.
    const woken = this.woken(inArray(sessions.person, contacts), now);
    const readers = this.db
      .selectDistinct({ person: devices.person })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(inArray(devices.person, contacts), canBeSealedTo(now)))
      .as('readers');
    return this.db
      .select({
        school: { code, name, place, phone },
        person: roles.person,
        absent: isThere(absences.day),
        push: isThere(woken.person),
        hasKey: isThere(readers.person),
      })
      .from(schools)
      .leftJoin(roles, and(eq(roles.school, code), eq(roles.role, 'recipient')))
      .leftJoin(absences, isAbsent(roles.person, now))
      .leftJoin(woken, eq(woken.person, roles.person))
      .leftJoin(readers, eq(readers.person, roles.person))
      .where(which)
      .orderBy(sql`${schools.search} collate "C"`, asc(code));
  }

  /** The schools where people, by their ids or those of their sessions, are reached today as a contact or a teacher. */
  places(ids: string[], now: number): Promise<ReachedAt[]> {
    const theirs = this.db.select({ person: sessions.person }).from(sessions).where(inArray(sessions.id, ids));
    const who = or(inArray(heldRoles.person, ids), inArray(heldRoles.person, theirs));
    return this.db
      .selectDistinct({ organisation: schools.organisation, school: schools.code })
      .from(heldRoles)
      .innerJoin(schools, eq(schools.code, heldRoles.school))
      .where(and(who, isHeldOn(dateOf(now).toString())));
  }

  /** Those of some people who are woken on a device of their own where they checked in today. */
  private woken(which: SQL, now: number) {
    const isHere = and(eq(sessions.use, 'own'), eq(sessions.checkedInOn, dateOf(now).toString()));
    return this.db
      .selectDistinct({ person: sessions.person })
      .from(sessions)
      .innerJoin(pushSubscriptions, eq(pushSubscriptions.session, sessions.id))
      .where(and(which, isHere, canBeSealedTo(now)))
      .as('woken');
  }
}

function isThere(column: SQLWrapper): SQL<boolean> {
  return isNotNull(column).mapWith(Boolean);
}

function isAbsent(person: typeof people.id | typeof roles.person, moment: number): SQL | undefined {
  return and(eq(absences.person, person), eq(absences.day, dateOf(moment).toString()));
}
