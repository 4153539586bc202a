import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Envelope, Held, Inbox, Receipt, Refusal, RefusalCode, View } from '../contract/index.js';
import { type Cancel, Clock } from '../clock/index.js';
import { Announcer } from './announcer.js';
import { attended } from './absence.js';
import { type Audience, type Place, alertedOf, audiencesOf, placeOf } from './audience.js';
import type { Actor, Command } from './command.js';
import { heldOf } from './held.js';
import { without } from './leaving.js';
import { advance, answered, dueAt, elapse, isUnanswered } from './machine.js';
import { type Alert, type Notice, noticesOf } from './notice.js';
import { type Kept, Receipts } from './receipts.js';
import { restored, weightOf } from './restoring.js';
import type { Signal } from './signal.js';
import { SignalStore, StoreFull } from './store.js';
import { countsOf, Tally } from './tally.js';
import { amberAt, viewFor } from './view.js';

const LEAP = 2 ** 20;

/** What mends a signal, or is only sent, says nothing of what an earlier memory knows of it. */
const MENDING: Command['do'][] = ['send', 'reseal', 'reseal-copies', 'reseal-own', 'called'];

type Done = { ok: true; signal: Signal; sealed?: Envelope };

/** An alert for one device that has just come. */
interface Unanswered {
  notice: Alert;
  receipt: Receipt;
}

/** Carries commands out: read, advance, compare-and-set, tell everybody concerned. The rules are in `machine.ts`. */
@Injectable()
export class Signals {
  /** What time will do to a signal, and when its colleagues are told: both end with it. */
  private readonly waits = new Map<string, Cancel>();
  private readonly ambers = new Map<string, Cancel>();

  constructor(
    private readonly store: SignalStore,
    private readonly clock: Clock,
    private readonly announcer: Announcer,
    private readonly tally: Tally,
    private readonly receipts: Receipts,
  ) {
    store.onExpired((signal) => this.expired(signal));
  }

  get epoch(): string {
    return this.store.epoch;
  }

  get startedAt(): number {
    return this.store.startedAt;
  }

  /** Does it, or answers why not; in both cases the caller learns no more than `viewFor` allows. */
  async run(id: string, command: Command, actor: Actor): Promise<Done | Refusal> {
    for (;;) {
      const stored = await this.store.get(id);
      const now = this.clock.now();
      const present = stored && elapse(stored, now);
      const step = advance(present, command, actor, now);
      if ('refusal' in step) return refused(step.refusal);
      if (step.signal === stored) return { ok: true, ...step };
      try {
        const signal = await this.replace(stored, actedOn(step.signal, command));
        if (signal) return { ok: true, ...step, signal };
      } catch (error) {
        if (error instanceof StoreFull) return refused('busy');
        throw error;
      }
    }
  }

  /** Gives back what an earlier memory held. Nobody hears it as something new, but for what no device has answered for yet. */
  async restore(state: string, places: Place[]): Promise<Done | Refusal> {
    const kept = this.receipts.read(state);
    if (!kept || !places.includes(kept.place)) return refused('unknown-signal');
    for (;;) {
      const now = this.clock.now();
      const present = await this.store.get(kept.signal.id);
      const after = kept.signal.endsAt > now ? this.givenBack(present, kept, now) : null;
      if (!after) return refused('unknown-signal');
      if (after === present) return { ok: true, signal: after };
      try {
        const signal = await this.put(present, after);
        if (!signal) continue;
        for (const notice of noticesOf(present, signal, now)) this.tell(signal, quiet(notice, signal));
        return { ok: true, signal };
      } catch (error) {
        if (error instanceof StoreFull) return refused('busy');
        throw error;
      }
    }
  }

  /** What is held of whatever concerns whoever listens at these places. */
  async held(places: Place[]): Promise<Held[]> {
    const held: Held[] = [];
    for (const place of places)
      for (const signal of await this.store.find(place))
        for (const audience of concerned(signal, place, places))
          if (signal.state === 'ended' || viewFor(signal, audience, this.clock.now()))
            held.push(heldOf(signal, places, audience.as));
    return held;
  }

  /** All signals that concern a place. */
  at(place: Place): Promise<Signal[]> {
    return this.store.find(place);
  }

  /** All that concerns whoever listens at these places now, and which of it no device has answered for yet. */
  async inbox(places: Place[]): Promise<Pick<Inbox, 'views' | 'gone' | 'receipts'> & { unanswered: Unanswered[] }> {
    const now = this.clock.now();
    const inbox = { views: [] as View[], gone: [] as Inbox['gone'], receipts: [] as Receipt[], unanswered: [] as Unanswered[] };
    for (const place of places) {
      for (const signal of await this.store.find(place)) {
        for (const audience of concerned(signal, place, places)) {
          const view = viewFor(signal, audience, now);
          if (!view && signal.state !== 'ended') continue;
          const receipt = this.receipts.of(signal, place);
          inbox.receipts.push(receipt);
          if (view) inbox.views.push(view);
          else if (signal.state === 'ended') inbox.gone.push({ id: signal.id, as: audience.as, outcome: signal.outcome });
          const alerted = alertedOf(signal, audience);
          const isAlerted = !(alerted.except && places.includes(alerted.except));
          if (view && isAlerted && isUnanswered(signal, audience))
            inbox.unanswered.push({ notice: { event: 'alert', audience, view }, receipt });
        }
      }
    }
    return inbox;
  }

