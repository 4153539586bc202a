import type { Confer, Envelope, ParentContact, PhaseTimes, SchoolName, Sector, View } from '../contract/index.js';
import type { Audience } from './audience.js';

/** A member of staff as signals know them: a name for the colleagues' screens. */
export interface Staff {
  person: string;
  name: string;
}

/** The last thing that somebody did to a signal. Of two the one in the later memory is the later one. */
export interface Deed {
  /** Of the memory in which it was done. */
  epoch: string;
  /** When that memory began, in ms. */
  startedAt: number;
  /** The signal's version that came of it. */
  version: number;
}

interface Identified {
  /** UUID v4, made by the sender's page. */
  id: string;
  /** Rises by one with every change; what compare-and-set compares. */
  version: number;
  /** The end of the target school day, in ms: nothing of the signal outlives it. */
  endsAt: number;
  deed: Deed;
}

/** Of a signal that was only sent: whatever an earlier memory knows of it is more. */
export const NONE: Deed = { epoch: '', startedAt: 0, version: 0 };

interface Live extends Identified {
  organisation: string;
  /** null: a drill that the school itself started. */
  sender: string | null;
  school: SchoolName;
  sector: Sector;
  drill: boolean;
  times: PhaseTimes;
  sentAt: number;
  opensAt: number;
  bellAt: number;
  /** A contact's device answered the alert. */
  arrivedAt: number | null;
  /** A sender of the organisation spoke with the school. */
  calledAt: number | null;
  /** The contact who opened it and gave it back, the last time. */
  handedBack: { by: Staff; at: number } | null;
  /** When it turned amber, which its sender's colleagues were told; null: it was opened before, or it is not time yet. */
  amberAt: number | null;
  /** Whoever has seen the content and has no part in it any more. */
  saw: Audience[];
  /** The last choices that were taken back: what is given back after a restart does not bring them again. */
  letGo: Choice[];
  /** Sealed to the school's contacts; null: forgotten, and nobody has sealed it anew. */
  sealed: Envelope | null;
}

export interface Waiting extends Live {
  state: 'waiting';
  /** null until the contacts were alerted, which waits for the alert window. */
  alertedAt: number | null;
  /** How often they were woken again since. */
  reminders: number;
  /** Since when nobody's device can read it, because the server forgot the copy; null: it is there. */
  unreadableSince: number | null;
}

/** One contact has been handed the sealed copy and must say within 15 seconds that it could be read. */
export interface Reserved extends Live {
  state: 'reserved';
  sealed: Envelope;
  by: Staff;
  reservedAt: number;
}

/** Opened, and then passed on and known, which are seen from `copies` and `toldAt`. */
export interface Opened extends Live {
  state: 'opened';
  /** Who follows it: who opened it, or took it over. */
  by: Staff;
  openedAt: number;
  takenAt: number;
  copies: Copy[];
  toldAt: number | null;
  parents: ParentContact | null;
}

/** A teacher who was chosen, at a moment in ms: chosen again, it is another choice. */
export interface Choice {
  person: string;
  chosenAt: number;
}

/** A teacher's own copy. */
export interface Copy extends Staff, Choice {
  group: string | null;
  /** null: forgotten, and nobody has sealed it anew. */
  sealed: Envelope | null;
  arrivedAt: number | null;
  openedAt: number | null;
  knownAt: number | null;
  confer: Confer | null;
  /** How often the teacher was woken again. */
  reminders: number;
  /** Since when it is known that they are not there that day, and have not opened it. */
  absentAt: number | null;
}

/** The school is done: only the teachers' own copies are left, until the end of the school day. */
export interface Completed
  extends
    Identified,
    Pick<Live, 'organisation' | 'sector' | 'drill' | 'times' | 'sentAt' | 'opensAt' | 'bellAt' | 'letGo'>,
    Pick<Opened, 'by' | 'openedAt' | 'copies' | 'toldAt' | 'parents'> {
  state: 'completed';
  school: { code: string; name: string };
}

/**
 * What is left of an ended signal until the end of that day, so that ended is never mistaken for forgotten:
 * no content, and of people and school only who must still be told.
 */
export interface Ended extends Identified {
  state: 'ended';
  outcome: 'withdrawn' | 'returned' | 'completed' | 'lost';
  /** Who must still be told: of a withdrawn or returned one everybody who saw it, but for who returned it. */
  witnesses: Audience[];
  /** The sender's last view of a returned signal, so that it is still told after a reload. */
  returned: Extract<View, { as: 'sender' }> | null;
}

export type Open = Waiting | Reserved | Opened;

export type Signal = Open | Completed | Ended;

/** Somebody has opened it, and teachers may have copies. */
export type Followed = Opened | Completed;

export function isFollowed(signal: Signal): signal is Followed {
  return signal.state === 'opened' || signal.state === 'completed';
}

export function isOpen(signal: Signal | null): signal is Open {
  return signal !== null && signal.state !== 'completed' && signal.state !== 'ended';
}
