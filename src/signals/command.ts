import type { Envelope, RefusalCode } from '../contract/index.js';
import type { Signal, Staff, Waiting } from './signal.js';

/** Who acts, as the directory knows them at this moment. */
export interface Actor extends Staff {
  /** Codes of the schools where they are a designated contact. */
  contactOf: string[];
  /** Codes of the schools where they teach. */
  teacherOf: string[];
}

/** Everything about a new signal but its own course. */
export type Draft = Omit<Waiting, 'state' | 'version' | 'sender' | 'sentAt' | 'arrivedAt' | 'alertedAt'>;

export type Command =
  | { do: 'send'; school: string; draft: Draft }
  /** The page asks once more for what it has sent: refused as unknown where it must be sent. */
  | { do: 'send-again'; school: string }
  | { do: 'withdraw' }
  | { do: 'open'; device: string }
  | { do: 'read' }
  /** Changes nothing: whether the actor is the one who opened it. */
  | { do: 'follow' }
  | { do: 'pass-on'; to: Staff; group: string | null; sealed: Envelope }
  | { do: 'told' }
  | { do: 'return' }
  | { do: 'complete' }
  | { do: 'open-copy'; device: string }
  | { do: 'know' };

/** The signal as it is afterwards: the very same object where nothing changed. */
export type Step = { signal: Signal; sealed?: Envelope } | { refusal: RefusalCode };
