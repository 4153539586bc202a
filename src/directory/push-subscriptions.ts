import { Inject, Injectable } from '@nestjs/common';
import { and, eq, exists, inArray, ne, notExists, type SQL } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import { DATABASE, type Database } from './database.js';
import { canBeSealedTo } from './devices.js';
import { isHeldOn } from './held.js';
import { heldRoles, pushSubscriptions, sessions } from './schema.js';

/** Where one browser is woken, and whose it is. */
export interface PushSubscription {
  session: string;
  person: string;
  endpoint: string;
  /** Base64url: the browser's P-256 point, and its secret of sixteen bytes (RFC 8291, 2). */
  p256dh: string;
  auth: string;
}

/** Staff of a school in a role: one person, or everybody, but for the excepted one. */
export interface StaffToWake {
  role: 'recipient' | 'teacher';
  /** The school's code. */
  school: string;
  person: string | null;
  except: string | null;
}

const { session, endpoint, p256dh, auth } = pushSubscriptions;

/** Only somebody's own device is woken: another one tells whoever sits at it that there is something for them. */
function canBeWoken(now: number): SQL | undefined {
  return and(canBeSealedTo(now), eq(sessions.use, 'own'));
}

/** Which browsers are woken: one for each session, as long as that is alive, one's own, and not waiting. Times are milliseconds. */
@Injectable()
export class PushSubscriptions {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * Instead of what the session had. A browser is woken for one session: whoever was signed in there before, and lost their cookie,
   * is not woken there any more.
   * @returns the people to whom that is another thing now; null, and nothing is changed: the session is over, or cannot be woken
   */
  subscribe(subscription: Omit<PushSubscription, 'person'>, now: number): Promise<string[] | null> {
    const { session: target, ...keys } = subscription;
    return this.db.transaction(async (tx) => {
      const living = and(eq(sessions.id, target), canBeWoken(now));
      // So that it does not end in between: whoever forgets its address would come too early.
      const [own] = await tx.select({ person: sessions.person }).from(sessions).where(living).for('no key update');
      if (!own) return null;
      const others = await tx
        .delete(pushSubscriptions)
        .where(and(eq(endpoint, keys.endpoint), ne(session, target)))
        .returning({ session });
      const ids = others.map((other) => other.session);
      const former =
        ids.length === 0 ? [] : await tx.select({ person: sessions.person }).from(sessions).where(inArray(sessions.id, ids));
      await tx
        .insert(pushSubscriptions)
        .values({ session: target, ...keys })
        .onConflictDoUpdate({ target: session, set: keys });
      return [...new Set([own, ...former].map(({ person }) => person))];
    });
  }

  /** @param at only where that is still its address; null: wherever it is. @returns whether there was one */
  async forget(of: string, at: string | null): Promise<boolean> {
    const which = and(eq(session, of), at === null ? undefined : eq(endpoint, at));
    const gone = await this.db.delete(pushSubscriptions).where(which).returning({ session });
    return gone.length > 0;
  }

  /** Of those of these sessions that are over, or no longer on a device of one's own. */
  async forgetEnded(of: string[], now: number): Promise<void> {
    const alive = this.db
      .select()
      .from(sessions)
      .where(and(eq(sessions.id, session), canBeWoken(now)));
    await this.db.delete(pushSubscriptions).where(and(inArray(session, of), notExists(alive)));
  }

  async ofSession(of: string, now: number): Promise<PushSubscription | null> {
    const [subscription] = await this.select(eq(session, of), now);
    return subscription ?? null;
  }

  /** Those of everybody who is that at the school today, on all their devices. */
  ofStaff({ role, school, person, except }: StaffToWake, now: number): Promise<PushSubscription[]> {
    const held = and(eq(heldRoles.person, sessions.person), eq(heldRoles.school, school), eq(heldRoles.role, role));
    const isStaff = exists(
      this.db
        .select()
        .from(heldRoles)
        .where(and(held, isHeldOn(dateOf(now).toString()))),
    );
    const isOne = person === null ? undefined : eq(sessions.person, person);
    return this.select(and(isStaff, isOne, except === null ? undefined : ne(sessions.person, except)), now);
  }

  private select(which: SQL | undefined, now: number): Promise<PushSubscription[]> {
    return this.db
      .select({ session, person: sessions.person, endpoint, p256dh, auth })
      .from(pushSubscriptions)
      .innerJoin(sessions, eq(sessions.id, session))
      .where(and(which, canBeWoken(now)));
  }
}
