import type { Envelope, PhaseTimes, SchoolName, View } from '../contract/index.js';
import type { Audience } from './audience.js';

/** A member of staff as signals know them: a name for the colleagues' screens. */
export interface Staff {
  person: string;
  name: string;
}

interface Identified {
  /** UUID v4, made by the sender's page. */
  id: string;
  /** Rises by one with every change; what compare-and-set compares. */
  version: number;
  /** The end of the target school day, in ms: nothing of the signal outlives it. */
  endsAt: number;
}

interface Live extends Identified {
  organisation: string;
  sender: string;
  school: SchoolName;
  drill: boolean;
  times: PhaseTimes;
  sentAt: number;
  opensAt: number;
  bellAt: number;
  /** A contact's device answered the alert. */
  arrivedAt: number | null;
  /** Sealed to the school's contacts. */
  sealed: Envelope;
}

export interface Waiting extends Live {
  state: 'waiting';
  /** null until the contacts were alerted, which waits for the alert window. */
  alertedAt: number | null;
}

/** One contact has been handed the sealed copy and must say within 15 seconds that it could be read. */
export interface Reserved extends Live {
  state: 'reserved';
  by: Staff;
  reservedAt: number;
}

/** Opened, and then passed on and known, which are seen from `copies` and `toldAt`. */
export interface Opened extends Live {
  state: 'opened';
  by: Staff;
  openedAt: number;
  copies: Copy[];
  toldAt: number | null;
}

/** A teacher's own copy. */
export interface Copy extends Staff {
  group: string | null;
  sealed: Envelope;
  chosenAt: number;
  arrivedAt: number | null;
  openedAt: number | null;
  knownAt: number | null;
}

/** The school is done: only the teachers' own copies are left, until the end of the school day. */
export interface Completed extends Identified, Pick<Live, 'drill' | 'times' | 'sentAt' | 'opensAt' | 'bellAt'> {
  state: 'completed';
  school: { code: string; name: string };
  by: Staff;
  copies: Copy[];
}

/**
 * What is left of an ended signal until the end of that day, so that ended is never mistaken for forgotten:
 * no content, and of people and school only who must still be told.
 */
export interface Ended extends Identified {
  state: 'ended';
  outcome: 'withdrawn' | 'returned' | 'completed';
  witnesses: Audience[];
  /** The sender's last view of a returned signal, so that it is still told after a reload. */
  returned: Extract<View, { as: 'sender' }> | null;
}

export type Signal = Waiting | Reserved | Opened | Completed | Ended;
