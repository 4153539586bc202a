import type { Quarter } from '../clock/index.js';
import {
  COUNT_KINDS,
  COUNT_STEP,
  type CountKind,
  type PublishedCounts,
  type PublishedQuarter,
  type Sector,
} from '../contract/index.js';
import { coverageOf, missingIn } from './coverage.js';
import { partition } from './partition.js';
import { isClosed } from './quarters.js';
import type { Stored } from './stored-counts.js';

/**
 * What may be known outside: of quarters that are over, whose stored numbers no longer change, so that the same table comes out
 * today and next year, whatever became of the schools. A quarter is there where schools took part, counted or not.
 */
export function publish(stored: Stored): PublishedCounts {
  const { flushedAt } = stored.runs.at(-1)!;
  const quarters = [...new Set(stored.schools.map(({ quarter }) => quarter))].filter((quarter) => isClosed(quarter, flushedAt));
  return {
    ...coverageOf(stored.runs),
    quarters: quarters
      .sort()
      .reverse()
      .map((quarter) => publishQuarter(quarter, stored)),
  };
}

function publishQuarter(quarter: Quarter, { runs, schools, counts }: Stored): PublishedQuarter {
  const ofQuarter = (each: { quarter: Quarter }) => each.quarter === quarter;
  const { rows, withheld } = partition(new Map(schools.filter(ofQuarter).map((each) => [each.sector, each.schools])));
  const counted = counts.filter(ofQuarter);
  const numberOf = (sectors: Sector[], kind: CountKind) =>
    counted.filter((each) => each.kind === kind && sectors.includes(each.sector)).reduce((sum, { number }) => sum + number, 0);
  return {
    quarter,
    rows: rows.map((sectors) => ({
      sectors,
      numbers: Object.fromEntries(COUNT_KINDS.map((kind) => [kind, blur(numberOf(sectors, kind))])) as Record<
        CountKind,
        number | null
      >,
    })),
    withheld,
    missingAfter: missingIn(quarter, runs),
  };
}

/** Rounded to the nearest `COUNT_STEP`; null below it, zero included. */
function blur(number: number): number | null {
  return number < COUNT_STEP ? null : Math.round(number / COUNT_STEP) * COUNT_STEP;
}
