import { Temporal } from 'temporal-polyfill';

/** Where the schools are. */
export const ZONE = 'Europe/Amsterdam';

/** A quarter of a year there, as `2026-Q4`. */
export type Quarter = `${number}-Q${number}`;

/** The day that was asked for last, from its midnight up to the next: it is asked for at every command, and takes 10 µs to find. */
let known: { date: Temporal.PlainDate; from: number; to: number } | null = null;

/** The calendar day at a moment in milliseconds. */
export function dateOf(moment: number): Temporal.PlainDate {
  if (known && known.from <= moment && moment < known.to) return known.date;
  const date = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(ZONE).toPlainDate();
  known = { date, from: midnightOf(date), to: midnightOf(date.add({ days: 1 })) };
  return date;
}

/** The quarter that a moment in milliseconds lies in. */
export function quarterOf(moment: number): Quarter {
  const { year, month } = dateOf(moment);
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** The midnight there that follows a moment; both in milliseconds. */
export function midnightAfter(moment: number): number {
  return midnightOf(dateOf(moment).add({ days: 1 }));
}

function midnightOf(date: Temporal.PlainDate): number {
  return date.toZonedDateTime(ZONE).epochMilliseconds;
}
