import { Inject, Injectable } from '@nestjs/common';
import { and, eq } from 'drizzle-orm';
import { DATABASE, type Database } from './database.js';
import { lockPerson } from './locked.js';
import { accounts, organisations, people } from './schema.js';

/** Who somebody is at an OpenID provider (OpenID Connect Core 1.0, 5.7); an e-mail address is not that: it passes to others. */
interface Account {
  issuer: string;
  subject: string;
}

/** Accounts of organisations by which people sign in; times are milliseconds. */
@Injectable()
export class Accounts {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The id of the person whose account it is, in the organisation of that key; else null. */
  async personOf({ issuer, subject }: Account, organisation: string): Promise<string | null> {
    const [found] = await this.db
      .select({ person: accounts.person })
      .from(accounts)
      .innerJoin(people, eq(people.id, accounts.person))
      .innerJoin(organisations, eq(organisations.id, people.organisation))
      .where(and(eq(accounts.issuer, issuer), eq(accounts.subject, subject), eq(organisations.key, organisation)));
    return found?.person ?? null;
  }

  /**
   * Binds an account that nobody has to the person of that address, who has none of that issuer yet.
   * @param email verified by the issuer
   * @returns the id of the person whose account it is now; null where that cannot be
   */
  async bind(
    account: Account,
    { organisation, email }: { organisation: string; email: string },
    now: number,
  ): Promise<string | null> {
    await this.db.transaction(async (tx) => {
      const holder = await holderOf(tx, organisation, email);
      if (!holder) return;
      await lockPerson(tx, holder);
      // The address may have been changed until now, and with it who may bind by it.
      if ((await holderOf(tx, organisation, email)) !== holder) return;
      // Of two at the same time the first one counts, whether they share the subject or the person.
      await tx
        .insert(accounts)
        .values({ ...account, person: holder, createdAt: now })
        .onConflictDoNothing();
    });
    return this.personOf(account, organisation);
  }
}

async function holderOf(tx: Database, organisation: string, email: string): Promise<string | undefined> {
  const [holder] = await tx
    .select({ id: people.id })
    .from(people)
    .innerJoin(organisations, eq(organisations.id, people.organisation))
    .where(and(eq(people.email, folded(email)), eq(organisations.key, organisation)));
  return holder?.id;
}

/** Without capitals of A to Z alone: beyond those, two signs that are one when folded can be addresses of two people. */
function folded(email: string): string {
  return email.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
