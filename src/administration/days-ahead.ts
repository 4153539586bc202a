import { Temporal } from 'temporal-polyfill';
import { dateOf, ZONE } from '../clock/index.js';
import { Refused } from '../identity/index.js';

/** How many days ahead it can be said who is not there, and who steps in. */
const DAYS_AHEAD = 14;

/** @param day ISO 8601. @throws Refused too-late where it has passed, malformed where it is too far ahead */
export function mustBeAhead(day: string, now: number): void {
  const ahead = dateOf(now).until(day).days;
  if (ahead < 0) throw new Refused('too-late');
  if (ahead > DAYS_AHEAD) throw new Refused('malformed');
}

/** A moment of a day (ISO 8601) at the schools, in milliseconds. */
export function noonOf(day: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: '12:00' }).epochMilliseconds;
}