  /** A device has answered an alert: *arrived*. */
  async answered(id: string, audience: Audience): Promise<void> {
    await this.change(id, (signal, now) => answered(signal, audience, now));
  }

  /**
   * Somebody may have lost what they were at a school: what only they took care of is their colleagues' again.
   * @param holding what they are on the day of a moment: a substitute has a copy before it
   */
  async left(person: string, holding: (moment: number) => Promise<Pick<Actor, 'contactOf' | 'teacherOf'>>): Promise<void> {
    for (const theirs of await this.store.find(placeOf.staff(person))) {
      if (theirs.state !== 'opened' && theirs.state !== 'completed') continue;
      const holds = await holding(theirs.bellAt);
      await this.change(theirs.id, (signal, now) => without(signal, person, holds, now));
    }
  }

  /**
   * Somebody may be there or not: whoever passed something on to them that they have not opened sees so at once.
   * @param isAbsent whether they are not there on the day of a moment
   */
  async attending(person: string, isAbsent: (moment: number) => Promise<boolean>): Promise<void> {
    for (const theirs of await this.store.find(placeOf.staff(person))) {
      if (theirs.state !== 'opened') continue;
      const absent = await isAbsent(theirs.bellAt);
      await this.change(theirs.id, (signal, now) => attended(signal, person, absent, now));
    }
  }

  /** Time, or a device, or the directory changes a signal: nobody asked, so nobody is refused. */
  private async change(id: string, step: (signal: Signal, now: number) => Signal): Promise<void> {
    for (;;) {
      const before = await this.store.get(id);
      const after = before && step(before, this.clock.now());
      if (!after || after === before || (await this.replace(before, after))) return;
    }
  }

  private async replace(before: Signal | null, changed: Signal): Promise<Signal | null> {
    const after = await this.put(before, changed);
    if (!after) return null;
    const now = this.clock.now();
    for (const notice of noticesOf(before, after, now)) this.tell(after, notice);
    for (const count of countsOf(before, after, now)) this.tally.count(count);
    return after;
  }

  /** The signal as it is stored; null where another change was first. Versions leap: how many steps were taken is not told. */
  private async put(before: Signal | null, changed: Signal): Promise<Signal | null> {
    const present = before?.version ?? 0;
    const after = { ...changed, version: Math.max(present, changed.version) + randomInt(1, LEAP) };
    if (!(await this.store.put(after, present))) return null;
    this.wait(after);
    return after;
  }

  /** What this memory held and holds no longer is not given back to it. */
  private givenBack(present: Signal | null, { epoch, from, signal }: Kept, now: number): Signal | null {
    if (epoch !== this.epoch) return restored(present, signal, from, now);
    return present && weightOf(present) <= weightOf(signal) ? present : null;
  }

  private tell(signal: Signal, notice: Notice, isOver = false): void {
    const { audience } = notice;
    const receipt = isOver ? null : this.receipts.of(signal, audience.place);
    this.announcer.announce(notice, receipt, () => void this.answered(signal.id, audience));
  }

  private wait(signal: Signal): void {
    this.stopWaiting(signal.id);
    const due = dueAt(signal);
    if (due !== null)
      this.waits.set(
        signal.id,
        this.clock.at(due, () => void this.change(signal.id, elapse)),
      );
    if (signal.state !== 'waiting' && signal.state !== 'reserved') return this.stopAmber(signal.id);
    const amber = amberAt(signal);
    // Once for all: a change at the very moment must not silence it. What is given back after amber is told by that change.
    if (this.ambers.has(signal.id) || amber <= this.clock.now()) return;
    this.ambers.set(
      signal.id,
      this.clock.at(amber, () => void this.turnsAmber(signal.id)),
    );
  }

  private stopWaiting(id: string): void {
    this.waits.get(id)?.();
    this.waits.delete(id);
  }

  private stopAmber(id: string): void {
    this.ambers.get(id)?.();
    this.ambers.delete(id);
  }

  /** Time alone lets the sender's colleagues see what still waits: the signal itself does not change. */
  private async turnsAmber(id: string): Promise<void> {
    const signal = await this.store.get(id);
    for (const audience of signal ? audiencesOf(signal) : []) {
      const view = signal && audience.as === 'colleague' && viewFor(signal, audience, this.clock.now());
      if (view) this.tell(signal, { event: 'changed', audience, view });
    }
  }

  private expired(signal: Signal): void {
    this.stopWaiting(signal.id);
    this.stopAmber(signal.id);
    const now = this.clock.now();
    for (const notice of noticesOf(signal, null, now, 'expired')) this.tell(signal, notice, true);
    for (const count of countsOf(signal, null, now)) this.tally.count(count);
  }
}

/** What somebody has done here counts for more than what an earlier memory held. */
function actedOn(signal: Signal, command: Command): Signal {
  return MENDING.includes(command.do) ? signal : { ...signal, restoredFrom: null };
}

/** What was given back has been heard before, unless nobody's device has answered. */
function quiet(notice: Notice, signal: Signal): Notice {
  if (notice.event !== 'alert' || isUnanswered(signal, notice.audience)) return notice;
  return { ...notice, event: 'changed' };
}

/** The audiences at a place, but for whoever listens where there is a closer view. */
function concerned(signal: Signal, place: Place, places: Place[]): Audience[] {
  return audiencesOf(signal).filter(
    (audience) => audience.place === place && !(audience.except && places.includes(audience.except)),
  );
}

function refused(code: RefusalCode): Refusal {
  return { ok: false, code };
}
