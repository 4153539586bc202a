import type { Place } from './audience.js';
import type { Signal } from './signal.js';

/** The store holds as many signals as it may: the sender is told, nothing is dropped. */
export class StoreFull extends Error {}

/**
 * Where signals are, in volatile memory only. Every store passes the same contract suite (test/store).
 * An entry whose `endsAt` has come is absent, whatever the timers do.
 */
export abstract class SignalStore {
  /** Random, made with the store: another epoch means that what was in it is lost. */
  abstract readonly epoch: string;
  /** When it was made, in ms. */
  abstract readonly startedAt: number;

  abstract get(id: string): Promise<Signal | null>;

  /**
   * Compare-and-set.
   * @param expected the version that is being replaced; 0 where there must be none
   * @returns false where another version is there now
   * @throws StoreFull
   */
  abstract put(signal: Signal, expected: number): Promise<boolean>;

  /** All signals that concern a place, in no particular order. */
  abstract find(place: Place): Promise<Signal[]>;

  /** Told of every signal that ended with the school day, once, after it was removed. */
  abstract onExpired(listener: (signal: Signal) => void): void;
}
