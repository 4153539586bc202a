import { Inject, Injectable } from '@nestjs/common';
import { and, desc, eq, gt, inArray, isNull, lte } from 'drizzle-orm';
import type { PersonFound } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { lockPerson } from './locked.js';
import type { NewPasskey } from './passkeys.js';
import { invitations, passkeys } from './schema.js';

/** A one-time link, by the hash of its secret. */
interface Invitation {
  id: string;
  person: string;
  expiresAt: number;
  usedAt: number | null;
  revokedAt: number | null;
}

/** One-time links to a passkey; times are milliseconds. */
@Injectable()
export class InvitationList {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /** The person's earlier ones are revoked by it. */
  async add(invitation: { person: string; secretHash: string; expiresAt: number }, now: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockPerson(tx, invitation.person);
      await tx.delete(invitations).where(and(eq(invitations.person, invitation.person), lte(invitations.expiresAt, now)));
      await revokeOpen(tx, invitation.person, now);
      await tx.insert(invitations).values({ ...invitation, createdAt: now });
    });
  }

  /** Null where there is no such link. */
  async bySecret(secretHash: string): Promise<Invitation | null> {
    const { id, person, expiresAt, usedAt, revokedAt } = invitations;
    const [found] = await this.db
      .select({ id, person, expiresAt, usedAt, revokedAt })
      .from(invitations)
      .where(eq(invitations.secretHash, secretHash));
    return found ?? null;
  }

  /**
   * Uses it up for a passkey, in one step: whoever revokes it, also by a role that comes in between, finds both or neither. Of
   * two who use it at the same time, one does.
   * @returns `used` where it can no longer be used, `known` where the credential is there already; then nothing is changed
   */
  async accept(id: string, passkey: NewPasskey, now: number): Promise<'done' | 'used' | 'known'> {
    const isUsable = and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now));
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, passkey.person);
      const [open] = await tx
        .select({ id: invitations.id })
        .from(invitations)
        .where(and(eq(invitations.id, id), isUsable));
      if (!open) return 'used';
      const added = await tx
        .insert(passkeys)
        .values({ ...passkey, createdAt: now })
        .onConflictDoNothing()
        .returning({ id: passkeys.id });
      if (added.length === 0) return 'known';
      await tx.update(invitations).set({ usedAt: now }).where(eq(invitations.id, id));
      return 'done';
    });
  }

  async revoke(person: string, now: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockPerson(tx, person);
      await revokeOpen(tx, person, now);
    });
  }

  /** What became of each person's latest link. */
  async statesOf(people: string[], now: number): Promise<Map<string, PersonFound['invitation']>> {
    if (people.length === 0) return new Map();
    const rows = await this.db
      .selectDistinctOn([invitations.person])
      .from(invitations)
      .where(inArray(invitations.person, people))
      .orderBy(invitations.person, desc(invitations.createdAt), desc(invitations.id));
    return new Map(rows.map(({ person, ...invitation }) => [person, stateOf(invitation, now)]));
  }
}

/** Those of a person, or of many, that could still be used. */
export async function revokeOpen(tx: Database, person: string | string[], now: number): Promise<void> {
  const isOpen = and(inArray(invitations.person, [person].flat()), isNull(invitations.usedAt), isNull(invitations.revokedAt));
  await tx.update(invitations).set({ revokedAt: now }).where(isOpen);
}

function stateOf(
  {
    createdAt,
    expiresAt,
    usedAt,
    revokedAt,
  }: Pick<typeof invitations.$inferSelect, 'createdAt' | 'expiresAt' | 'usedAt' | 'revokedAt'>,
  now: number,
): PersonFound['invitation'] {
  if (usedAt !== null) return { state: 'used', at: usedAt };
  return revokedAt === null && expiresAt > now
    ? { state: 'open', at: createdAt }
    : { state: 'expired', at: revokedAt ?? expiresAt };
}
