import { Inject, Injectable } from '@nestjs/common';
import { and, asc, desc, eq, exists, inArray, notInArray, type Placeholder, type SQL, sql } from 'drizzle-orm';
import { dateOf } from '../clock/index.js';
import { type Device, type DeviceKey, LIMITS, type RoleName } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { isHeldOn } from './held.js';
import { devices, heldRoles, sessions } from './schema.js';
import { isAlive } from './sessions.js';

/** Devices that one session can have. */
const PER_SESSION = 3;

/** What makes a device one that something can be sealed to. @param now milliseconds */
export function canBeSealedTo(now: number | Placeholder): SQL | undefined {
  return and(isAlive(now), eq(sessions.isWaiting, false), inArray(sessions.use, ['own', 'shared']));
}

/** Keys of the devices that people are signed in on: a device counts as long as its session is alive. Times are milliseconds. */
@Injectable()
export class Devices {
  private readonly queries;

  constructor(@Inject(DATABASE) private readonly db: Database) {
    this.queries = queriesOf(db);
  }

  /** Of a page that comes back. @returns false, and changes nothing, where the device is not that session's */
  async seenAgain(device: { id: string; person: string; session: string; now: number }): Promise<boolean> {
    return (await this.queries.seenAgain.execute(device)).length > 0;
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

  /** Those of pages that were closed, with when they registered: one that was seen again since has come back, perhaps at another server. */
  async leave(closed: Iterable<[id: string, seenAt: number]>): Promise<void> {
    for (const [id, seenAt] of closed) await this.db.delete(devices).where(and(eq(devices.id, id), eq(devices.seenAt, seenAt)));
  }

  /** Those whose keys are in the memory of a tab: when the server starts, no such tab is connected. */
  async forgetShared(): Promise<void> {
    const shared = this.db.select({ id: sessions.id }).from(sessions).where(eq(sessions.use, 'shared'));
    await this.db.delete(devices).where(inArray(devices.session, shared));
  }

  /** Those of the school's designated contacts: everybody's latest first, at most `LIMITS.devices`. */
  ofSchool(code: string, now: number): Promise<Device[]> {
    return this.queries.ofSchool.execute({ code, day: dateOf(now).toString(), now });
  }

  /** Those of one person as a teacher of the school on the day of `moment`; none where they are that no more. */
  async ofTeacher(person: string, code: string, moment: number, now: number): Promise<Device[]> {
    return (await this.ofTeachers([person], code, moment, now)).get(person) ?? [];
  }

  /** The same of several, the latest first; who has none is not in it. */
  async ofTeachers(people: string[], code: string, moment: number, now: number): Promise<Map<string, Device[]>> {
    const found = await this.queries.ofTeachers.execute({ people, code, day: dateOf(moment).toString(), now });
    const devices = new Map<string, Device[]>();
    for (const { person, ...device } of found) {
      const theirs = devices.get(person) ?? [];
      if (theirs.length < LIMITS.devices) devices.set(person, [...theirs, device]);
    }
    return devices;
  }

  /** The person whose device it is; null where it is nobody's, or its session is over or waits. */
  async owner(id: string, now: number): Promise<string | null> {
    const [device] = await this.queries.owner.execute({ id, now });
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
}

/** What is asked at commands of every signal, and by every page that comes: put together once. */
function queriesOf(db: Database) {
  const [id, code, day, now] = [sql.placeholder('id'), sql.placeholder('code'), sql.placeholder('day'), sql.placeholder('now')];
  const are = (role: RoleName) => {
    const held = and(eq(heldRoles.person, devices.person), eq(heldRoles.school, code), eq(heldRoles.role, role));
    return exists(
      db
        .select()
        .from(heldRoles)
        .where(and(held, isHeldOn(day))),
    );
  };
  const { person, session, seenAt } = devices;
  const device = { id: devices.id, key: devices.key };
  // Everybody's latest device before anybody's second one.
  const rank = sql`row_number() over (partition by ${person} order by ${seenAt} desc, ${devices.id})`;
  return {
    ofSchool: db
      .select(device)
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, session))
      .where(and(are('recipient'), canBeSealedTo(now)))
      .orderBy(rank, desc(seenAt), asc(devices.id))
      .limit(LIMITS.devices)
      .prepare('devices_of_school'),
    ofTeachers: db
      .select({ person, ...device })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, session))
      .where(and(sql`${person} = any(${sql.placeholder('people')})`, are('teacher'), canBeSealedTo(now)))
      .orderBy(desc(seenAt), asc(devices.id))
      .prepare('devices_of_teachers'),
    owner: db
      .select({ person })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, session))
      .where(and(eq(devices.id, id), canBeSealedTo(now)))
      .prepare('owner_of_device'),
    seenAgain: db
      .update(devices)
      .set({ seenAt: sql`${now}` })
      .where(and(eq(devices.id, id), eq(person, sql.placeholder('person')), eq(session, sql.placeholder('session'))))
      .returning({ id: devices.id })
      .prepare('device_seen_again'),
  };
}
