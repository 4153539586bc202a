import { Inject, Injectable } from '@nestjs/common';
import { and, asc, desc, eq, exists, type SQL, sql } from 'drizzle-orm';
import { type Device, type DeviceKey, LIMITS } from '../contract/index.js';
import { DATABASE, type Database } from './database.js';
import { devices, roles, sessions } from './schema.js';
import { isAlive } from './sessions.js';

/** Keys of the devices that people are signed in on: a device counts as long as its session is alive. Times are milliseconds. */
@Injectable()
export class Devices {
  constructor(@Inject(DATABASE) private readonly db: Database) {}

  /**
   * Adds a device, or moves a known one to the new session.
   * @returns false, and changes nothing, where the id belongs to another person
   */
  async register(device: { id: string; key: DeviceKey; person: string; session: string; now: number }): Promise<boolean> {
    const { now, ...values } = device;
    const registered = await this.db
      .insert(devices)
      .values({ ...values, registeredAt: now, seenAt: now })
      .onConflictDoUpdate({
        target: devices.id,
        set: { session: values.session, seenAt: now },
        setWhere: sql`${devices.person} = excluded.person`,
      })
      .returning({ id: devices.id });
    return registered.length > 0;
  }

  /** Those of the school's designated contacts, most recently seen first, at most `LIMITS.devices`. */
  ofSchool(code: string, now: number): Promise<Device[]> {
    const contact = this.db
      .select()
      .from(roles)
      .where(and(eq(roles.person, devices.person), eq(roles.school, code), eq(roles.role, 'recipient')));
    return this.select(exists(contact), now);
  }

  /** Those of one person, most recently seen first, at most `LIMITS.devices`. */
  ofPerson(person: string, now: number): Promise<Device[]> {
    return this.select(eq(devices.person, person), now);
  }

  /** The person whose device it is; null where it is nobody's, or its session is over. */
  async owner(id: string, now: number): Promise<string | null> {
    const [device] = await this.db
      .select({ person: devices.person })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(eq(devices.id, id), isAlive(now)));
    return device?.person ?? null;
  }

  private select(which: SQL, now: number): Promise<Device[]> {
    return this.db
      .select({ id: devices.id, key: devices.key })
      .from(devices)
      .innerJoin(sessions, eq(sessions.id, devices.session))
      .where(and(which, isAlive(now)))
      .orderBy(desc(devices.seenAt), asc(devices.id))
      .limit(LIMITS.devices);
  }
}
