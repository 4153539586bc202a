import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Envelope, Held, Inbox, Outcome, Receipt, Refusal, RefusalCode, View } from '../contract/index.js';
import { Clock } from '../clock/index.js';
import { Announcer } from './announcer.js';
import { attended } from './absence.js';
import { type Audience, type Place, alertedOf, audiencesOf, placeOf } from './audience.js';
import type { Actor, Command } from './command.js';
import { heldOf } from './held.js';
import { Later } from './later.js';
import { without } from './leaving.js';
import { advance, answered, dueAt, elapse, isUnanswered } from './machine.js';
import { type Alert, type Notice, noticesOf } from './notice.js';
import { type Kept, Receipts } from './receipts.js';
import { isOver, isSameAlert, missed, restored } from './restoring.js';
import { seenAt } from './seen.js';
import { isFollowed, type Signal } from './signal.js';
import { type Counted, SignalStore, StoreFull } from './store.js';
import { type Count, countsOf } from './tally.js';
import { viewFor } from './view.js';

const LEAP = 2 ** 20;

/** What leaves open how far a signal had come in an earlier memory. */
const LEAVING_OPEN: Command['do'][] = ['send', 'called', 'open', 'reseal', 'reseal-copies', 'reseal-own'];

type Done = { ok: true; signal: Signal; sealed?: Envelope };
/** `isNew`: it was not known here. */
type Restored = { ok: true; signal: Signal; isNew: boolean; outcome: Outcome | null };

/** An alert for one device that has just come. */
interface Unanswered {
  notice: Alert;
  receipt: Receipt;
}

/** Carries commands out: read, advance, compare-and-set, tell everybody concerned. The rules are in `machine.ts`. */
@Injectable()
export class Signals {
  constructor(
    private readonly store: SignalStore,
    private readonly clock: Clock,
    private readonly announcer: Announcer,
    private readonly receipts: Receipts,
    later: Later,
  ) {
    store.onExpired((signal) => this.expired(signal));
    announcer.onAnswered((alerted, audience) => {
      void later.orLater('arriving', `${alerted.id} ${alerted.version} ${audience.place}`, () =>
        this.answered(alerted, audience),
      );
    });
    store.onDue((id) => void later.orLater('waking', id, () => this.change(id, untilNow)));
    store.onUntold(({ id, version }, before) => {
      void later.orLater('telling', `${id} ${version}`, () => this.tellOf(id, version, before));
    });
  }

  get epoch(): string {
    return this.store.epoch;
  }

  /** Does it, or answers why not; in both cases the caller learns no more than `viewFor` allows. */
  async run(id: string, command: Command, actor: Actor): Promise<Done | Refusal> {
    for (;;) {
      const stored = await this.store.get(id);
      const now = this.clock.now();
      const present = stored && untilNow(stored, now);
      const step = advance(present, command, actor, now);
      if ('refusal' in step) return refused(step.refusal);
      if (step.signal === stored) return { ok: true, ...step };
      const isDeed = step.signal !== present && !LEAVING_OPEN.includes(command.do);
      try {
        const signal = await this.replace(stored, isDeed ? this.done(step.signal) : step.signal);
        if (signal) return { ok: true, ...step, signal };
      } catch (error) {
        if (error instanceof StoreFull) return refused('busy');
        throw error;
      }
    }
  }

  /**
   * Takes back what an earlier memory held. Nobody hears it as something new, but for what no device has answered for yet.
   * @param places where whoever gives it back listens
   * @returns what has become of it for them; null: they see it
   */
  async restore(state: string, places: Place[]): Promise<Restored | Refusal> {
    const kept = this.receipts.read(state);
    if (!kept || !places.includes(kept.place)) return refused('unknown-signal');
    for (;;) {
      const now = this.clock.now();
      const present = await this.store.get(kept.signal.id);
      const after = kept.signal.endsAt > now ? this.givenBack(present, kept, places, now) : null;
      if (!after) return refused('unknown-signal');
      const isSeen = audiencesOf(after).some((audience) => places.includes(audience.place) && viewFor(after, audience, now));
      if (!isSeen && kept.epoch === this.epoch) return refused('unknown-signal');
      const outcome = isSeen ? null : missed(after, kept.signal, kept.place);
      if (after === present) return { ok: true, signal: after, isNew: false, outcome };
      try {
        const signal = await this.put(present, after);
        if (!signal) continue;
        this.tellQuietly(present, signal, now);
        this.store.told(signal);
        return { ok: true, signal, isNew: true, outcome };
      } catch (error) {
        if (error instanceof StoreFull) return refused('busy');
        throw error;
      }
    }
  }

  /** What is held of whatever concerns whoever listens at these places. */
  async held(places: Place[]): Promise<Held[]> {
    return (await seenAt(this.store, places, this.clock.now())).map(({ signal, audience }) => heldOf(signal, audience));
  }

  get(id: string): Promise<Signal | null> {
    return this.store.get(id);
  }

  /** All signals that concern any of these places, each once. */
  async at(places: Place[]): Promise<Signal[]> {
    const found = (await Promise.all(places.map((place) => this.store.find(place)))).flat();
    return [...new Map(found.map((signal) => [signal.id, signal])).values()];
  }

