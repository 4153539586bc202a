import { randomUUID } from 'node:crypto';
import type { Cancel, Clock } from '../clock/index.js';
import { type Place, placesOf } from './audience.js';
import type { Signal } from './signal.js';
import { SignalStore, StoreFull } from './store.js';

interface Entry {
  signal: Signal;
  cancel: Cancel;
}

/** One process, one map: nothing is written anywhere. */
export class MemoryStore extends SignalStore {
  readonly epoch = randomUUID();
  readonly startedAt: number;
  private readonly entries = new Map<string, Entry>();
  private readonly byPlace = new Map<Place, Set<string>>();
  private readonly listeners: ((signal: Signal) => void)[] = [];

  /** @param capacity signals held at the most */
  constructor(
    private readonly clock: Clock,
    private readonly capacity: number,
  ) {
    super();
    this.startedAt = clock.now();
  }

  async get(id: string): Promise<Signal | null> {
    return this.alive(id);
  }

  async put(signal: Signal, expected: number): Promise<boolean> {
    const present = this.alive(signal.id);
    if ((present?.version ?? 0) !== expected) return false;
    if (!present && this.entries.size >= this.capacity) throw new StoreFull();
    this.remove(signal.id);
    const cancel = this.clock.at(signal.endsAt, () => this.expire(signal.id));
    this.entries.set(signal.id, { signal, cancel });
    for (const place of placesOf(signal)) this.idsAt(place).add(signal.id);
    return true;
  }

  async find(place: Place): Promise<Signal[]> {
    return [...(this.byPlace.get(place) ?? [])].map((id) => this.alive(id)).filter((signal) => signal !== null);
  }

  onExpired(listener: (signal: Signal) => void): void {
    this.listeners.push(listener);
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
    const signal = this.remove(id);
    if (signal) for (const listener of this.listeners) listener(signal);
  }

  private remove(id: string): Signal | null {
    const entry = this.entries.get(id);
    if (!entry) return null;
    entry.cancel();
    this.entries.delete(id);
    for (const place of placesOf(entry.signal)) {
      const ids = this.byPlace.get(place);
      ids?.delete(id);
      if (ids?.size === 0) this.byPlace.delete(place);
    }
    return entry.signal;
  }

  private idsAt(place: Place): Set<string> {
    const ids = this.byPlace.get(place) ?? new Set<string>();
    this.byPlace.set(place, ids);
    return ids;
  }
}
