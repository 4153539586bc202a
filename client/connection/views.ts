import { type ReadonlySignal, signal } from '@preact/signals';
import { type Gone, type Inbox, LIMITS, ROLE_OF, type View } from '../../src/contract/index.js';
import type { Ended } from './greeting.js';
import type { Farewell } from './live.js';

/** What the server knew no more, and may hear of again. */
const isAwaited = ({ outcome }: Farewell) => outcome === 'healing' || outcome === 'lost';

/** One place per signal and role: a contact who opens it becomes its opener, in the same place. */
export const placeOf = ({ id, as }: Pick<View, 'id' | 'as'>) => `${id}/${ROLE_OF[as]}`;

const HALF_DAY = 12 * 3_600_000;

/** What this page knows of signals: the newest view in each place, and what became of those that left. */
export class Views {
  private readonly known = new Map<string, View>();
  /** The version at which a signal left: an answer older than that must not bring it back. */
  private readonly endings = new Map<string, number>();
  /** What the person was told became of it. */
  private readonly outcomes = new Map<string, Farewell['outcome']>();
  /** What was told while an inbox was on its way, and so may be missing from it. */
  private readonly told = new Set<string>();
  /** What the server's present memory says is lost. */
  private readonly lost = new Set<string>();
  private epoch: string | null = null;

  private readonly shown = signal<View[]>([]);
  private readonly left = signal<Farewell[]>([]);
  readonly views: ReadonlySignal<View[]> = this.shown;
  readonly farewells: ReadonlySignal<Farewell[]> = this.left;

  /** An inbox is being asked for. */
  expect(): void {
    this.told.clear();
  }

  put(view: View, now: number): void {
    const place = placeOf(view);
    const newest = Math.max(this.known.get(place)?.version ?? -1, this.endings.get(place) ?? -1);
    if (view.endsAt <= now || view.version <= newest) return;
    this.told.add(place);
    this.know(place, view);
    this.show();
  }

  /**
   * The inbox holds everything there is: what it lacks has ended; where the server's memory began anew, others may give it back yet.
   * @param ended what was said of others' end when this page gave them back
   * @returns whether it began anew
   */
  replace({ views, gone, epoch }: Pick<Inbox, 'views' | 'gone' | 'epoch'>, now: number, ended: Ended): boolean {
    const anew = this.epoch !== null && this.epoch !== epoch;
    this.epoch = epoch;
    const before = new Map(this.known);
    if (anew) {
      this.forget();
      // This memory has its own time to be given it back.
      this.left.value = this.left.value.map((one) => (one.outcome === 'healing' ? { ...one, at: now } : one));
    }

    const outcomes = new Map(gone.map((one) => [placeOf(one), one.outcome]));
    const listed = new Set<string>();
    for (const view of views) {
      const place = placeOf(view);
      if (view.endsAt <= now || view.version <= (this.endings.get(place) ?? -1)) continue;
      listed.add(place);
      if (view.version > (this.known.get(place)?.version ?? -1)) this.know(place, view);
    }
    for (const [place, view] of before) {
      if (listed.has(place) || this.told.has(place)) continue;
      const outcome = outcomes.get(place) ?? ended.get(view.id);
      if (outcome) this.end(view, outcome, now);
      else if (view.endsAt <= now) this.end(view, 'expired', now);
      else if (anew) this.farewell(view, 'healing', now);
      // For its sender nothing else is left: withdrawn is in the inbox, and returned is a view.
      else this.end(view, view.as === 'sender' ? 'completed' : 'unknown', now);
    }
    // Those versions were another memory's.
    if (anew) this.endings.clear();
    for (const one of gone) if (!before.has(placeOf(one))) this.missed(one, now);
    for (const farewell of this.left.value) {
      const place = placeOf(farewell);
      const outcome = isAwaited(farewell) ? ended.get(farewell.id) : undefined;
      if (outcome) this.settle(farewell, outcome);
      // It turned out otherwise while nothing was heard here.
      const isLost = outcomes.has(place) || this.told.has(place) || !this.lost.has(place);
      const isOver = farewell.last !== null && farewell.last.endsAt <= now;
      if (farewell.outcome === 'lost' && !isLost && !isOver) this.settle(farewell, 'unknown');
    }
    for (const one of gone) this.tellsLost(one);
    this.show();
    return anew;
  }

