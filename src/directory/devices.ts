import { Inject, Injectable } from '@nestjs/common';
import { and, asc, desc, eq, exists, inArray, notInArray, type SQL, sql } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import { type Device, type DeviceKey, LIMITS, type RoleName } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { isHeldOn } from './held.js';
import { devices, heldRoles, sessions } from './schema.js';
import { isAlive } from './sessions.js';

/** Devices that one session can have. */
const PER_SESSION = 3;

/** What makes a device one that something can be sealed to. @param now milliseconds */
export function canBeSealedTo(now: number): SQL | undefined {
  return and(isAlive(now), eq(sessions.isWaiting, false), inArray(sessions.use, ['own', 'shared']));
}

/** Keys of the devices that people are signed in on: a device counts as long as its session is alive. Times are milliseconds. */
@Injectable()
export class Devices {
  private readonly again;

  constructor(@Inject(DATABASE) private readonly db: Database) {
    const { id, person, session } = devices;
    const known = and(
      eq(id, sql.placeholder('id')),
      eq(person, sql.placeholder('person')),
      eq(session, sql.placeholder('session')),
    );
    // Asked by every page that comes: put together once.
    this.again = db
      .update(devices)
      .set({ seenAt: sql`${sql.placeholder('now')}` })
      .where(known)
      .returning({ id })
      .prepare('seen_again');
  }

  /** Of a page that comes back. @returns false, and changes nothing, where the device is not that session's */
  async seenAgain(device: { id: string; person: string; session: string; now: number }): Promise<boolean> {
    return (await this.again.execute(device)).length > 0;
  }

  /**
   * Adds a device, or moves a known one to the new session. A session keeps its latest few: a browser that cannot store a key
   * makes one for each tab.
   * @returns false, and changes nothing, where the id belongs to another person
   */
  register(device: { id: string; key: DeviceKey; person: string; session: string; now: number }): Promise<boolean> {
    const { now, ...values } = device;
    return this.db.transaction(async (tx) => {
      // One at a time for a session, so that each sees how many there are.
      await tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.id, values.session)).for('no key update');
      const registered = await tx
        .insert(devices)
        .values({ ...values, registeredAt: now, seenAt: now })
        .onConflictDoUpdate({
          target: devices.id,
          set: { session: values.session, seenAt: now },
          setWhere: sql`${devices.person} = excluded.person`,
        })
        .returning({ id: devices.id });
      if (registered.length === 0) return false;
      const latest = tx
        .select({ id: devices.id })
        .from(devices)
        .where(eq(devices.session, values.session))
        .orderBy(desc(eq(devices.id, values.id)), desc(devices.seenAt), asc(devices.registeredAt))
        .limit(PER_SESSION);
      await tx.delete(devices).where(and(eq(devices.session, values.session), notInArray(devices.id, latest)));
      return true;
    });
  }

  /** Those of a session: it gets others, or none. */
  async forget(session: string): Promise<void> {
    await this.db.delete(devices).where(eq(devices.session, session));
  }

  /** Those whose keys are in the memory of a tab: when the server starts, no such tab is connected. */
  async forgetShared(): Promise<void> {
    const shared = this.db.select({ id: sessions.id }).from(sessions).where(eq(sessions.use, 'shared'));
    await this.db.delete(devices).where(inArray(devices.session, shared));
  }

  /** Those of the school's designated contacts: everybody's latest first, at most `LIMITS.devices`. */
  ofSchool(code: string, now: number): Promise<Device[]> {
    return this.select(this.whoIs('recipient', code, now), now);
  }

  /** Those of one person as a teacher of the school on the day of `moment`; none where they are that no more. */
  ofTeacher(person: string, code: string, moment: number, now: number): Promise<Device[]> {
    return this.select(and(eq(devices.person, person), this.whoIs('teacher', code, moment)), now);
  }

  /** The person whose device it is; null where it is nobody's, or its session is over or waits. */
  async owner(id: string, now: number): Promise<string | null> {
    const [device] = await this.db
      .select({ person: devices.person })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(eq(devices.id, id), canBeSealedTo(now)));
    return device?.person ?? null;
  }

  /** The public key of a device of a session; null where it is none of that. */
  async keyOf(id: string, session: string): Promise<DeviceKey | null> {
    const [device] = await this.db
      .select({ key: devices.key })
      .from(devices)
      .where(and(eq(devices.id, id), eq(devices.session, session)));
    return device?.key ?? null;
  }

  private whoIs(role: RoleName, code: string, moment: number): SQL {
    const held = and(eq(heldRoles.person, devices.person), eq(heldRoles.school, code), eq(heldRoles.role, role));
    return exists(
      this.db
        .select()
        .from(heldRoles)
        .where(and(held, isHeldOn(dateOf(moment).toString()))),
    );
  }

  private select(which: SQL | undefined, now: number): Promise<Device[]> {
    // Everybody's latest device before anybody's second one.
    const rank = sql`row_number() over (partition by ${devices.person} order by ${devices.seenAt} desc, ${devices.id})`;
    return this.db
      .select({ id: devices.id, key: devices.key })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(which, canBeSealedTo(now)))
      .orderBy(rank, desc(devices.seenAt), asc(devices.id))
      .limit(LIMITS.devices);
  }
}
