import { Temporal } from 'temporal-polyfill';

/** Where the schools are. */
export const ZONE = 'Europe/Amsterdam';

/** A quarter of a year there, as `2026-Q4`. */
export type Quarter = `${number}-Q${number}`;

/** The calendar day at a moment in milliseconds. */
export function dateOf(moment: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(ZONE).toPlainDate();
}

/** The quarter that a moment in milliseconds lies in. */
export function quarterOf(moment: number): Quarter {
  const { year, month } = dateOf(moment);
  return `${year}-Q${Math.ceil(month / 3)}`;
}

/** The midnight there that follows a moment; both in milliseconds. */
export function midnightAfter(moment: number): number {
  return dateOf(moment).add({ days: 1 }).toZonedDateTime(ZONE).epochMilliseconds;
}
