import { Inject, Injectable } from '@nestjs/common';
import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import type { Role } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { revokeOpen } from './invitations.js';
import { lockPerson } from './locked.js';
import { accounts, heldRoles, passkeys, people, roles, substitutes } from './schema.js';
import { personSearch } from './searchable.js';
import { endSessions } from './sessions.js';
import type { Substitute } from './substitutes.js';

type HeldRole = Pick<Role, 'role' | 'school'>;

/** What administrators change of a person; each in full or not at all. Times are milliseconds. */
@Injectable()
export class StaffChanges {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * What led in by the old address goes: accounts of the organisation, and open links.
   * @param mayBe whether it may be somebody with these roles, by the time that nobody can give them others
   * @returns `taken` where it is somebody else's, `may-not` where that may not be; then nothing is changed
   */
  async address(
    person: string,
    email: string,
    mayBe: (held: Pick<Role, 'role'>[]) => boolean,
    now: number,
  ): Promise<'done' | 'taken' | 'may-not'> {
    try {
      return await this.db.transaction(async (tx) => {
        await lockPerson(tx, person);
        const held = await tx.select({ role: heldRoles.role }).from(heldRoles).where(eq(heldRoles.person, person));
        if (!mayBe(held)) return 'may-not';
        const [known] = await tx.select({ name: people.name }).from(people).where(eq(people.id, person));
        if (known)
          await tx
            .update(people)
            .set({ email, search: personSearch({ ...known, email }) })
            .where(eq(people.id, person));
        await forgetAccounts(tx, person, now);
        await endSessions(tx, person, now);
        return 'done';
      });
    } catch (error) {
      if (isTaken(error)) return 'taken';
      throw error;
    }
  }

  /** Somebody who has no role yet. @returns false, and changes nothing, where the address is somebody's, of whichever organisation */
  async add(person: { id: string; organisation: string; name: string; email: string }): Promise<boolean> {
    const added = await this.db
      .insert(people)
      .values({ ...person, search: personSearch(person) })
      .onConflictDoNothing()
      .returning({ id: people.id });
    return added.length > 0;
  }

  /** @param anew whether everything by which the person could sign in goes with it */
  grant(person: string, { role, school, title }: Role, anew: boolean, now: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, person);
      await tx.insert(roles).values({ person, role, school, title }).onConflictDoNothing();
      if (anew) await forgetAll(tx, person, now);
    });
  }

  /** @param anew as for a role */
  substitute(substitute: Substitute, anew: boolean, now: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, substitute.person);
      await tx.insert(substitutes).values(substitute).onConflictDoNothing();
      if (anew) await forgetAll(tx, substitute.person, now);
    });
  }

  /** All passkeys, whose device was lost, and all sessions. */
  forgetPasskeys(person: string, now: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, person);
      await tx.delete(passkeys).where(eq(passkeys.person, person));
      await endSessions(tx, person, now);
    });
  }

  async remove(person: string): Promise<void> {
    await this.db.delete(people).where(eq(people.id, person));
  }

  /** Whether it is theirs every day. */
  async holds(person: string, role: HeldRole): Promise<boolean> {
    return (await this.db.select().from(roles).where(isTheirs(person, role))).length > 0;
  }

  /** @returns whether it was theirs */
  async takeRole(person: string, role: HeldRole): Promise<boolean> {
    return (await this.db.delete(roles).where(isTheirs(person, role)).returning()).length > 0;
  }
}

function isTheirs(person: string, { role, school }: HeldRole): SQL | undefined {
  const where = school === null ? isNull(roles.school) : eq(roles.school, school);
  return and(eq(roles.person, person), eq(roles.role, role), where);
}

/** The sessions with what they were begun by: none may begin in between. Whoever holds something open for them is told afterwards. */
export async function forgetAll(tx: Database, person: string | string[], now: number): Promise<void> {
  await tx.delete(passkeys).where(inArray(passkeys.person, [person].flat()));
  await forgetAccounts(tx, person, now);
  await endSessions(tx, person, now);
}

async function forgetAccounts(tx: Database, person: string | string[], now: number): Promise<void> {
  await tx.delete(accounts).where(inArray(accounts.person, [person].flat()));
  await revokeOpen(tx, person, now);
}

/** The database says that a value is there already (SQLSTATE 23505). */
export function isTaken(error: unknown): boolean {
  return (error as { cause?: { code?: string } }).cause?.code === '23505';
}