  /** All that concerns whoever listens at these places now, and which of it no device has answered for yet. */
  async inbox(places: Place[]): Promise<Pick<Inbox, 'views' | 'gone' | 'receipts'> & { unanswered: Unanswered[] }> {
    const inbox = { views: [] as View[], gone: [] as Inbox['gone'], receipts: [] as Receipt[], unanswered: [] as Unanswered[] };
    for (const { signal, audience, view } of await seenAt(this.store, places, this.clock.now())) {
      const receipt = this.receipts.of(signal, audience.place);
      inbox.receipts.push(receipt);
      if (view) inbox.views.push(view);
      else if (signal.state === 'ended') inbox.gone.push({ id: signal.id, as: audience.as, outcome: signal.outcome });
      if (view && isUnansweredAt(signal, audience, places))
        inbox.unanswered.push({ notice: { event: 'alert', audience, view }, receipt });
    }
    return inbox;
  }

  /** A device has answered an alert: *arrived*, unless it is another one by now. */
  async answered(alerted: View, audience: Audience): Promise<void> {
    await this.change(alerted.id, (signal, now) =>
      isStill(alerted, viewFor(signal, audience, now)) ? answered(signal, audience, now) : signal,
    );
  }

  /**
   * Somebody may have lost what they were at a school: what only they took care of is their colleagues' again.
   * @param holding what they are on the day of a moment: a substitute has a copy before it
   */
  async left(person: string, holding: (moment: number) => Promise<Pick<Actor, 'contactOf' | 'teacherOf'>>): Promise<void> {
    for (const theirs of await this.store.find(placeOf.staff(person))) {
      if (!isFollowed(theirs)) continue;
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
    const after = await this.put(before, changed, countsOf(before, changed, this.clock.now()));
    if (!after) return null;
    for (const notice of noticesOf(before, after, this.clock.now())) this.tell(after, notice);
    this.store.told(after);
    return after;
  }

  /** A change that is made and that nobody was told of: there may have been others since. */
  private async tellOf(id: string, version: number, before: Signal | null): Promise<void> {
    const after = await this.store.get(id);
    if (after) this.tellQuietly(before, after, this.clock.now());
    this.store.told({ id, version });
  }

  private tellQuietly(before: Signal | null, after: Signal, now: number): void {
    for (const notice of noticesOf(before, after, now)) this.tell(after, quiet(notice, after));
  }

  /** The signal as it is stored; null where another change was first. Versions leap: how many steps were taken is not told. */
  private async put(before: Signal | null, changed: Signal, now: Count[] = []): Promise<Signal | null> {
    const present = before?.version ?? 0;
    const after = { ...changed, version: Math.max(present, changed.version) + randomInt(1, LEAP) };
    const counted: Counted = { now, atEnd: countsOf(after, null, after.endsAt) };
    return (await this.store.put(after, present, dueAt(after), counted)) ? after : null;
  }

  private done(signal: Signal): Signal {
    const { epoch, startedAt } = this.store;
    return { ...signal, deed: { epoch, startedAt, version: signal.version } };
  }

  /** What this memory held and holds no longer is not given back to it. */
  private givenBack(present: Signal | null, { epoch, place, signal }: Kept, places: Place[], now: number): Signal | null {
    if (epoch === this.epoch) return present && !isOver(present, signal) ? present : null;
    const after = restored(present, signal, place, this.epoch, now);
    // A device that keeps what it was alerted of has answered it.
    const alerted = audiencesOf(signal).find((audience) => audience.place === place && isUnanswered(signal, audience));
    const isHeard = alerted && isSameAlert(after, signal, alerted) && isUnansweredAt(after, alerted, places);
    return isHeard ? answered(after, alerted, now) : after;
  }

  private tell(signal: Signal, notice: Notice, isOver = false): void {
    this.announcer.announce(notice, () => (isOver ? null : this.receipts.of(signal, notice.audience.place)));
  }

  private expired(signal: Signal): void {
    const now = this.clock.now();
    for (const notice of noticesOf(signal, null, now, 'expired')) this.tell(signal, notice, true);
  }
}

/** Everything that has fallen due, whether a timer ran or not. */
function untilNow(signal: Signal, now: number): Signal {
  const later = elapse(signal, now);
  return later === signal ? signal : untilNow(later, now);
}

/** Whether somebody who listens at these places is still to answer the alert. */
function isUnansweredAt(signal: Signal, audience: Audience, places: Place[]): boolean {
  const { except } = alertedOf(signal, audience);
  return isUnanswered(signal, audience) && !(except && places.includes(except));
}

/** Whether what somebody was alerted of has neither been given back since, nor passed on to them anew. */
function isStill(alerted: View, present: View | null): boolean {
  const chosenAt = (view: View) => (view.as === 'teacher' ? view.chosenAt : null);
  return present?.handedBackAt === alerted.handedBackAt && chosenAt(present) === chosenAt(alerted);
}

/** What was given back has been heard before, unless nobody's device has answered. */
function quiet(notice: Notice, signal: Signal): Notice {
  if (notice.event !== 'alert' || isUnanswered(signal, notice.audience)) return notice;
  return { ...notice, event: 'changed' };
}

function refused(code: RefusalCode): Refusal {
  return { ok: false, code };
}
