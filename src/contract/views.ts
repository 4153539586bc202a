/**
 * What each role sees of a signal (docs/protocol.md, "What each role sees"). Times are milliseconds
 * since 1970-01-01T00:00Z by the server's clock. No view ever holds anything of the pupil.
 */

export type Sector = 'po' | 'vo' | 'mbo';

/** The places in its life at which a signal can be seen. */
export type Progress = 'waiting' | 'opened' | 'passed-on' | 'known';

/** When the organisation's screens change their words; minutes after the signal started to count. */
export interface PhaseTimes {
  /** The alert is repeated. */
  repeat: number;
  /** Amber: the sender's colleagues see it too. */
  amber: number;
  /** "Bel de school". */
  call: number;
  /** "Bel de school" at the latest this many minutes before the bell. */
  callBeforeBell: number;
  /** The teacher has not seen it: "loop even langs". */
  walk: number;
  /** Opened without a choice of teacher: a reminder. */
  choose: number;
}

export const PHASE_TIMES: PhaseTimes = { repeat: 2, amber: 5, call: 8, callBeforeBell: 15, walk: 3, choose: 5 };

/** What every view tells. */
interface Common {
  id: string;
  /** Rises with every change: a page keeps the highest. */
  version: number;
  drill: boolean;
  sentAt: number;
  /** The opening of the alert window: before it, nobody is disturbed. */
  opensAt: number;
  /** A contact opened it and gave it back: it waits for a colleague, and the minutes count from here. */
  handedBackAt: number | null;
  /** The first bell of the target day. */
  bellAt: number;
  /** The end of the school day: pages wipe themselves, also offline. */
  endsAt: number;
  times: PhaseTimes;
}

export interface SchoolName {
  code: string;
  name: string;
  place: string;
  phone: string;
}

/** The sender's own signal. No member of the school's staff is named. */
export interface SenderView extends Common {
  as: 'sender';
  school: SchoolName;
  progress: Progress | 'returned';
  arrivedAt: number | null;
  openedAt: number | null;
  knownAt: number | null;
  /** Whether a teacher said so, or the recipient who told them in person or handles it alone. */
  knownBy: 'teacher' | 'school' | null;
  returnedAt: number | null;
  /** A sender of the organisation spoke with the school. */
  calledAt: number | null;
}

/** From amber on, what the sender's colleagues see: the school and the state. */
export interface ColleagueView extends Common {
  as: 'colleague';
  school: SchoolName;
  progress: Progress;
  /** A sender of the organisation spoke with the school. */
  calledAt: number | null;
}

/** A teacher asked to confer, and whoever follows the signal said that they are coming. */
export interface Confer {
  askedAt: number;
  comingAt: number | null;
}

/** Who calls the parents; known by the teachers and by whoever follows the signal only. */
export interface ParentContact {
  person: string;
  name: string;
  /** The parents know. */
  informedAt: number | null;
}

/** A teacher whom the recipient chose, as the recipient follows them. */
export interface Chosen {
  person: string;
  name: string;
  group: string | null;
  chosenAt: number;
  /** The teacher's device answered the alert. */
  arrivedAt: number | null;
  openedAt: number | null;
  knownAt: number | null;
  confer: Confer | null;
  /** Since when it is known that they are not there that day, and have not opened it: somebody else must be chosen. */
  absentAt: number | null;
}

/** Any of the school's designated contacts. */
export interface ContactView extends Common {
  as: 'contact';
  school: { code: string; name: string };
  progress: Progress;
  /** Who is opening it, or follows it since; null while it waits. */
  openedBy: { name: string; at: number } | null;
  /** Who gave it back, while it waits for a colleague. */
  handedBackBy: string | null;
  knownAt: number | null;
}

/** The one contact who follows it: whoever opened it, or took it over. */
export interface OpenerView extends Common {
  as: 'opener';
  school: { code: string; name: string };
  progress: Progress;
  openedAt: number;
  /** Since when it is this contact: later than `openedAt` where it was taken over. */
  takenAt: number;
  chosen: Chosen[];
  /** The recipient told the teacher in person, or handles it alone. */
  toldAt: number | null;
  knownAt: number | null;
  parents: ParentContact | null;
}

/** The chosen teacher. */
export interface TeacherView extends Common {
  as: 'teacher';
  school: { code: string; name: string };
  /** Whoever follows it: passed it on, or took it over. */
  from: string;
  /** Whether the school still follows it: there is somebody to confer with. */
  followed: boolean;
  chosenAt: number;
  openedAt: number | null;
  knownAt: number | null;
  confer: Confer | null;
  parents: ParentContact | null;
}

export type View = SenderView | ColleagueView | ContactView | OpenerView | TeacherView;

/**
 * Why a signal left a page. `expired`: the end of the school day; `reassigned`: another teacher was chosen instead; `lost`: the
 * server forgot it, and nobody who had its content gave it back.
 */
export type Outcome = 'withdrawn' | 'returned' | 'completed' | 'reassigned' | 'expired' | 'lost';

/** A signal that a page showed and shows no longer: an id and a reason, never content. */
export interface Gone {
  id: string;
  as: View['as'];
  outcome: Outcome;
}

/**
 * What a page keeps of a signal so that a server whose memory began anew can be given it back: its state at this version, without
 * any sealed copy, which only the server can read or make (src/signals/receipts.ts).
 */
export interface Receipt {
  id: string;
  version: number;
  /** The end of the school day: nothing outlives it. */
  endsAt: number;
  state: string;
}

/** The role in which a view is seen. A page holds one view per signal and role: a closer view takes the place of the wider. */
export const ROLE_OF = {
  sender: 'sender',
  colleague: 'sender',
  contact: 'recipient',
  opener: 'recipient',
  teacher: 'teacher',
} as const satisfies Record<View['as'], 'sender' | 'recipient' | 'teacher'>;
