import { Inject, Injectable } from '@nestjs/common';
import { and, asc, eq, lt, or, sql } from 'drizzle-orm';
import type { OwnPasskey } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { lockPerson } from './locked.js';
import { accounts, passkeys, sessions } from './schema.js';
import { isAlive } from './sessions.js';

/** The public half of a WebAuthn credential. */
export interface Passkey {
  /** base64url, as the credential names itself. */
  id: string;
  person: string;
  /** COSE key, base64url. */
  publicKey: string;
  counter: number;
  transports: string[];
}

export type NewPasskey = Passkey & { name: string };

/** What people sign in with; times are milliseconds. */
@Injectable()
export class Passkeys {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * @param by the session in which it was made
   * @returns false where the credential is known already, whosever it is, and where that session has just ended
   */
  add(passkey: NewPasskey, by: string, now: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, passkey.person);
      const session = await tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(and(eq(sessions.id, by), isAlive(now)));
      if (session.length === 0) return false;
      const added = await tx
        .insert(passkeys)
        .values({ ...passkey, createdAt: now })
        .onConflictDoNothing()
        .returning({ id: passkeys.id });
      return added.length > 0;
    });
  }

  /** Null where there is no such passkey. */
  async byId(id: string): Promise<Passkey | null> {
    const { person, publicKey, counter, transports } = passkeys;
    const [passkey] = await this.db
      .select({ id: passkeys.id, person, publicKey, counter, transports })
      .from(passkeys)
      .where(eq(passkeys.id, id));
    return passkey ?? null;
  }

  /** The oldest first. */
  of(person: string): Promise<OwnPasskey[]> {
    const { id, name, createdAt, usedAt } = passkeys;
    return this.db
      .select({ id, name, createdAt, usedAt })
      .from(passkeys)
      .where(eq(passkeys.person, person))
      .orderBy(asc(createdAt), asc(id));
  }

  /**
   * Notes a use, and on which day: the moment would say when somebody was about to send.
   * A counter that does not rise is that of a copy, but for those that do not count (WebAuthn 3, 6.1.1).
   * @returns false, and changes nothing, for such a copy, and where the passkey has gone
   */
  async used(id: string, counter: number, now: number): Promise<boolean> {
    const rises = or(lt(passkeys.counter, counter), and(eq(passkeys.counter, 0), sql`${counter} = 0`));
    const used = await this.db
      .update(passkeys)
      .set({ counter, usedAt: dayOf(now) })
      .where(and(eq(passkeys.id, id), rises))
      .returning({ id: passkeys.id });
    return used.length > 0;
  }

  async rename(id: string, person: string, name: string): Promise<void> {
    await this.db
      .update(passkeys)
      .set({ name })
      .where(and(eq(passkeys.id, id), eq(passkeys.person, person)));
  }

  /** @returns false, and changes nothing, where it is the person's last way in */
  async remove(id: string, person: string): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      // One at a time for a person: two who remove each other's last way in would leave none.
      await lockPerson(tx, person);
      const own = await tx.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.person, person));
      const account = await tx.select({ person: accounts.person }).from(accounts).where(eq(accounts.person, person)).limit(1);
      if (!own.some((each) => each.id === id)) return true;
      if (own.length === 1 && account.length === 0) return false;
      await tx.delete(passkeys).where(eq(passkeys.id, id));
      return true;
    });
  }
}

const DAY = 86_400_000;

function dayOf(moment: number): number {
  return moment - (moment % DAY);
}
