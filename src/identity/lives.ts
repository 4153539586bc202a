import type { DeviceUse, Role } from '../contract/index.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a session lives, in milliseconds (ASVS 7.3). */
export interface Life {
  /** Unused. */
  idle: number;
  /** Since the sign-in, however much it is used. */
  most: number;
  /** Whether it outlives the browser. */
  persists: boolean;
}

/** On a device that several people use, or of which that was not said yet: while a page is open, which asks for a token every ten minutes. */
const SHARED: Life = { idle: 20 * MINUTE, most: 12 * HOUR, persists: false };
/** Senders and administrators: a working day. */
const OFFICE: Life = { idle: 12 * HOUR, most: 12 * HOUR, persists: true };
/** At a school the signal must be found within three taps on Monday, by whoever was there on Friday. */
const SCHOOL: Life = { idle: 30 * DAY, most: 180 * DAY, persists: true };

/** The limits of a session by its person's roles and its device's use. */
export function lifeOf(roles: Role[], use: DeviceUse | null): Life {
  if (use === null || use === 'shared') return SHARED;
  return roles.some(({ role }) => role === 'sender' || role === 'administrator') ? OFFICE : SCHOOL;
}
