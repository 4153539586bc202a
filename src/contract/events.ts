import type { Device, DeviceKey, Envelope } from './envelope.js';
import type { Answer } from './refusals.js';
import type { DeviceUse, SessionNews } from './sign-in.js';
import type { Gone, Outcome, Receipt, SchoolName, Sector, View } from './views.js';

/** How a role is held: a recipient and a teacher at one school, a sender and an administrator for the organisation. */
export type RoleName = 'sender' | 'recipient' | 'teacher' | 'administrator';

export interface Role {
  role: RoleName;
  /** The school's code; null for a sender and an administrator. */
  school: string | null;
  /** The word on screen, by sector: directeur, intern begeleider, zorgcoördinator, leerkracht, mentor … */
  title: string;
}

/** Who the page is, as the server sees it. */
export interface Me {
  person: string;
  name: string;
  organisation: string;
  roles: Role[];
  /** Who uses this device; null: not asked yet. */
  use: DeviceUse | null;
  /** Until when a sender can send without proving anew who they are; null where they must. Milliseconds. */
  provenUntil: number | null;
  /** Whom to call when in doubt: the organisation's number; null: none is set. */
  phone: string | null;
}

/** Whether a school takes part: not yet, in drills only, or in earnest. */
export type SchoolState = 'not-ready' | 'testing' | 'live';

/**
 * Whether somebody would hear of something: `now`, on a connected page; `push`, by a notification, on a device where they checked
 * in today; `none`; `absent`, they are not there that day.
 */
export type Reach = 'now' | 'push' | 'none' | 'absent';

export interface SchoolFound extends SchoolName {
  sector: Sector;
  /** Only a live school can be sent a signal; a drill a testing one too. */
  state: SchoolState;
  /** Designated contacts who can read, are there today, and would hear of something: now, or by a notification. */
  reachable: number;
  /** The devices to seal to; empty: "niemand kan dit nu lezen". */
  devices: Device[];
  /** The school day that a signal sent now would be for; null where it is too far away. */
  target: { bellAt: number; endsAt: number } | null;
  /** The first school day that there is, when `target` is null; null where none is known. */
  firstDay: number | null;
}

export interface TeacherFound {
  person: string;
  name: string;
  title: string;
  /** The teacher's groups on this weekday first; `today` false: a duo partner who has another day. */
  groups: { name: string; today: boolean }[];
  /** On the day that the signal is for. */
  reach: Reach;
  devices: Device[];
}

/** A school where nobody would hear of something: `no-key`, nobody has a device that could read it; `nobody`, they are not there. */
export interface Unreachable extends SchoolName {
  why: 'no-key' | 'nobody';
}

/** Of the live schools of an organisation: how many there are, how many would hear of something, and which would not. */
export interface SchoolsReach {
  schools: number;
  reachable: number;
  /** By name; at most `LIMITS.unreachable` of them. */
  unreachable: Unreachable[];
}

/**
 * A copy that is not sealed to all these devices, asked of a page that has the content: the school's, or a teacher's. `as`: the part
 * in which the page has it.
 */
export interface Wanted {
  id: string;
  as: 'sender' | 'opener' | 'teacher';
  /** null: the school's copy. */
  teacher: string | null;
  devices: Device[];
}

export interface Inbox extends SessionNews {
  me: Me;
  /** Random, made with the store: another epoch means that the store was lost (docs/protocol.md). */
  epoch: string;
  /** When the store was made after one that may have been lost; null: it is the first. */
  restartedAt: number | null;
  now: number;
  views: View[];
  /** What became of signals that were yours to see and that the page may not have heard of. */
  gone: Gone[];
  /** Of all of these. */
  receipts: Receipt[];
  /** Copies that this page may be able to seal anew. */
  wanted: Wanted[];
}

/** Something that the server's memory holds of a signal. `ended`: that it was, and what became of it. */
export type HeldThing =
  'school' | 'times' | 'sender' | 'school-copy' | 'follower' | 'chosen' | 'teacher-copies' | 'own-copy' | 'parents' | 'ended';

/** What the server's memory holds of a signal that concerns the caller, as far as they may know of it, and until when. */
export interface Held {
  id: string;
  as: View['as'];
  things: HeldThing[];
  endsAt: number;
}

export interface Sealed {
  id: string;
  sealed: Envelope;
}

export interface IdPayload {
  id: string;
}

/** An empty object: every command carries exactly one. */
export type Nothing = Record<string, never>;

type Command<Payload, Result extends object = object> = (payload: Payload, answer: (answer: Answer<Result>) => void) => void;

/**
 * What a page may say. Every command carries one object and asks for an acknowledgement.
 * Possible refusals beside the listed ones, for all: not-allowed, malformed, internal.
 */
