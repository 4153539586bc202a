import { Inject, Injectable } from '@nestjs/common';
import { and, eq, exists, notExists, sql } from 'drizzle-orm';
import { decideIn } from './asked-batches.js';
import { DATABASE, type Database } from './database.js';
import { addressesElsewhere, anyOf, type Breathe, codesOf, storedSchools, storedStaff, versionOf } from './import-reading.js';
import { type SchoolWrites, type StaffWrites, type Step, writeSchools, writeStaff, type Written } from './import-writing.js';
import { accounts, passkeys, people, roles, sessions } from './schema.js';
import { isAlive } from './sessions.js';

/** The directory is no longer what the writes were made for: nothing was written. */
export class Outdated extends Error {}

/** Somebody decided on it before: nothing was written. */
export class DecidedBefore extends Error {}

/** Somebody to be invited. */
export interface Invitee {
  id: string;
  name: string;
  email: string;
  /** Whether they hold any role but a sender's, whichever day it is for, or something is asked for them that may lead there. */
  isGuarded: boolean;
  hasSignedIn: boolean;
}

/** What is read from files and lists is compared with this, and written as a whole or not at all. Times are milliseconds. */
@Injectable()
export class Imports {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  version(organisation: string): Promise<string> {
    return versionOf(this.db, organisation);
  }

  schools(organisation: string, codes: string[], breathe: Breathe) {
    return storedSchools(this.db, organisation, codes, breathe);
  }

  staff(organisation: string, which: { emails: string[]; codes: string[] }, breathe: Breathe) {
    return storedStaff(this.db, organisation, which, breathe);
  }

  schoolCodes(organisation: string): Promise<Set<string>> {
    return codesOf(this.db, organisation);
  }

  addressesElsewhere(organisation: string, emails: string[], breathe: Breathe): Promise<string[]> {
    return addressesElsewhere(this.db, organisation, emails, breathe);
  }

  /**
   * In one transaction, with the decision of a second administrator where there is one.
   * @param version of the directory that the writes were made for
   * @throws Outdated, DecidedBefore, and what `step` throws: then nothing was written
   */
  write(
    organisation: string,
    { version, writes, decision }: { version: string; writes: Writes; decision: { id: string; by: string } | null },
    now: number,
    step: Step,
  ): Promise<Written> {
    return this.db.transaction(async (tx) => {
      if (writes.kind === 'staff') await lockPeople(tx, writes.writes);
      if ((await versionOf(tx, organisation)) !== version) throw new Outdated();
      const decides = decision && { organisation, by: decision.by, outcome: 'approved' as const };
      if (decides && !(await decideIn(tx, decision.id, decides, now))) throw new DecidedBefore();
      return writes.kind === 'staff'
        ? writeStaff(tx, organisation, writes.writes, now, step)
        : writeSchools(tx, organisation, writes.writes, now, step);
    });
  }

  /** Ids of those with a role who have nothing to sign in with, and no session. */
  async neverSignedIn(organisation: string, now: number): Promise<string[]> {
    const isTheirs = (table: typeof passkeys | typeof accounts) =>
      this.db
        .select()
        .from(table as typeof passkeys)
        .where(eq(table.person, people.id));
    const session = this.db
      .select()
      .from(sessions)
      .where(and(eq(sessions.person, people.id), isAlive(now)));
    const role = this.db.select().from(roles).where(eq(roles.person, people.id));
    const rows = await this.db
      .select({ id: people.id })
      .from(people)
      .where(
        and(
          eq(people.organisation, organisation),
          exists(role),
          notExists(isTheirs(passkeys)),
          notExists(isTheirs(accounts)),
          notExists(session),
        ),
      )
      .orderBy(sql`${people.search} collate "C"`);
    return rows.map(({ id }) => id);
  }

  /** Those of the ids that are of the organisation, in that order. */
  async invitees(organisation: string, ids: string[], now: number, breathe: Breathe): Promise<Invitee[]> {
    const found = new Map<string, Invitee>();
    for (let at = 0; at < ids.length; at += 1000) {
      await breathe();
      const part = ids.slice(at, at + 1000);
      // Written out: where one table is selected from, drizzle leaves the names of tables away.
      const isGuarded = sql<boolean>`exists (select from held_roles where held_roles.person = people.id and role <> 'sender')
        or exists (select from requests where requests.person = people.id and outcome is null and expires_at > ${now})`;
      const hasSignedIn = sql<boolean>`exists (select from passkeys where passkeys.person = people.id)
        or exists (select from accounts where accounts.person = people.id)
        or exists (select from sessions where sessions.person = people.id and ended_at is null and expires_at > ${now})`;
      const rows = await this.db
        .select({ id: people.id, name: people.name, email: people.email, isGuarded, hasSignedIn })
        .from(people)
        .where(and(eq(people.organisation, organisation), anyOf(people.id, part)));
      for (const row of rows) found.set(row.id, row);
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

export type Writes = { kind: 'schools'; writes: SchoolWrites } | { kind: 'staff'; writes: StaffWrites };

/** For the rest of the transaction: nobody gives them a role, or what they sign in with, in between. In order, so that two who do so wait for each other. */
async function lockPeople(tx: Database, { renamed, roles, teaching, rolesTaken, peopleTaken }: StaffWrites): Promise<void> {
  const touched = new Set([...renamed.map(({ id }) => id), ...peopleTaken]);
  for (const { person } of [...roles, ...teaching, ...rolesTaken]) touched.add(person);
  await tx
    .select({ id: people.id })
    .from(people)
    .where(anyOf(people.id, [...touched]))
    .orderBy(people.id)
    .for('no key update');
}
