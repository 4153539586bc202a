import { Inject, Injectable } from '@nestjs/common';
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  notInArray,
  or,
  type Placeholder,
  type SQL,
  sql,
} from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import type { DeviceUse, NewDevice, OwnSession, Role } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { isHeldOn } from './held.js';
import { lockPerson } from './locked.js';
import { accounts, heldRoles, organisations, passkeys, people, sessions } from './schema.js';
import { type Settings, settingsFrom } from './settings.js';

/** Sessions that one person can have: the next one ends the one that was used longest ago. */
const PER_PERSON = 10;

/** A session that has neither been ended nor expired; milliseconds. */
export interface Session {
  id: string;
  person: string;
  use: DeviceUse | null;
  createdAt: number;
  /** When the person last proved who they are; null: by one factor only. */
  provenAt: number | null;
  /** When the person said elsewhere that this is them, or there was nowhere else; null: not yet. */
  approvedAt: number | null;
  /** Whether nothing is sealed to its devices before that. */
  isWaiting: boolean;
  /** Unused until then, it ends. */
  expiresAt: number;
  /** Used or not, it ends then. */
  endsAt: number;
}

/** Whoever is behind a session, with the roles that they hold on that day. */
export interface SignedIn extends Session {
  name: string;
  /** The organisation's id. */
  organisation: string;
  roles: Role[];
  /** The organisation's. */
  settings: Settings;
}

export type NewSession = Omit<Session, 'id' | 'createdAt' | 'approvedAt' | 'isWaiting'> & {
  tokenHash: string;
  label: string;
  /** Whether it waits for approval where the person is signed in elsewhere. */
  mustWait: boolean;
  /** The demonstration's: by nothing that somebody could lose. */
  byClick?: boolean;
};

const { id, person, use, createdAt, provenAt, approvedAt, isWaiting, expiresAt, endsAt } = sessions;
const SESSION = { id, person, use, createdAt, provenAt, approvedAt, isWaiting, expiresAt, endsAt };
const PERSON = { name: people.name, organisation: people.organisation, settings: organisations.settings };

/** What makes a session alive: at the very moment of its end it no longer is. */
export function isAlive(now: number | Placeholder): SQL | undefined {
  return and(isNull(sessions.endedAt), gt(sessions.expiresAt, now));
}

/** Where the person can say of another sign-in whether it was them: beside a blackboard they cannot. */
function isApproved(person: string, now: number): SQL | undefined {
  const isPrivate = sql`${sessions.use} is distinct from 'board'`;
  return and(eq(sessions.person, person), isNotNull(sessions.approvedAt), isPrivate, isAlive(now));
}

/** Ends all of a person, or of many; returns the ids of those that were alive. */
export async function endSessions(db: Database, person: string | string[], now: number): Promise<string[]> {
  const ended = await db
    .update(sessions)
    .set({ endedAt: now })
    .where(and(inArray(sessions.person, [person].flat()), isAlive(now)))
    .returning({ id: sessions.id });
  return ended.map(({ id }) => id);
}

async function hasWayIn(tx: Database, person: string): Promise<boolean> {
  const [passkey] = await tx.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.person, person)).limit(1);
  if (passkey) return true;
  const [account] = await tx.select({ person: accounts.person }).from(accounts).where(eq(accounts.person, person)).limit(1);
  return account !== undefined;
}

/** Somebody has nothing to sign in with any more. */
export class NothingLedIn extends Error {}

/** Only the hash of a session's secret is kept. All times are milliseconds. */
@Injectable()
export class Sessions {
  private readonly whoIs;

  constructor(@Inject(DATABASE) private readonly db: Database) {
    // Asked at every command: put together once.
    this.whoIs = db
      .select({ ...SESSION, ...PERSON, role: heldRoles.role, school: heldRoles.school, title: heldRoles.title })
      .from(sessions)
      .innerJoin(people, eq(people.id, sessions.person))
      .innerJoin(organisations, eq(organisations.id, people.organisation))
      .leftJoin(heldRoles, and(eq(heldRoles.person, sessions.person), isHeldOn(sql.placeholder('day'))))
      .where(and(eq(sessions.id, sql.placeholder('id')), isAlive(sql.placeholder('now'))))
      .orderBy(asc(heldRoles.school), asc(heldRoles.role))
      .prepare('who_is');
  }