  /** @param version at which it left; left out: the day is over */
  gone({ id, as, outcome }: Gone, now: number, version = 0): void {
    const place = placeOf({ id, as });
    const view = this.known.get(place);
    // Heard late, after an inbox that knew better.
    if (view && version > 0 && view.version > version) return;
    this.told.add(place);
    this.tellsLost({ id, as, outcome });
    if (view && view.as !== as) return;
    if (!view) this.missed({ id, as, outcome }, now);
    else this.end(view, outcome, now);
    // An answer that was made before, and is still under way, may know a later version than was shown here.
    this.endings.set(place, Math.max(version, this.endings.get(place) ?? 0));
    this.show();
  }

  /** At the end of the school day everything goes, also without a connection; for each role one farewell says that it is over. */
  wipe(now: number): void {
    const over = [...this.known.values()].filter((view) => view.endsAt <= now);
    for (const view of over) this.end(view, 'expired', now);
    if (over.length > 0) this.show();
    for (const farewell of this.left.value)
      if (farewell.outcome === 'healing' && farewell.last!.endsAt <= now) this.settle(farewell, 'expired');

    const told = new Set<string>();
    const kept = this.left.value.filter(({ last, as, outcome, at }) => {
      if ((last?.endsAt ?? at + HALF_DAY) > now) return true;
      const which = `${ROLE_OF[as]} ${last?.drill}`;
      return outcome === 'expired' && !told.has(which) && told.add(which);
    });
    if (kept.length < this.left.value.length) this.left.value = kept;
  }

  /** Whoever could give it back has had the time: to be said only on a connection, which would have told otherwise. */
  giveUp(now: number): void {
    const late = this.left.value.filter(({ outcome, at }) => outcome === 'healing' && now - at >= LIMITS.healing);
    for (const farewell of late) this.settle(farewell, 'lost');
  }

  dismiss(farewell: Farewell): void {
    this.left.value = this.left.value.filter((one) => one !== farewell);
  }

  clear(): void {
    this.forget();
    this.outcomes.clear();
    this.left.value = [];
    this.show();
  }

  /** What was told of under another memory: only what the person was told became of it is still true. */
  private forget(): void {
    this.known.clear();
    this.lost.clear();
    this.endings.clear();
    this.told.clear();
  }

  private tellsLost(gone: Gone): void {
    if (gone.outcome === 'lost') this.lost.add(placeOf(gone));
  }

  private know(place: string, view: View): void {
    this.known.set(place, view);
    this.outcomes.delete(place);
  }

  private settle(farewell: Farewell, outcome: Farewell['outcome']): void {
    this.outcomes.set(placeOf(farewell), outcome);
    this.left.value = this.left.value.map((one) => (one === farewell ? { ...one, outcome } : one));
  }

  /**
   * Something that is not shown here: that was awaited, or this person saw on another page, or before this one was loaded. A sender
   * ended it, or has a view of it, but for what was lost.
   */
  private missed({ id, as, outcome }: Gone, at: number): void {
    const place = placeOf({ id, as });
    const awaited = this.left.value.find((one) => placeOf(one) === place && isAwaited(one));
    if (awaited) return this.settle(awaited, outcome);
    if ((ROLE_OF[as] === 'sender' && outcome !== 'lost') || this.outcomes.get(place) === outcome) return;
    this.outcomes.set(place, outcome);
    this.left.value = [{ id, as, outcome, at, last: null }, ...this.left.value];
  }

  private end(last: View, outcome: Farewell['outcome'], at: number): void {
    this.known.delete(placeOf(last));
    this.outcomes.set(placeOf(last), outcome);
    // What ended with the day is kept out by its end: should this clock be wrong, the next inbox brings it back.
    if (outcome !== 'expired') this.endings.set(placeOf(last), last.version);
    this.farewell(last, outcome, at);
  }

  private farewell(last: View, outcome: Farewell['outcome'], at: number): void {
    this.left.value = [{ id: last.id, as: last.as, outcome, at, last }, ...this.left.value];
  }

  /** Newest first. What came back has not left. */
  private show(): void {
    this.shown.value = [...this.known.values()].sort((one, other) => other.sentAt - one.sentAt);
    this.left.value = this.left.value.filter((one) => !this.known.has(placeOf(one)));
  }
}
