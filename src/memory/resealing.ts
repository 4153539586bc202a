import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Answer, Device, Envelope, Sealed, Wanted } from '../contract/index.js';
import { Devices } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import { copiesOf, type Command, type Place, type SealedCopy, type Signal, Signals } from '../signals/index.js';
import { actorOf, Courier, forLiving, isBoundTo, placesFor } from '../sockets/index.js';

/** A copy that is asked for, and where. */
interface Asked {
  place: Place;
  wanted: Wanted;
}

/** Copies for devices that came after a copy was sealed, or after the server forgot it: whoever has the content is asked for them. */
@Injectable()
export class Resealing {
  constructor(
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly courier: Courier,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** What may be asked of a page that listens at these places. */
  async wantedAt(places: Place[]): Promise<Wanted[]> {
    const asked = (await this.concerning(places)).map((signal) => this.askedOf(signal));
    return (await Promise.all(asked)).flat().flatMap(({ place, wanted }) => (places.includes(place) ? wanted : []));
  }

  /** A device of somebody has come: whatever is for them is asked for. */
  async arrived(principal: Principal): Promise<void> {
    try {
      for (const signal of await this.concerning(placesFor(principal))) await this.ask(signal);
    } catch (error) {
      this.log.error('resealing failed', { error: nameOf(error) });
    }
  }

  /** Asks everybody who may have them for the copies that are wanted. */
  async ask(signal: Signal): Promise<void> {
    for (const { place, wanted } of await this.askedOf(signal)) this.courier.wanted(place, wanted);
  }

  /**
   * Takes a copy that was sealed anew, unless it reaches no more devices than the one that is there.
   * @throws Refused malformed, stale-keys
   */
  async take(
    caller: Principal,
    copy: Pick<Wanted, 'as' | 'teacher'> & Sealed,
    commandFor: (sealed: Envelope) => Command,
  ): Promise<Answer<{ missing: string[] }>> {
    const { id, as, teacher, sealed } = copy;
    const places = placesFor(caller);
    const signal = (await this.concerning(places)).find((each) => each.id === id) ?? null;
    const present = signal && this.heldBy(signal, as, teacher, places);
    // Whoever does not have it is refused by the signal itself.
    if (!present) return this.run(caller, id, commandFor(sealed), []);
    const { school } = signal as Exclude<Signal, { state: 'ended' }>;
    if (!isBoundTo(sealed, id, teacher === null ? { school: school.code } : { teacher })) throw new Refused('malformed');
    const devices = await this.devicesOf(signal, teacher);
    const living = forLiving(sealed, devices);
    if (!living.sealed) throw new Refused('stale-keys');
    const missing = missingFrom(present, devices);
    if (missing.length <= living.missing.length) return { ok: true, missing };
    return this.run(caller, id, commandFor(living.sealed), living.missing);
  }

  private async run(caller: Principal, id: string, command: Command, missing: string[]): Promise<Answer<{ missing: string[] }>> {
    const done = await this.signals.run(id, command, actorOf(caller));
    return done.ok ? { ok: true, missing } : done;
  }

  private async askedOf(signal: Signal): Promise<Asked[]> {
    const asked = await Promise.all(
      copiesOf(signal).map(async (copy) => {
        const devices = copy.holders.length > 0 ? await this.devicesOf(signal, copy.teacher) : [];
        if (missingFrom(copy, devices).length === 0) return [];
        const wanted = { id: signal.id, teacher: copy.teacher, devices };
        return copy.holders.map(({ as, place }) => ({ place, wanted: { ...wanted, as } }));
      }),
    );
    return asked.flat();
  }

  private heldBy(signal: Signal, as: Wanted['as'], teacher: string | null, places: Place[]): SealedCopy | undefined {
    const isHolder = ({ holders }: SealedCopy) => holders.some((holder) => holder.as === as && places.includes(holder.place));
    return copiesOf(signal).find((copy) => copy.teacher === teacher && isHolder(copy));
  }

  /** Those that a copy is for. */
  private async devicesOf(signal: Signal, teacher: string | null): Promise<Device[]> {
    if (signal.state === 'ended') return [];
    const now = this.clock.now();
    const { code } = signal.school;
    return teacher === null ? this.devices.ofSchool(code, now) : this.devices.ofTeacher(teacher, code, signal.bellAt, now);
  }

  /** Each once. */
  private async concerning(places: Place[]): Promise<Signal[]> {
    const found = (await Promise.all(places.map((place) => this.signals.at(place)))).flat();
    return [...new Map(found.map((signal) => [signal.id, signal])).values()];
  }
}

function missingFrom({ sealed }: Pick<SealedCopy, 'sealed'>, devices: Device[]): string[] {
  return sealed ? forLiving(sealed, devices).missing : devices.map(({ id }) => id);
}
