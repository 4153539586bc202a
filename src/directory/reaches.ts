import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, inArray, or, type SQL, sql, type SQLWrapper } from 'drizzle-orm';
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
      .select({ person: people.id, absent: isOneOf(people.id, this.absent(moment)), push: isOneOf(people.id, woken) })
      .from(people)
      .where(inArray(people.id, ids));
    return new Map(rows.map(({ person, ...reached }) => [person, reached]));
  }

  /** Every contact of some schools, or of an organisation's live ones, by the school's name; in one question, however many. */
  contacts(of: { codes: string[] } | { organisation: string }, now: number): Promise<ContactReached[]> {
    const { code, name, place, phone, organisation, state } = schools;
    const isContact = eq(roles.role, 'recipient');
    const few = 'codes' in of ? inArray(roles.school, of.codes) : null;
    const contacts = few && this.db.select({ person: roles.person }).from(roles).where(and(isContact, few));
    const which = 'codes' in of ? inArray(code, of.codes) : and(eq(organisation, of.organisation), eq(state, 'live'));
    const readers = this.db
      .select({ person: devices.person })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(contacts ? inArray(devices.person, contacts) : undefined, canBeSealedTo(now)));
    const woken = this.woken(contacts ? inArray(sessions.person, contacts) : undefined, now);
    return this.db
      .select({
        school: { code, name, place, phone },
        person: roles.person,
        absent: isOneOf(roles.person, this.absent(now)),
        push: isOneOf(roles.person, woken),
        hasKey: isOneOf(roles.person, readers),
      })
      .from(schools)
      .leftJoin(roles, and(eq(roles.school, code), isContact))
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

  /** Those of some people, or of all, who are woken on a device of their own where they checked in today. */
  private woken(which: SQL | undefined, now: number) {
    const isHere = and(eq(sessions.use, 'own'), eq(sessions.checkedInOn, dateOf(now).toString()));
    return this.db
      .select({ person: sessions.person })
      .from(sessions)
      .innerJoin(pushSubscriptions, eq(pushSubscriptions.session, sessions.id))
      .where(and(which, isHere, canBeSealedTo(now)));
  }

  private absent(moment: number) {
    return this.db
      .select({ person: absences.person })
      .from(absences)
      .where(eq(absences.day, dateOf(moment).toString()));
  }
}

/** Asked once, and then looked up for every row: a join is slow where nobody has counted the rows, as PGlite never does. */
function isOneOf(person: SQLWrapper, found: SQLWrapper): SQL<boolean> {
  return sql<boolean>`coalesce(${person} in ${found}, false)`;
}