export interface ClientToServerEvents {
  /** Prolongs this socket with a fresh token of the same session. Refused: unauthorised (and the socket closes). */
  'session:renew': Command<{ token: string }, { expiresAt: number }>;
  /**
   * This session's device key. Returns the device's id (RFC 7638). Refused: not-allowed, where it was not said yet who uses the
   * device, and where a class looks at it: what has no key can be sent no name.
   */
  'device:register': Command<{ key: DeviceKey }, { device: string }>;
  /**
   * "Dat was ik", of a sign-in on another device. Refused: not-allowed (by a device of which that was not said itself, or that
   * several people see), wrong-moment (there is no such sign-in, or nothing to say of it).
   */
  'device:approve': Command<{ session: string }>;
  /** "Dat was ik niet": signs that device out. Refused as the other. */
  'device:refuse': Command<{ session: string }>;
  /** Read; it is not told again. */
  'announcement:seen': Command<{ id: string }>;
  /**
   * "Ik ben er vandaag niet", of oneself; checking in takes it back. Refused: not-allowed (whoever works at no school, and on a device
   * that several people see).
   */
  'presence:absent': Command<Nothing>;
  /**
   * "Ik ben er vandaag", first half: 32 random bytes for this session's device, as a compact JWE (RFC 7516) under its key. Asked
   * again, only the last one counts; it is good for half a minute, on this socket. Refused: not-allowed (nobody of a school, or a
   * device that is not for their eyes alone), no-living-key (no device of this session).
   */
  'presence:challenge': Command<{ device: string }, { challenge: string }>;
  /**
   * Second half: the bytes, base64url, which only the device's key could read. They are there today, and were not absent; other
   * keys of a session on a device of one's own are gone. Refused: not-allowed, no-living-key (the proof is wrong, too late, or was
   * given before: nothing has changed).
   */
  'presence:check-in': Command<{ device: string; proof: string }>;
  /** All that concerns me now. What no device has answered for yet is alerted once more: an answer cannot say that it arrived. */
  inbox: Command<Nothing, Inbox>;
  /** What the server's memory holds of the caller's signals now, and until when. */
  memory: Command<Nothing, { held: Held[] }>;
  /**
   * Gives back what a server whose memory began anew has forgotten: of several states the latest counts, and an ended signal is not
   * revived. Idempotent. `outcome`: what has become of it for whoever gives it back, who does not see it now; null: they see it, or
   * will. Refused: unknown-signal (no receipt of this server, not yours, over, or of what this memory held itself and holds no
   * longer: all the same), busy.
   */
  'signal:restore': Command<{ state: string }, { outcome: Outcome | null }>;

  /**
   * Where this session's browser is woken (W3C Push API), by staff of a school on a device of their own; base64url. Refused:
   * not-allowed, no-push (not at an address of a known push service, or this server wakes nobody).
   */
  'push:subscribe': Command<{ endpoint: string; p256dh: string; auth: string }>;
  /** This session's browser is not woken any more. */
  'push:unsubscribe': Command<Nothing>;
  /**
   * Wakes this session's browser, by the very message that is sent for a signal. ok: the push service took it, which does not
   * say that it arrived. Refused: not-allowed, push-gone, no-push, too-fast.
   */
  'push:test': Command<Nothing>;

  /** Schools of the sender's organisation by name, place or code. */
  'schools:find': Command<{ query: string }, { schools: SchoolFound[] }>;
  /** Which live schools of the sender's organisation would hear of something, before anything is sent. */
  'schools:reach': Command<Nothing, SchoolsReach>;
  /**
   * Refused: step-up-required, unknown-school, school-not-live, no-living-key, stale-keys, too-far, id-in-use, ended, busy.
   * Idempotent by id.
   */
  'signal:send': Command<{ id: string; school: string; drill: boolean; sealed: Envelope }, { view: View; missing: string[] }>;
  /** Seals it anew, to devices that came after it was sent, as long as nobody has opened it. Refused: unknown-signal, ended, wrong-moment, stale-keys. */
  'signal:reseal': Command<Sealed, { missing: string[] }>;
  /** Refused: unknown-signal, ended. */
  'signal:withdraw': Command<IdPayload>;
  /** "Ik heb de school gesproken": the sender, or from amber on a colleague. Refused: unknown-signal, ended. */
  'signal:called': Command<IdPayload>;

  /** A contact's own schools, for a drill: what `schools:find` tells a sender of them. */
  'drill:schools': Command<Nothing, { schools: SchoolFound[] }>;
  /** A contact starts a drill at a school of their own. Refused as `signal:send`. */
  'drill:send': Command<{ id: string; school: string; sealed: Envelope }, { missing: string[] }>;

