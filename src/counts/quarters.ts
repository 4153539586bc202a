import { Temporal } from 'temporal-polyfill';
import { dateOf, type Quarter } from '../clock/index.js';

/** The last calendar day of which everything was stored, where everything until a moment (ms) was. */
export function coveredBy(moment: number): Temporal.PlainDate {
  return dateOf(moment).subtract({ days: 1 });
}

export function firstDayOf(quarter: Quarter): Temporal.PlainDate {
  const [year, number] = quarter.split('-Q').map(Number);
  return new Temporal.PlainDate(year!, number! * 3 - 2, 1);
}

export function lastDayOf(quarter: Quarter): Temporal.PlainDate {
  return firstDayOf(quarter).add({ months: 3 }).subtract({ days: 1 });
}

/** Whether the whole quarter was stored, where everything until a moment (ms) was. */
export function isClosed(quarter: Quarter, moment: number): boolean {
  return Temporal.PlainDate.compare(lastDayOf(quarter), coveredBy(moment)) <= 0;
}
