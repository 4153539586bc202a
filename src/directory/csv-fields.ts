import { Temporal } from 'temporal-polyfill';
import type { Hours, PhaseTimes, Weekday } from '../contract/index.js';
import type { Row } from './csv-table.js';
import type { StoredSettings } from './settings.js';

/** Names of columns, and words in a field; their place is the ISO 8601 weekday. */
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

const PHASES: Record<string, keyof PhaseTimes> = {
  'repeat-minutes': 'repeat',
  'amber-minutes': 'amber',
  'call-minutes': 'call',
  'call-before-bell-minutes': 'callBeforeBell',
  'walk-minutes': 'walk',
  'choose-minutes': 'choose',
};

/** Columns in which an organisation may depart from the defaults. */
export const SETTINGS = [
  'window-minutes',
  'cutoff-minutes',
  'step-up-minutes',
  'approve-devices',
  'phone',
  ...Object.keys(PHASES),
];

const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const HOURS = new RegExp(`^(${TIME}) ?[-–] ?(${TIME})$`);

/** Only what is filled in. */
export function settingsIn(row: Row): StoredSettings {
  const phases = Object.entries(PHASES).map(([column, phase]) => [phase, minutesIn(row, column)] as const);
  const given = (entries: (readonly [string, number | boolean | string | undefined])[]) =>
    entries.filter(([, value]) => value !== undefined);
  const own = given([
    ['windowMinutes', minutesIn(row, 'window-minutes')],
    ['cutoffMinutes', minutesIn(row, 'cutoff-minutes')],
    ['stepUpMinutes', minutesIn(row, 'step-up-minutes')],
    ['approveDevices', yesIn(row, 'approve-devices')],
    ['phone', row.optional('phone') === '' ? undefined : phoneIn(row)],
  ]);
  return Object.fromEntries([...own, ['phases', Object.fromEntries(given(phases))]]) as StoredSettings;
}

function minutesIn(row: Row, column: string): number | undefined {
  const value = row.optional(column);
  if (value === '') return undefined;
  if (!/^\d{1,4}$/.test(value) || Number(value) === 0) row.fault(column, 'must be a whole number of minutes from 1 to 9999');
  return Number(value);
}

/** A telephone number, as people write it. */
export function phoneIn(row: Row): string {
  return row.matching('phone', /^\+?\d[\d ()-]{7,}$/, 'a telephone number');
}

function yesIn(row: Row, column: string): boolean | undefined {
  const value = row.optional(column).toLowerCase();
  if (value === '') return undefined;
  if (value !== 'yes' && value !== 'no') row.fault(column, 'must be yes or no');
  return value === 'yes';
}

/** `08:30-15:30` by day; an empty field is a day without school. */
export function hoursIn(row: Row): Hours {
  const hours: Hours = {};
  for (const [at, day] of DAYS.entries()) {
    const value = row.optional(day);
    if (value === '') continue;
    const [, bell, end] = HOURS.exec(value) ?? [];
    if (!bell || !end || bell >= end) row.fault(day, 'must be empty or like 08:30-15:30');
    else hours[(at + 1) as Weekday] = { bell, end };
  }
  return hours;
}

/** `monday-wednesday`, or `monday thursday`. */
export function weekdaysIn(row: Row, column: string): Weekday[] {
  const words = row.required(column).toLowerCase();
  const numberOf = (day: string) => DAYS.findIndex((name) => name === day) + 1;
  const ranges = words.split(/[\s,]+/).map((word) => word.split(/[-–]/).map(numberOf));
  const isRange = ([first = 0, last = first, ...more]: number[]) => first > 0 && first <= last && more.length === 0;
  if (words !== '' && !ranges.every(isRange)) row.fault(column, 'must be like monday-wednesday or monday thursday');
  const has = (day: number) => ranges.some(([first = 0, last = first]) => first <= day && day <= last);
  return ([1, 2, 3, 4, 5, 6, 7] as const).filter(has);
}

/** A calendar date, ISO 8601; empty where it is none. */
export function dateIn(row: Row, column: string): string {
  const value = row.required(column);
  if (value === '' || isDate(value)) return value;
  row.fault(column, 'must be a date like 2026-12-19');
  return '';
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  try {
    return Temporal.PlainDate.from(value).toString() === value;
  } catch {
    return false;
  }
}