  /**
   * A contact: reserves the signal and hands over the sealed copy; for the one who opened it, again.
   * `device`: the device that will read it. Refused: unknown-signal, taken, no-living-key (no copy for that device).
   */
  'signal:open': Command<{ id: string; device: string }, { sealed: Envelope }>;
  /** The page could read it: the reservation becomes `opened`. Refused: unknown-signal, taken, wrong-moment. */
  'signal:read': Command<IdPayload>;
  /** From a colleague who opened it; hands over the sealed copy. Refused: unknown-signal, taken (being opened), wrong-moment, no-living-key. */
  'signal:take-over': Command<{ id: string; device: string }, { sealed: Envelope }>;
  /** Back to waiting, for a colleague; as long as nobody was chosen or told. Refused: unknown-signal, taken, wrong-moment. */
  'signal:hand-back': Command<IdPayload>;
  /** Teachers of the signal's school. Refused: unknown-signal, taken, wrong-moment. */
  'teachers:list': Command<IdPayload, { teachers: TeacherFound[] }>;
  /**
   * One copy for one teacher, beside those who have one. `instead`: the teacher who must let go of theirs for it ("kies iemand
   * anders"); null: nobody. Refused: unknown-signal, taken, unknown-teacher, wrong-moment (`instead` knows already), too-many,
   * no-living-key, stale-keys.
   */
  'signal:pass-on': Command<
    { id: string; teacher: string; group: string | null; instead: string | null; sealed: Envelope },
    { missing: string[] }
  >;
  /**
   * Seals a copy anew: the school's (`teacher` null), or a chosen teacher's. Refused: unknown-signal, taken, wrong-moment,
   * unknown-teacher, stale-keys.
   */
  'copies:reseal': Command<Sealed & { teacher: string | null }, { missing: string[] }>;
  /** The recipient told the teacher in person, or handles it alone. Refused: unknown-signal, taken, wrong-moment. */
  'signal:told': Command<IdPayload>;
  /** "Ik kom eraan": to a teacher who asked to confer. Refused: unknown-signal, taken, unknown-teacher, wrong-moment. */
  'signal:coming': Command<{ id: string; teacher: string }>;
  /** Who calls the parents: the caller, or a teacher it was passed on to. Refused: unknown-signal, taken, unknown-teacher, wrong-moment. */
  'signal:parents': Command<{ id: string; person: string }>;
  /** "De ouders weten het." Refused: unknown-signal, taken, wrong-moment (nobody was to call them). */
  'signal:informed': Command<IdPayload>;
  /** "Deze leerling zit niet bij ons." Refused: unknown-signal, taken, wrong-moment. */
  'signal:return': Command<IdPayload>;
  /** "Wij zijn klaar." Refused: unknown-signal, taken, wrong-moment. */
  'signal:complete': Command<IdPayload>;

  /** The teacher's own copy, as often as needed until the end of the day. Refused: unknown-signal, no-living-key. */
  'copy:open': Command<{ id: string; device: string }, { sealed: Envelope }>;
  /** Seals the teacher's own copy anew, on a device that has it. Refused: unknown-signal, stale-keys. */
  'copy:reseal': Command<Sealed, { missing: string[] }>;
  /** "Ik weet het." Refused: unknown-signal, wrong-moment (not opened yet). */
  'signal:know': Command<IdPayload>;
  /** "Ik wil overleggen." Refused: unknown-signal, wrong-moment (not opened yet, or the school is done). */
  'signal:confer': Command<IdPayload>;
  /** "De ouders weten het", by the teacher who was to call them. Refused: unknown-signal, wrong-moment. */
  'copy:informed': Command<IdPayload>;
}

export type CommandName = keyof ClientToServerEvents;

/** The payload of a command. */
export type Payload<C extends CommandName> = Parameters<ClientToServerEvents[C]>[0];

/** The acknowledgement of a command. */
export type AnswerTo<C extends CommandName> = Parameters<Parameters<ClientToServerEvents[C]>[1]>[0];

/** What the server says by itself: ids, views, receipts and public keys, never content. */
export interface ServerToClientEvents {
  /** Something waits for you: make it heard. The acknowledgement is *arrived*. */
  'signal:alert': (view: View, receipt: Receipt, arrived: () => void) => void;
  /** A view that is new or has changed. */
  'signal:changed': (view: View, receipt: Receipt) => void;
  /** A view that is no longer yours. null: at the end of the school day. */
  'signal:gone': (gone: Gone, receipt: Receipt | null) => void;
  /** Devices came, or the server forgot a copy: whoever has the content seals it anew. */
  'signal:reseal-wanted': (wanted: Wanted) => void;
  /** What this session's inbox said of these has changed. */
  'session:news': (news: SessionNews) => void;
  /** Somebody's reach may have changed, at a school of this organisation or of this contact: ask anew. It says nothing else. */
  'presence:changed': (nothing: Nothing) => void;
  /**
   * The socket is about to be closed by the server. `expired`, `revoked`: come back with a fresh token. `restarting`: come back in
   * so many milliseconds, which differ for everybody.
   */
  'session:ending': (why: { reason: 'expired' | 'revoked' } | { reason: 'restarting'; backIn: number }) => void;
}

/**
 * What becomes of a frame that is not a command, tested line by line (`test/journeys/bad-input`):
 * a coded acknowledgement, or a closed socket.
 */
export const BAD_INPUT = {
  'unknown event with an acknowledgement': 'unknown-command',
  'unknown event without one': 'closed',
  'command without an acknowledgement': 'closed',
  'more than one argument': 'malformed',
  'no argument, null, an array, a string or a number': 'malformed',
  'a missing, extra or mistyped key': 'malformed',
  'a key called __proto__, constructor or prototype': 'malformed',
  'nesting that no payload has': 'closed',
  'binary data': 'closed',
  'a message of more than 8,192 bytes': 'closed',
} as const satisfies Record<string, 'closed' | 'malformed' | 'unknown-command'>;
