import { randomUUID } from 'node:crypto';
import type { Cancel, Clock } from '../clock/index.js';
import { type Place, placesOf } from './audience.js';
import type { Signal } from './signal.js';
import { type Counted, SignalStore, StoreFull, UNCOUNTED } from './store.js';
import type { Count, Tally } from './tally.js';

interface Entry {
  signal: Signal;
  /** Its end, and what time does to it before. */
  cancels: Cancel[];
  countedAtEnd: Count[];
}

/** One process, one map: nothing is written anywhere. */
export class MemoryStore extends SignalStore {
  readonly epoch = randomUUID();
  readonly startedAt: number;
  private readonly entries = new Map<string, Entry>();
  private readonly byPlace = new Map<Place, Set<string>>();
  private readonly expiring: ((signal: Signal) => void)[] = [];
  private readonly waking: ((id: string) => void)[] = [];

  /** @param capacity signals held at the most */
  constructor(
    private readonly clock: Clock,
    private readonly capacity: number,
    private readonly tally: Tally,
  ) {
    super();
    this.startedAt = clock.now();
  }

  async get(id: string): Promise<Signal | null> {
    return this.alive(id);
  }

  async put(signal: Signal, expected: number, due: number | null, counted: Counted = UNCOUNTED): Promise<boolean> {
    const present = this.alive(signal.id);
    if ((present?.version ?? 0) !== expected) return false;
    if (!present && this.entries.size >= this.capacity) throw new StoreFull();
    this.remove(signal.id);
    const cancels = [this.clock.at(signal.endsAt, () => this.expire(signal.id))];
    if (due !== null) cancels.push(this.clock.at(due, () => this.waking.forEach((listener) => listener(signal.id))));
    this.entries.set(signal.id, { signal, cancels, countedAtEnd: counted.atEnd });
    for (const place of placesOf(signal)) this.idsAt(place).add(signal.id);
    this.count(counted.now);
    return true;
  }

  async find(place: Place): Promise<Signal[]> {
    return [...(this.byPlace.get(place) ?? [])].map((id) => this.alive(id)).filter((signal) => signal !== null);
  }

  onExpired(listener: (signal: Signal) => void): void {
    this.expiring.push(listener);
  }

  /** It ends with the process. */
  onBegunAnew(): void {}

  /** Who dies before has nobody left to tell it to. */
  told(): void {}
  onUntold(): void {}

  onDue(listener: (id: string) => void): void {
    this.waking.push(listener);
  }

  /** Entries held, for the limit and for tests that want it empty. */
  get size(): number {
    return this.entries.size;
  }

  private alive(id: string): Signal | null {
    const entry = this.entries.get(id);
    return entry && entry.signal.endsAt > this.clock.now() ? entry.signal : null;
  }

  private expire(id: string): void {
    const entry = this.remove(id);
    if (!entry) return;
    this.count(entry.countedAtEnd);
    for (const listener of this.expiring) listener(entry.signal);
  }

  private count(counts: Count[]): void {
    for (const count of counts) this.tally.count(count);
  }

  private remove(id: string): Entry | null {
    const entry = this.entries.get(id);
    if (!entry) return null;
    for (const cancel of entry.cancels) cancel();
    this.entries.delete(id);
    for (const place of placesOf(entry.signal)) {
      const ids = this.byPlace.get(place);
      ids?.delete(id);
      if (ids?.size === 0) this.byPlace.delete(place);
    }
    return entry;
  }

  private idsAt(place: Place): Set<string> {
    const ids = this.byPlace.get(place) ?? new Set<string>();
    this.byPlace.set(place, ids);
    return ids;
  }
}
