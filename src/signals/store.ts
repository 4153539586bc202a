import type { Place } from './audience.js';
import type { Signal } from './signal.js';
import type { Count } from './tally.js';

/** The store holds as many signals as it may: the sender is told, nothing is dropped. */
export class StoreFull extends Error {}

/** Where signals are does not answer now: nothing is known to be done, and whoever asked is told to call. */
export class StoreUnavailable extends Error {}

/** A signal as one change left it. */
export type Change = Pick<Signal, 'id' | 'version'>;

/** What is counted with a change: at once, and when the day ends with it. */
export interface Counted {
  now: Count[];
  atEnd: Count[];
}

export const UNCOUNTED: Counted = { now: [], atEnd: [] };

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
   * @param due when time changes it next, in ms; null: never
   * @param counted together with it, once
   * @returns false where another version is there now, and nothing is counted
   * @throws StoreFull; StoreUnavailable, where it may have been done
   */
  abstract put(signal: Signal, expected: number, due: number | null, counted?: Counted): Promise<boolean>;

  /** Everybody concerned has been told of the change that made this version. */
  abstract told(change: Change): void;

  /** All signals that concern a place, in no particular order. */
  abstract find(place: Place): Promise<Signal[]>;

  /** Told when what was in it is lost, and another memory begins. */
  abstract onBegunAnew(listener: () => void): void;

  /** Told of every signal that has fallen due: at least once, perhaps at several servers, and perhaps of one that has changed since. */
  abstract onDue(listener: (id: string) => void): void;

  /**
   * Told of a change of which nobody has been told for seconds, since the server that made it is gone or does not know that it did; and
   * again, until it is said to be told, or a minute old.
   */
  abstract onUntold(listener: (change: Change, before: Signal | null) => void): void;

  /** Told of every signal that ended with the school day, once, after it was removed. */
  abstract onExpired(listener: (signal: Signal) => void): void;
}
