import { type ReadonlySignal, signal } from '@preact/signals';
import type { Gone, View } from '../../src/contract/index.js';
import type { Farewell } from './live.js';

/** One place per signal and part: a contact who opens it becomes its opener, in the same place. */
const PARTS = { sender: 'sender', colleague: 'sender', contact: 'school', opener: 'school', teacher: 'teacher' } as const;
const placeOf = ({ id, as }: Pick<View, 'id' | 'as'>) => `${id}/${PARTS[as]}`;

/** What this page knows of signals: the newest view in each place, and what became of those that left. */
export class Views {
  private readonly known = new Map<string, View>();
  /** The version at which a signal left: an answer older than that must not bring it back. */
  private readonly endings = new Map<string, number>();
  /** What was told while an inbox was on its way, and so may be missing from it. */
  private readonly told = new Set<string>();
  private epoch: string | null = null;

  private readonly shown = signal<View[]>([]);
  private readonly left = signal<Farewell[]>([]);
  readonly views: ReadonlySignal<View[]> = this.shown;
  readonly farewells: ReadonlySignal<Farewell[]> = this.left;

  /** An inbox is being asked for. */
  expect(): void {
    this.told.clear();
  }

  put(view: View): void {
    const place = placeOf(view);
    if (view.version <= Math.max(this.known.get(place)?.version ?? -1, this.endings.get(place) ?? -1)) return;
    this.told.add(place);
    this.known.set(place, view);
    this.show();
  }

  /** The inbox holds everything there is: what it lacks has ended, or was lost where the server's memory began anew. */
  replace(inbox: View[], epoch: string, now: number): void {
    const anew = this.epoch !== null && this.epoch !== epoch;
    this.epoch = epoch;
    const before = new Map(this.known);
    if (anew) this.forget();

    const listed = new Set<string>();
    for (const view of inbox) {
      const place = placeOf(view);
      if (view.version <= (this.endings.get(place) ?? -1)) continue;
      listed.add(place);
      if (view.version > (this.known.get(place)?.version ?? -1)) this.known.set(place, view);
    }
    for (const [place, view] of before) {
      if (listed.has(place) || this.told.has(place)) continue;
      if (view.endsAt <= now) this.end(view, 'expired', now);
      else if (anew) this.farewell(view, 'lost', now);
      else this.end(view, 'completed', now);
    }
    this.show();
  }

  gone({ id, as, outcome }: Gone, now: number): void {
    const view = this.known.get(placeOf({ id, as }));
    if (view?.as !== as) return;
    this.end(view, outcome, now);
    this.show();
  }

  /** At the end of the school day everything goes, also without a connection. */
  wipe(now: number): void {
    const over = [...this.known.values()].filter((view) => view.endsAt <= now);
    for (const view of over) this.end(view, 'expired', now);
    if (over.length > 0) this.show();
  }

  dismiss(farewell: Farewell): void {
    this.left.value = this.left.value.filter((one) => one !== farewell);
  }

  clear(): void {
    this.forget();
    this.left.value = [];
    this.show();
  }

  private forget(): void {
    this.known.clear();
    this.endings.clear();
    this.told.clear();
  }

  private end(last: View, outcome: Farewell['outcome'], at: number): void {
    this.known.delete(placeOf(last));
    this.endings.set(placeOf(last), last.version);
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
