import { describe, expect, test } from '@jest/globals';
import type { Holiday, Hours } from '../../../src/contract/index.js';
import { targetDay, weekdayOf } from '../../../src/directory/school-days.js';
import { DEFAULT_SETTINGS, settingsFrom } from '../../../src/directory/settings.js';

const FULL = { bell: '08:30', end: '15:30' };
const HOURS: Hours = { 1: FULL, 2: FULL, 3: { bell: '08:30', end: '12:30' }, 4: FULL, 5: FULL };
const MINUTE = 60_000;

/** A moment with its own offset, so that the expected answers owe nothing to a time-zone library. */
const at = (iso: string) => Date.parse(iso);

function target(now: string | number, school: { hours?: Hours; holidays?: Holiday[] } = {}) {
  const moment = typeof now === 'number' ? now : at(now);
  return targetDay({ hours: school.hours ?? HOURS, holidays: school.holidays ?? [] }, DEFAULT_SETTINGS, moment);
}

function day(bell: string, end: string) {
  return { opensAt: at(bell) - 60 * MINUTE, bellAt: at(bell), endsAt: at(end) };
}

const MONDAY = day('2026-11-23T08:30+01:00', '2026-11-23T15:30+01:00');
const TUESDAY = day('2026-11-24T08:30+01:00', '2026-11-24T15:30+01:00');

describe('[R-SEND-2] the day that a signal is for', () => {
  test('is today, before the bell and after it', () => {
    expect(target('2026-11-23T00:00+01:00')).toEqual(MONDAY);
    expect(target('2026-11-23T08:02+01:00')).toEqual(MONDAY);
    expect(target('2026-11-23T12:00+01:00')).toEqual(MONDAY);
  });

  test('is today until the cut-off, and at the cut-off the next school day', () => {
    const cutoff = at('2026-11-23T14:30+01:00');
    expect(target(cutoff - 1)).toEqual(MONDAY);
    expect(target(cutoff)).toEqual(TUESDAY);
  });

  test('keeps to the short Wednesday', () => {
    expect(target('2026-11-25T11:29:59.999+01:00')).toEqual(day('2026-11-25T08:30+01:00', '2026-11-25T12:30+01:00'));
    expect(target('2026-11-25T11:30+01:00')).toEqual(day('2026-11-26T08:30+01:00', '2026-11-26T15:30+01:00'));
  });

  test('on Friday evening is Monday', () => {
    expect(target('2026-11-20T19:00+01:00')).toEqual(MONDAY);
  });

  test('may be four calendar days away, and not five', () => {
    const holidays = [{ first: '2026-11-24', last: '2026-11-26', name: 'vrij' }];
    const friday = day('2026-11-27T08:30+01:00', '2026-11-27T15:30+01:00');
    expect(target('2026-11-23T00:00+01:00', { hours: { 5: FULL } })).toEqual(friday);
    expect(target('2026-11-23T15:00+01:00', { holidays })).toEqual(friday);
    expect(target('2026-11-22T23:59:59.999+01:00', { hours: { 5: FULL } })).toEqual({ firstDay: friday.bellAt });
  });

  test('follows the organisation’s own window and cut-off', () => {
    const settings = settingsFrom({ windowMinutes: 45, cutoffMinutes: 90 });
    const school = { hours: HOURS, holidays: [] };
    const opensAt = at('2026-11-23T07:45+01:00');
    expect(targetDay(school, settings, at('2026-11-23T13:59+01:00'))).toEqual({ ...MONDAY, opensAt });
    expect(targetDay(school, settings, at('2026-11-23T14:00+01:00'))).toMatchObject({ bellAt: TUESDAY.bellAt });
  });
});

describe('[R-DIR-3] school days', () => {
  test('skip a part-time school’s days without hours', () => {
    const hours = { 1: FULL, 2: FULL, 4: FULL };
    expect(target('2026-11-24T16:00+01:00', { hours })).toEqual(day('2026-11-26T08:30+01:00', '2026-11-26T15:30+01:00'));
    expect(target('2026-11-26T16:00+01:00', { hours })).toEqual(day('2026-11-30T08:30+01:00', '2026-11-30T15:30+01:00'));
  });

  test('skip holidays, their first and last day included', () => {
    const holidays = [{ first: '2026-11-24', last: '2026-11-25', name: 'studiedagen' }];
    const thursday = day('2026-11-26T08:30+01:00', '2026-11-26T15:30+01:00');
    expect(target('2026-11-23T15:00+01:00', { holidays })).toEqual(thursday);
    expect(target('2026-11-24T08:00+01:00', { holidays })).toEqual(thursday);
    expect(target('2026-11-25T23:00+01:00', { holidays })).toEqual(thursday);
  });

  test('at the start of a holiday are too far away: the first day after it is told', () => {
    const holidays = [{ first: '2026-12-19', last: '2027-01-03', name: 'kerstvakantie' }];
    expect(target('2026-12-18T16:00+01:00', { holidays })).toEqual({ firstDay: at('2027-01-04T08:30+01:00') });
    expect(target('2026-12-31T12:00+01:00', { holidays })).toEqual(day('2027-01-04T08:30+01:00', '2027-01-04T15:30+01:00'));
  });

  test('over the summer are found, and none when there is none in sixty days', () => {
    const summer = [{ first: '2027-07-10', last: '2027-08-22', name: 'zomervakantie' }];
    expect(target('2027-07-09T16:00+02:00', { holidays: summer })).toEqual({ firstDay: at('2027-08-23T08:30+02:00') });
    const closed = [{ first: '2027-07-10', last: '2028-07-10', name: 'gesloten' }];
    expect(target('2027-07-09T16:00+02:00', { holidays: closed })).toEqual({ firstDay: null });
    expect(target('2027-07-09T16:00+02:00', { hours: {} })).toEqual({ firstDay: null });
  });

  test('hold over the weekend on which the clock goes forward', () => {
    const monday = day('2027-03-29T08:30+02:00', '2027-03-29T15:30+02:00');
    expect(target('2027-03-26T19:00+01:00')).toEqual(monday);
    expect(target('2027-03-28T01:59+01:00')).toEqual(monday);
    expect(target('2027-03-28T03:00+02:00')).toEqual(monday);
    expect(target('2027-03-29T14:29:59.999+02:00')).toEqual(monday);
    expect(target('2027-03-29T14:30+02:00')).toMatchObject({ bellAt: at('2027-03-30T08:30+02:00') });
  });

  test('hold over the weekend on which the clock goes back', () => {
    const monday = day('2026-10-26T08:30+01:00', '2026-10-26T15:30+01:00');
    expect(target('2026-10-23T19:00+02:00')).toEqual(monday);
    expect(target('2026-10-25T02:30+02:00')).toEqual(monday);
    expect(target('2026-10-25T02:30+01:00')).toEqual(monday);
    expect(target('2026-10-26T14:29:59.999+01:00')).toEqual(monday);
    expect(target('2026-10-26T14:30+01:00')).toMatchObject({ bellAt: at('2026-10-27T08:30+01:00') });
  });

  test('begin at midnight in the Netherlands, whatever the server’s own zone is', () => {
    expect(weekdayOf(at('2026-11-22T22:59:59.999Z'))).toBe(7);
    expect(weekdayOf(at('2026-11-22T23:00Z'))).toBe(1);
    expect(weekdayOf(at('2026-07-05T22:00Z'))).toBe(1);
  });
});
