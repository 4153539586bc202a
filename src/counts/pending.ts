import type { Quarter } from '../clock/index.js';
import type { CountKind, Sector } from '../contract/index.js';

/** So many of a kind. */
export interface StoredCount {
  /** The organisation's id. */
  organisation: string;
  sector: Sector;
  quarter: Quarter;
  kind: CountKind;
  number: number;
}

/** A time in which one memory held what was counted; ms. */
export interface Run {
  id: string;
  beganAt: number;
}

/** What was counted until a moment in one run. */
export interface Batch {
  run: Run;
  /** No two of a run have the same; ms. */
  moment: number;
  /** That was over then, or going on. */
  quarter: Quarter;
  /** No two of the same kind. */
  counts: StoredCount[];
}

/** Whose end is the moment: one day's, or counting's. */
export type Ending = Omit<Batch, 'counts'> & { isEnd: boolean };

/** What was counted and is not known to be stored, in memory. */
export abstract class Pending {
  /**
   * What was counted until now becomes a batch. Of a day that somebody has closed already nothing does; at the end there is always
   * another one, with a moment of its own.
   * @returns all batches that are not known to be stored, the oldest first
   */
  abstract close(ending: Ending): Promise<Batch[]>;

  /** It need not be kept any longer. */
  abstract stored(batch: Batch): Promise<void>;

  /** Whether something was counted since it was closed that goes with this process. */
  abstract readonly isLeft: boolean;
}
