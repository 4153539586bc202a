import { Temporal } from 'temporal-polyfill';
import { dateOf, type Quarter, quarterOf } from '../clock/index.js';
import { LIMITS, type PublishedCounts } from '../contract/index.js';
import { coveredBy, firstDayOf, lastDayOf } from './quarters.js';
import type { StoredRun } from './stored-counts.js';

/** Between the last flush of a run that was killed and the next run; ms. */
interface Gap {
  from: number;
  to: number;
}

/** Since when and until when was counted, and after which days counts may be missing in the time that is not published yet. */
export function coverageOf(runs: StoredRun[]): Pick<PublishedCounts, 'since' | 'until' | 'missingAfter'> {
  const { flushedAt } = runs.at(-1)!;
  const [since, until] = [dateOf(runs[0]!.beganAt), coveredBy(flushedAt)];
  const open = firstDayOf(quarterOf(flushedAt));
  return {
    since: since.toString(),
    until: Temporal.PlainDate.compare(until, since) < 0 ? null : until.toString(),
    missingAfter: daysBefore(gapsOf(runs).filter((gap) => Temporal.PlainDate.compare(lastDayIn(gap), open) >= 0)),
  };
}

/** The days after which counts of the quarter may be missing; ISO 8601. */
export function missingIn(quarter: Quarter, runs: StoredRun[]): string[] {
  const isWithin = (gap: Gap) =>
    Temporal.PlainDate.compare(dateOf(gap.from), lastDayOf(quarter)) <= 0 &&
    Temporal.PlainDate.compare(lastDayIn(gap), firstDayOf(quarter)) >= 0;
  return daysBefore(gapsOf(runs).filter(isWithin));
}

function gapsOf(runs: StoredRun[]): Gap[] {
  return runs
    .slice(0, -1)
    .flatMap(({ isEnded, flushedAt }, i) => (isEnded ? [] : [{ from: flushedAt, to: runs[i + 1]!.beganAt }]));
}

/** The last target day of which something was counted in the gap: a signal counts for the day that it is for. */
function lastDayIn({ to }: Gap): Temporal.PlainDate {
  return dateOf(to).add({ days: LIMITS.targetDays });
}

function daysBefore(gaps: Gap[]): string[] {
  return [...new Set(gaps.map(({ from }) => coveredBy(from).toString()))];
}
