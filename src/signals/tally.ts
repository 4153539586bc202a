import type { CountKind, Sector } from '../contract/index.js';
import { type Quarter, quarterOf } from '../clock/index.js';
import { isFollowed, type Signal } from './signal.js';
import { knownAt } from './view.js';

/** One more of a kind: everything that anybody who counts may know of a signal. */
export interface Count {
  /** The organisation's id. */
  region: string;
  sector: Sector;
  /** The quarter of the target day. */
  quarter: Quarter;
  kind: CountKind;
}

/** How signals are counted, without being seen: by this process, where it alone has a store. */
export abstract class Tally {
  abstract count(count: Count): void;
}

/** As it is told to a store that counts by itself: no part of it holds a comma. */
export const countName = ({ region, sector, quarter, kind }: Count): string => [region, sector, quarter, kind].join();

/** Under which key of its own such a store counts: a hash, by name. */
export const COUNTS_KEY = 'counts';
/** For how long they are kept there where they cannot be stored, in ms. */
export const COUNTS_KEPT = 30 * 24 * 60 * 60 * 1000;

/** What a change adds to the counts: the difference between before and after. A drill adds nothing. */
export function countsOf(before: Signal | null, after: Signal | null, now: number): Count[] {
  const signal = before && before.state !== 'ended' ? before : after;
  if (!signal || signal.state === 'ended' || signal.drill) return [];
  const { organisation: region, sector, bellAt } = signal;
  return kindsOf(before, after, now < bellAt).map((kind) => ({ region, sector, quarter: quarterOf(bellAt), kind }));
}

function kindsOf(before: Signal | null, after: Signal | null, isBeforeBell: boolean): CountKind[] {
  if (!before) return ['sent'];
  if (!after) return isUnopened(before) ? ['unopened'] : [];
  if (after.state === 'ended') return after.outcome === 'completed' || after.outcome === 'lost' ? [] : [after.outcome];
  if (!isBeforeBell) return [];
  const isOpened = isUnopened(before) && !isUnopened(after);
  const isKnown = momentKnown(before) === null && momentKnown(after) !== null;
  return [...(isOpened ? (['opened-before-bell'] as const) : []), ...(isKnown ? (['known-before-bell'] as const) : [])];
}

function isUnopened(signal: Signal): boolean {
  return (signal.state === 'waiting' || signal.state === 'reserved') && signal.handedBack === null;
}

function momentKnown(signal: Signal): number | null {
  return isFollowed(signal) ? knownAt(signal) : null;
}
