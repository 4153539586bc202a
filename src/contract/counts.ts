import type { Sector } from './views.js';

/** What is counted, in the order of the screen. Before the bell: of the target day. */
export const COUNT_KINDS = ['sent', 'opened-before-bell', 'known-before-bell', 'returned', 'withdrawn', 'unopened'] as const;

export type CountKind = (typeof COUNT_KINDS)[number];

/** Fewer than this many, none included, are not told apart; the others are rounded to the nearest multiple of it. */
export const COUNT_STEP = 5;

/** The signals of one or more sectors together. */
export interface CountRow {
  sectors: Sector[];
  /** Null: fewer than `COUNT_STEP`. */
  numbers: Record<CountKind, number | null>;
}

/** A quarter that is over. Its rows do not overlap, and there is no total. */
export interface PublishedQuarter {
  /** As `2026-Q4`. */
  quarter: string;
  rows: CountRow[];
  /** Sectors with too few schools to be shown, even together. */
  withheld: Sector[];
  /** Days (ISO 8601) after which counts of this quarter may be missing, because the server stopped unexpectedly. */
  missingAfter: string[];
}

/** The answer of `GET /v1/counts`: of the caller's own organisation. Days are ISO 8601, in the Netherlands. */
export interface PublishedCounts {
  /** The day that counting began. */
  since: string;
  /** The last day that is wholly counted; null before there is one. */
  until: string | null;
  /** The same as of a quarter, in the time that is not published yet. */
  missingAfter: string[];
  /** Newest first. */
  quarters: PublishedQuarter[];
}
