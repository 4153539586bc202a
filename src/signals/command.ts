import type { Envelope, RefusalCode } from '../contract/index.js';
import type { Signal, Staff, Waiting } from './signal.js';

/** Who acts, as the directory knows them at this moment. */
export interface Actor extends Staff {
  /** Ids of the organisations for which they send. */
  senderOf: string[];
  /** Codes of the schools where they are a designated contact. */
  contactOf: string[];
  /** Codes of the schools where they teach. */
  teacherOf: string[];
}

/** Everything about a new signal but its own course. */
export type Draft = Omit<Waiting, Course> & { sealed: Envelope };

type Course =
  | 'state'
  | 'version'
  | 'deed'
  | 'sentAt'
  | 'arrivedAt'
  | 'alertedAt'
  | 'reminders'
  | 'unreadableSince'
  | 'calledAt'
  | 'amberAt'
  | 'handedBack'
  | 'saw'
  | 'letGo'
  | 'sealed';

/** For devices that came later, or because the copy was forgotten. */
interface Resealed {
  sealed: Envelope;
  /** Ids of the living devices that it is for. */
  devices: string[];
}

export type SenderCommand =
  | { do: 'send'; draft: Draft }
  /** The page asks once more for what it has sent: refused as unknown where it must be sent. */
  | { do: 'send-again'; school: string; drill: boolean; sender: string | null }
  | ({ do: 'reseal' } & Resealed)
  | { do: 'withdraw' }
  | { do: 'called' };

export type ContactCommand =
  | { do: 'open'; device: string }
  | { do: 'read' }
  | { do: 'take-over'; device: string }
  | { do: 'hand-back' }
  /** Changes nothing: whether the actor is the one who follows it. */
  | { do: 'follow' }
  | { do: 'pass-on'; to: Staff; group: string | null; instead: string | null; sealed: Envelope }
  /** `teacher` null: the school's copy. */
  | ({ do: 'reseal-copies'; teacher: string | null } & Resealed)
  | { do: 'told' }
  | { do: 'coming'; teacher: string }
  | { do: 'parents'; person: string }
  | { do: 'informed' }
  | { do: 'return' }
  | { do: 'complete' };

export type TeacherCommand =
  | { do: 'open-copy'; device: string }
  | ({ do: 'reseal-own' } & Resealed)
  | { do: 'know' }
  | { do: 'confer' }
  | { do: 'copy-informed' };

export type Command = SenderCommand | ContactCommand | TeacherCommand;

/** The signal as it is afterwards: the very same object where nothing changed. */
export type Step = { signal: Signal; sealed?: Envelope } | { refusal: RefusalCode };