  /**
   * Those that are over go, with their devices. Returns the new one's id, and which others it ended.
   * @throws NothingLedIn where that has just been taken away
   */
  create({ mustWait, byClick, ...session }: NewSession, now: number): Promise<{ id: string; ended: string[] }> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, session.person);
      if (!byClick && !(await hasWayIn(tx, session.person))) throw new NothingLedIn();
      await tx.delete(sessions).where(or(isNotNull(sessions.endedAt), lte(sessions.expiresAt, now)));
      const elsewhere = await tx.select(SESSION).from(sessions).where(isApproved(session.person, now));
      const isNew = elsewhere.length > 0;
      const [made] = await tx
        .insert(sessions)
        .values({ ...session, createdAt: now, usedAt: now, approvedAt: isNew ? null : now, isWaiting: isNew && mustWait })
        .returning({ id: sessions.id });
      const latest = tx
        .select({ id: sessions.id })
        .from(sessions)
        .where(eq(sessions.person, session.person))
        // Those that wait make room first: they must not push out the one that they wait for.
        .orderBy(desc(eq(sessions.id, made!.id)), asc(sessions.isWaiting), desc(sessions.usedAt), asc(sessions.id))
        .limit(PER_PERSON);
      const ended = await tx
        .update(sessions)
        .set({ endedAt: now })
        .where(and(eq(sessions.person, session.person), notInArray(sessions.id, latest)))
        .returning({ id: sessions.id });
      return { id: made!.id, ended: ended.map(({ id }) => id) };
    });
  }

  /** Null where there is no such session alive. */
  byTokenHash(tokenHash: string, now: number): Promise<Session | null> {
    return this.one(eq(sessions.tokenHash, tokenHash), now);
  }

  /** Null where there is no such session alive. */
  alive(id: string, now: number): Promise<Session | null> {
    return this.one(eq(sessions.id, id), now);
  }

  /** Null where there is no such session alive. */
  async signedIn(id: string, now: number): Promise<SignedIn | null> {
    const rows = await this.whoIs.execute({ id, now, day: dateOf(now).toString() });
    if (rows.length === 0) return null;
    const { role: _, school: __, title: ___, settings, ...signedIn } = rows[0]!;
    const roles = rows.flatMap(({ role, school, title }) => (role && title ? [{ role, school, title }] : []));
    return { ...signedIn, roles, settings: settingsFrom(settings) };
  }

  /** Those of a person that are alive, the last used first. */
  of(person: string, now: number): Promise<Omit<OwnSession, 'isThis'>[]> {
    const { label, usedAt } = sessions;
    return this.db
      .select({ id, label, use, createdAt, usedAt })
      .from(sessions)
      .where(and(eq(sessions.person, person), isAlive(now)))
      .orderBy(desc(usedAt), asc(id));
  }

  /** Those of a person of which they have not said that it is them, the newest first. */
  unapproved(person: string, now: number): Promise<NewDevice[]> {
    return this.db
      .select({ session: sessions.id, label: sessions.label, at: sessions.createdAt, isWaiting: sessions.isWaiting })
      .from(sessions)
      .where(and(eq(sessions.person, person), isNull(sessions.approvedAt), isAlive(now)))
      .orderBy(desc(sessions.createdAt), asc(sessions.id));
  }

  /**
   * Approves a session of a person who could approve it nowhere else.
   * @returns false, and changes nothing, where they could
   */
  approveAlone(id: string, person: string, now: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      await lockPerson(tx, person);
      const approved = await tx.select({ id: sessions.id }).from(sessions).where(isApproved(person, now)).limit(1);
      if (approved.length > 0) return false;
      await tx.update(sessions).set({ approvedAt: now, isWaiting: false }).where(eq(sessions.id, id));
      return true;
    });
  }

  async approve(id: string, now: number): Promise<void> {
    await this.db.update(sessions).set({ approvedAt: now, isWaiting: false }).where(eq(sessions.id, id));
  }

  /** Changes what it is told; the rest stays. */
  async change(
    id: string,
    to: Partial<Omit<NewSession, 'person' | 'mustWait' | 'byClick'>> & { usedAt?: number },
  ): Promise<void> {
    await this.db.update(sessions).set(to).where(eq(sessions.id, id));
  }

  /** Prolongs the one behind a secret. @returns false where that was replaced meanwhile: then nothing is changed */
  async prolong(
    tokenHash: string,
    to: Pick<Session, 'expiresAt' | 'endsAt'> & Partial<Pick<Session, 'use'>>,
    now: number,
  ): Promise<boolean> {
    const prolonged = await this.db
      .update(sessions)
      .set({ ...to, usedAt: now })
      .where(eq(sessions.tokenHash, tokenHash))
      .returning({ id: sessions.id });
    return prolonged.length > 0;
  }

  /** Ends it; once ended, the moment stays. */
  async end(id: string, now: number): Promise<void> {
    await this.db
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
  }

  endAll(person: string, now: number): Promise<string[]> {
    return endSessions(this.db, person, now);
  }

  private async one(which: SQL, now: number): Promise<Session | null> {
    const [session] = await this.db
      .select(SESSION)
      .from(sessions)
      .where(and(which, isAlive(now)));
    return session ?? null;
  }
}
