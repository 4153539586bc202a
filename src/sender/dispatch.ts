import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { type Device, type Envelope, LIMITS, type SchoolFound } from '../contract/index.js';
import { Devices, type School, type TargetDay, targetDay } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { Presence } from '../presence/index.js';
import { type Draft, type Signal, Signals } from '../signals/index.js';
import { actorOf, forLiving, isBoundTo } from '../sockets/index.js';

/** What is sent to a school, and by whom. */
export interface Dispatched {
  id: string;
  school: School;
  sealed: Envelope;
  drill: boolean;
  /** null: the school itself, for a drill. */
  sender: string | null;
}

type Sent = Awaited<ReturnType<Signals['run']>>;

/** Sending to a school: for senders, and for contacts who drill at their own. */
@Injectable()
export class Dispatch {
  constructor(
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly presence: Presence,
    private readonly clock: Clock,
  ) {}

  /** Schools as a page needs them: who would be reached, with which keys, and for which day. */
  async asFound(schools: School[]): Promise<SchoolFound[]> {
    const reachable = await this.presence.contacts(schools.map(({ code }) => code));
    return Promise.all(schools.map((school) => this.describe(school, reachable.get(school.code) ?? 0)));
  }

  /** @throws Refused malformed, step-up-required, school-not-live, too-far, no-living-key, stale-keys */
  async send(caller: Principal, dispatched: Dispatched): Promise<Sent> {
    const { id, school, sealed, drill, sender } = dispatched;
    if (!isBoundTo(sealed, id, { school: school.code })) throw new Refused('malformed');
    const actor = actorOf(caller);
    const again = await this.signals.run(id, { do: 'send-again', school: school.code, drill, sender }, actor);
    if (again.ok && again.signal.state === 'waiting' && !again.signal.sealed) return this.sealAnew(caller, dispatched, again);
    if (again.ok || again.code !== 'unknown-signal') return again;
    if (!drill && (caller.provenUntil ?? 0) <= this.clock.now()) throw new Refused('step-up-required');
    return this.signals.run(id, { do: 'send', draft: await this.draft(dispatched) }, actor);
  }

  /** The same answer however often it was sent: which living devices the envelope is not sealed to. */
  async missingFrom(signal: Signal): Promise<string[]> {
    if (!('sealed' in signal)) throw new Refused('ended');
    const devices = await this.devices.ofSchool(signal.school.code, this.clock.now());
    return signal.sealed ? forLiving(signal.sealed, devices).missing : devices.map(idOf);
  }

  /** The server was given it back without its copy, which comes here. */
  private async sealAnew(caller: Principal, { id, school, sealed: envelope }: Dispatched, again: Sent): Promise<Sent> {
    const devices = await this.devices.ofSchool(school.code, this.clock.now());
    const { sealed } = forLiving(envelope, devices);
    if (!sealed) throw new Refused('stale-keys');
    const done = await this.signals.run(id, { do: 'reseal', sealed, devices: devices.map(idOf) }, actorOf(caller));
    // Read by somebody in the meantime, which is as good.
    return done.ok ? done : again;
  }

  private async describe(school: School, reachable: number): Promise<SchoolFound> {
    const { code, name, place, phone, sector, state } = school;
    const now = this.clock.now();
    const day = targetDay(school, school.settings, now);
    const when = 'firstDay' in day ? { target: null, firstDay: day.firstDay } : { target: day, firstDay: null };
    return { code, name, place, phone, sector, state, reachable, devices: await this.devices.ofSchool(code, now), ...when };
  }

  private async draft({ id, school, sealed: envelope, drill, sender }: Dispatched): Promise<Draft> {
    if (school.state !== 'live' && !(drill && school.state === 'testing')) throw new Refused('school-not-live');
    const now = this.clock.now();
    const day = drill ? drillDay(school, now) : targetDay(school, school.settings, now);
    if ('firstDay' in day) throw new Refused('too-far');
    const devices = await this.devices.ofSchool(school.code, now);
    if (devices.length === 0) throw new Refused('no-living-key');
    const { sealed } = forLiving(envelope, devices);
    if (!sealed) throw new Refused('stale-keys');
    const { code, name, place, phone, sector, organisation } = school;
    const where = { organisation, school: { code, name, place, phone }, sector };
    return { id, sender, ...where, drill, times: school.settings.phases, ...day, sealed };
  }
}

function idOf({ id }: Device): string {
  return id;
}

/** A drill is for now, in holidays too, and one that is left behind does not ring until the end of the day. */
function drillDay(school: School, now: number): TargetDay {
  const day = targetDay(school, school.settings, now);
  const endsAt = now + LIMITS.drill;
  if ('firstDay' in day) return { opensAt: now, bellAt: day.firstDay ?? now, endsAt };
  return { opensAt: now, bellAt: day.bellAt, endsAt: Math.min(day.endsAt, endsAt) };
}
