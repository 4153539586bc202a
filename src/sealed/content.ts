import { LIMITS } from '../contract/limits.js';

/** The three things that are told are the name, the date of birth, and that there is a signal. */
export interface Content {
  name: string;
  /** ISO 8601 calendar date, `2016-03-14`. */
  dateOfBirth: string;
}

export type NameFault = 'name-missing' | 'name-letters' | 'name-long';
export type DateFault =
  'date-missing' | 'day-missing' | 'month-missing' | 'year-missing' | 'date-unreal' | 'date-future' | 'too-young';

/** Letters and marks of any script, space, and the three signs that Dutch and foreign names need. */
const NAME = /^['\p{L}\p{M}][\p{L}\p{M} '.-]*$/u;

/** NFC, typographic apostrophes and hyphens as plain ones, single spaces: what the eye takes for the same name is the same name. */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[\u2018\u2019\u02BC]/g, "'")
    .replace(/[\u2010\u2011]/g, '-')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** What is wrong with a tidied name, or null. It must not become a channel for free text: no digits, no dashes with spaces. */
export function nameFault(name: string): NameFault | null {
  if (name === '') return 'name-missing';
  if (!NAME.test(name) || / -|- |--|\.\.|''/.test(name)) return 'name-letters';
  return new TextEncoder().encode(name).length > LIMITS.nameBytes ? 'name-long' : null;
}

export interface TypedDate {
  day: string;
  month: string;
  year: string;
}

/**
 * A typed date as ISO 8601, or what is wrong with it.
 * @param today ISO date of today, in the school's time zone
 */
export function readDate({ day, month, year }: TypedDate, today: string): { date: string } | { fault: DateFault } {
  if (!day && !month && !year) return { fault: 'date-missing' };
  if (!day) return { fault: 'day-missing' };
  if (!month) return { fault: 'month-missing' };
  if (!year) return { fault: 'year-missing' };
  if (!/^\d{1,2}$/.test(day) || !/^\d{1,2}$/.test(month) || !/^\d{4}$/.test(year)) return { fault: 'date-unreal' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isRealDate(date)) return { fault: 'date-unreal' };
  if (date > today) return { fault: 'date-future' };
  return ageOn(date, today) < LIMITS.youngest ? { fault: 'too-young' } : { date };
}

export function isRealDate(iso: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return false;
  const parsed = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso);
}

/** Age in whole years. Both dates ISO 8601. */
export function ageOn(birth: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4));
  return today.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Whether the page should ask "klopt de datum?" once. */
export function isUnusuallyOld(birth: string, today: string): boolean {
  return ageOn(birth, today) > LIMITS.oldest;
}

/** Thrown where content is not exactly a name and a date. */
export class UnreadableContent extends Error {}

/** JSON, padded with spaces to exactly `LIMITS.contentBytes`: neither length nor room for a story. */
export function pad(content: Content): Uint8Array {
  assertContent(content);
  const json = new TextEncoder().encode(JSON.stringify([content.name, content.dateOfBirth]));
  if (json.length > LIMITS.contentBytes) throw new UnreadableContent('content too long');
  return new Uint8Array(LIMITS.contentBytes).fill(0x20).map((space, at) => json[at] ?? space);
}

/** The reverse of `pad`; refuses anything that is not exactly a name and a date. */
export function unpad(bytes: Uint8Array): Content {
  if (bytes.length !== LIMITS.contentBytes) throw new UnreadableContent('wrong length');
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new UnreadableContent('not JSON');
  }
  if (!Array.isArray(parsed) || parsed.length !== 2) throw new UnreadableContent('not a name and a date');
  const [name, dateOfBirth] = parsed as unknown[];
  if (typeof name !== 'string' || typeof dateOfBirth !== 'string') throw new UnreadableContent('not a name and a date');
  const content = { name, dateOfBirth };
  assertContent(content);
  return content;
}

function assertContent({ name, dateOfBirth }: Content): void {
  if (name !== tidyName(name) || nameFault(name)) throw new UnreadableContent('not a name');
  if (!isRealDate(dateOfBirth)) throw new UnreadableContent('not a date');
}
