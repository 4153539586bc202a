import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Answer, Device, Envelope, EnvelopeAudience, Sealed, Wanted } from '../contract/index.js';
import { Devices } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { type Command, copiesOf, Later, type Place, type SealedCopy, type Signal, Signals, staffAt } from '../signals/index.js';
import { actorOf, Courier, forLiving, isBoundTo, placesFor } from '../sockets/index.js';

/** A copy that is asked for, and where. */
interface Asked {
  place: Place;
  wanted: Wanted;
}

type Taken = Answer<{ missing: string[] }>;

/** Copies for devices that came after a copy was sealed, or after the server forgot it: whoever has the content is asked for them. */
@Injectable()
export class Resealing {
  constructor(
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly courier: Courier,
    private readonly clock: Clock,
    private readonly later: Later,
  ) {}

  /** What may be asked of a page that listens at these places. */
  async wantedAt(places: Place[]): Promise<Wanted[]> {
    const asked: Wanted[] = [];
    for (const signal of await this.signals.at(places)) {
      const copies = copiesOf(signal).map(({ holders, ...copy }) => ({
        ...copy,
        holders: holders.filter(({ place }) => places.includes(place)),
      }));
      for (const { wanted } of await this.askedOf(signal, copies)) asked.push(wanted);
    }
    return asked;
  }

  /**
   * A device of somebody of a school has come: whatever is for them, and not for that device, is asked for.
   * @param device its id; null: perhaps several
   */
  arrived(principal: Principal, device: string | null): Promise<void> {
    const places = placesFor(principal).filter((place) => staffAt(place));
    const isTheirs = ({ teacher, sealed }: SealedCopy) =>
      (teacher === null || teacher === principal.person) && !sealed?.recipients.some(({ header }) => header.kid === device);
    return this.later.orLater('resealing', `${principal.session} ${device}`, async () => {
      for (const signal of await this.signals.at(places)) await this.tell(signal, copiesOf(signal).filter(isTheirs));
    });
  }

  /** Asks everybody who may have them for the copies of a signal that are wanted. */
  async ask(id: string): Promise<void> {
    const signal = await this.signals.get(id);
    if (signal) await this.tell(signal, copiesOf(signal));
  }

  /**
   * Takes a copy that was sealed anew; what reaches no more devices than the one that is there changes nothing.
   * @throws Refused malformed, stale-keys
   */
  async take(caller: Principal, { id, as, teacher, sealed }: Omit<Wanted, 'devices'> & Sealed): Promise<Taken> {
    const signal = await this.signals.get(id);
    const audience = signal && audienceOf(signal, as, teacher, placesFor(caller));
    if (audience && !isBoundTo(sealed, id, audience)) throw new Refused('malformed');
    // Whoever cannot have it is refused by the signal itself, and for no devices nothing is taken.
    const devices = audience ? await this.devicesOf(signal, teacher) : [];
    const living = audience ? forLiving(sealed, devices).sealed : sealed;
    if (!living) throw new Refused('stale-keys');
    const command = commandOf(as, teacher, { sealed: living, devices: devices.map((device) => device.id) });
    const done = await this.signals.run(id, command, actorOf(caller));
    if (!done.ok) return done;
    return { ok: true, missing: missingFrom(copyOf(done.signal, teacher)?.sealed ?? null, devices) };
  }

  private async tell(signal: Signal, copies: SealedCopy[]): Promise<void> {
    for (const { place, wanted } of await this.askedOf(signal, copies)) this.courier.wanted(place, wanted);
  }

  /** Of these copies those that are wanted, from everybody who may have them. */
  private async askedOf(signal: Signal, copies: SealedCopy[]): Promise<Asked[]> {
    const asked: Asked[] = [];
    for (const { teacher, sealed, holders } of copies) {
      const devices = holders.length > 0 ? await this.devicesOf(signal, teacher) : [];
      if (missingFrom(sealed, devices).length === 0) continue;
      for (const { as, place } of holders) asked.push({ place, wanted: { id: signal.id, as, teacher, devices } });
    }
    return asked;
  }

  /** Those that a copy is for. */
  private async devicesOf(signal: Signal, teacher: string | null): Promise<Device[]> {
    if (signal.state === 'ended') return [];
    const now = this.clock.now();
    const { code } = signal.school;
    return teacher === null ? this.devices.ofSchool(code, now) : this.devices.ofTeacher(teacher, code, signal.bellAt, now);
  }
}

function copyOf(signal: Signal, teacher: string | null): SealedCopy | undefined {
  return copiesOf(signal).find((copy) => copy.teacher === teacher);
}

/** Whom the copy is for; null where nobody at these places can have it. */
function audienceOf(signal: Signal, as: Wanted['as'], teacher: string | null, places: Place[]): EnvelopeAudience | null {
  const isHolder = copyOf(signal, teacher)?.holders.some((holder) => holder.as === as && places.includes(holder.place));
  if (!isHolder || signal.state === 'ended') return null;
  return teacher === null ? { school: signal.school.code } : { teacher };
}

function commandOf(as: Wanted['as'], teacher: string | null, copy: { sealed: Envelope; devices: string[] }): Command {
  switch (as) {
    case 'sender':
      return { do: 'reseal', ...copy };
    case 'opener':
      return { do: 'reseal-copies', teacher, ...copy };
    case 'teacher':
      return { do: 'reseal-own', ...copy };
  }
}

function missingFrom(sealed: Envelope | null, devices: Device[]): string[] {
  return sealed ? forLiving(sealed, devices).missing : devices.map(({ id }) => id);
}
