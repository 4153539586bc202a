import { isoDate } from '../words/times.js';

const DAY = 86_400_000;
/** So many days ahead somebody can be a substitute. */
const AHEAD = 14;

/** Moments on the days from today on, without weekends. @param now milliseconds */
export function nextWeekdays(now: number): number[] {
  // Noon by the calendar: days of 23 and 25 hours leave the date as it is.
  const noon = Date.parse(`${isoDate(now)}T12:00:00Z`);
  return Array.from({ length: AHEAD + 1 }, (_, ahead) => noon + ahead * DAY).filter(
    (at) => ![0, 6].includes(new Date(at).getUTCDay()),
  );
}
