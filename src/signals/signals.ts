import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Envelope, Inbox, Refusal, RefusalCode, View } from '../contract/index.js';
import { type Cancel, Clock } from '../clock/index.js';
import { Announcer } from './announcer.js';
import { attended } from './absence.js';
import { type Audience, type Place, alertedOf, audiencesOf, placeOf } from './audience.js';
import type { Actor, Command } from './command.js';
import { without } from './leaving.js';
import { advance, answered, dueAt, elapse, isUnanswered } from './machine.js';
import { type Alert, type Notice, noticesOf } from './notice.js';
import type { Signal } from './signal.js';
import { SignalStore, StoreFull } from './store.js';
import { countsOf, Tally } from './tally.js';
import { amberAt, viewFor } from './view.js';

const LEAP = 2 ** 20;

type Done = { ok: true; signal: Signal; sealed?: Envelope };

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
        const signal = await this.replace(stored, step.signal);
        if (signal) return { ok: true, ...step, signal };
      } catch (error) {
        if (error instanceof StoreFull) return refused('busy');
        throw error;
      }
    }
  }

  /** All that concerns whoever listens at these places now, and which of it no device has answered for yet. */
  async inbox(places: Place[]): Promise<Pick<Inbox, 'views' | 'gone'> & { unanswered: Alert[] }> {
    const now = this.clock.now();
    const inbox = { views: [] as View[], gone: [] as Inbox['gone'], unanswered: [] as Alert[] };
    for (const place of places) {
      for (const signal of await this.store.find(place)) {
        for (const audience of audiencesOf(signal).filter((a) => a.place === place && !(a.except && places.includes(a.except)))) {
          const view = viewFor(signal, audience, now);
          if (view) inbox.views.push(view);
          else if (signal.state === 'ended') inbox.gone.push({ id: signal.id, as: audience.as, outcome: signal.outcome });
          const alerted = alertedOf(signal, audience);
          const isAlerted = !(alerted.except && places.includes(alerted.except));
          if (view && isAlerted && isUnanswered(signal, audience)) inbox.unanswered.push({ event: 'alert', audience, view });
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

  /** The signal as it is stored; null where another change was first. Versions leap: how many steps were taken is not told. */
  private async replace(before: Signal | null, changed: Signal): Promise<Signal | null> {
    const version = before?.version ?? 0;
    const after = { ...changed, version: version + randomInt(1, LEAP) };
    if (!(await this.store.put(after, version))) return null;
    const now = this.clock.now();
    this.wait(after);
    for (const notice of noticesOf(before, after, now)) this.tell(after.id, notice);
    for (const count of countsOf(before, after, now)) this.tally.count(count);
    return after;
  }

  private tell(id: string, notice: Notice): void {
    this.announcer.announce(notice, () => void this.answered(id, notice.audience));
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
      if (view) this.tell(id, { event: 'changed', audience, view });
    }
  }

  private expired(signal: Signal): void {
    this.stopWaiting(signal.id);
    this.stopAmber(signal.id);
    const now = this.clock.now();
    for (const notice of noticesOf(signal, null, now, 'expired')) this.tell(signal.id, notice);
    for (const count of countsOf(signal, null, now)) this.tally.count(count);
  }
}

function refused(code: RefusalCode): Refusal {
  return { ok: false, code };
}
