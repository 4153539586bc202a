import type { ReadonlySignal } from '@preact/signals';
import type {
  Announcement,
  DeviceUse,
  Gone,
  Held,
  Me,
  NewDevice,
  Outcome,
  PublishedCounts,
  RefusalCode,
  SchoolFound,
  SchoolsReach,
  TeacherFound,
  Today,
  View,
} from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { Requests } from './rest.js';

/** `restarted`: the server's memory began anew meanwhile, so that something may be missed. */
export type Back = 'nothing-missed' | 'restarted' | false;

/** What the page can truthfully say about its connection. Times by the server's clock, in milliseconds. */
export type Status =
  | { kind: 'connecting' }
  /** The inbox was exchanged; `back`: after a loss that the person saw, until they did something. */
  | { kind: 'connected'; checkedAt: number; back: Back }
  /** No connection for nearly 10 seconds, also since it was looked for after a sleep, and since when. Shorter gaps stay `connected`. */
  | { kind: 'lost'; since: number }
  /** Somebody is signed in, and has to say first who uses this device: the page has no key and no socket until then. */
  | { kind: 'undecided' }
  /** The session has ended: the page shows the sign-in, unless the server does not know it yet. */
  | { kind: 'signed-out'; isPending?: boolean };

/** A signal that left the page, kept until dismissed, so that the page can say what became of it. */
export interface Farewell extends Omit<Gone, 'outcome'> {
  /**
   * `healing`: the server's memory began anew, and pages may still give the signal back; `lost`: nobody did. `unknown`: it left
   * while the page was away, and nothing says how.
   */
  outcome: Outcome | 'unknown' | 'healing';
  at: number;
  /** The last view that the page had: never content. null: it had none, of something that this person has seen before. */
  last: View | null;
}

/** What a browser answers instead of a passkey: the person closed its window, has one here already, or it cannot. */
type PasskeyCode = 'cancelled' | 'already-here' | 'unable';

/** A refusal, or that the network did not answer in time: nothing is known then, and the page says so. */
export type Failure = { ok: false; code: RefusalCode | 'no-answer' | PasskeyCode };
export type Result<T extends object = object> = ({ ok: true } & T) | Failure;

/** What the page still holds, and sends under the same id: by itself after the next connection, or once `proven`. */
export type Unsettled = 'no-answer' | 'step-up-required';

/** Sent, refused, or still held, unless withdrawn. */
export type Sending = { ok: true; id: string } | { ok: false; code: RefusalCode } | { ok: false; code: Unsettled; id: string };

/** How much this page itself holds of signals, in this tab's memory. */
export interface Holds {
  /** Names and dates of what this person sent and nobody has read yet. */
  contents: number;
  /** Sealed copies that were opened here, so that they can be sealed anew. */
  copies: number;
  /** What a server that forgot is given back; it names no pupil. */
  receipts: number;
}

/**
 * What is to be said of notifications on this device. `none`: nobody is woken here. `home-screen`: only once the page is on the home
 * screen. `denied`: the browser was told not to. `off`: nobody asked for them. `stopped`: they were on, and no longer come;
 * `renewed`: they had stopped, and go on. `failed`: they could not be turned on.
 */
export type Notifying = 'none' | 'unable' | 'home-screen' | 'denied' | 'off' | 'on' | 'stopped' | 'renewed' | 'failed';

/**
 * The one thing that pages talk to: what is known, and what can be asked. It seals and opens; a name
 * goes into `send` and comes out of `open`, and is nowhere else. Pages never see a socket.
 */
export interface Live {
  readonly status: ReadonlySignal<Status>;
  readonly me: ReadonlySignal<Me | null>;
  /** Views of every role of this person, newest first. */
  readonly views: ReadonlySignal<View[]>;
  readonly farewells: ReadonlySignal<Farewell[]>;
  /** When the server's memory began anew; null: it never did, as far as is known. */
  readonly restartedAt: ReadonlySignal<number | null>;
  /** The server's clock as this page knows it, updated every second, for words that depend on time. */
  readonly now: ReadonlySignal<number>;

  /** Devices of one's own that have been added, the newest first; and whether this one waits for approval on another. */
  readonly newDevices: ReadonlySignal<NewDevice[]>;
  readonly awaitsApproval: ReadonlySignal<boolean>;
  /** What changed about colleagues, and was not read yet. */
  readonly announcements: ReadonlySignal<Announcement[]>;
  /** Whether they are there today, and whether this device is woken. */
  readonly today: ReadonlySignal<Today>;
  /** Rises whenever somebody's reach may have changed: whoever shows it asks again. */
  readonly presence: ReadonlySignal<number>;
  /** Whether this device can read what is sealed to it; null: not tried since the page was loaded. */
  readonly canRead: ReadonlySignal<boolean | null>;
  readonly notifying: ReadonlySignal<Notifying>;
  /** Whether the screen stays on by itself. */
  readonly screenStaysOn: ReadonlySignal<boolean>;
  /** Something that was sent waits until its sender has proven anew who they are. */
  readonly awaitsProof: ReadonlySignal<boolean>;

  /** What this page itself holds. */
  readonly holds: ReadonlySignal<Holds>;
  /** What the server's memory holds of this person's signals now, and until when. */
  memory(): Promise<Result<{ held: Held[] }>>;

  /** REST as this person: whatever is not about signals. */
  readonly rest: Requests;
  /** Says who uses this device; its key is made, kept or forgotten accordingly. */
  decide(use: DeviceUse): Promise<Result>;
  /** The person has proven anew who they are: what waited for that goes out, and `me` says until when it is good. */
  proven(): Promise<void>;
  /** "Dat was ik", of a new device's session. */
  approveDevice(session: string): Promise<Result>;
  /** "Dat was ik niet": signs it out. */
  refuseDevice(session: string): Promise<Result>;
  /** An announcement was read. */
  seen(id: string): Promise<Result>;

  /**
   * "Ik ben er vandaag": proves the device's key, renews what wakes this device, and fetches the inbox; until midnight the screen
   * stays on. Refused: no-living-key, where this device cannot read.
   */
  checkIn(): Promise<Result>;
  /** "Ik ben er vandaag niet"; checking in takes it back. */
  absent(): Promise<Result>;
  /** [Ja, zet aan]: has the browser ask its own question where it has to. `notifying` says what came of it. */
  turnOnNotifications(): Promise<unknown>;
  turnOffNotifications(): Promise<Result>;
  /** "Stuur mij een proefmelding": how many milliseconds it took; null: it did not arrive. Refused: push-gone; it was renewed. */
  tryNotification(): Promise<Result<{ took: number | null }>>;

  findSchools(query: string): Promise<Result<{ schools: SchoolFound[] }>>;
  /** Which live schools would hear of something now. */
  schoolsReach(): Promise<Result<SchoolsReach>>;
  /** Seals, sends, and keeps the content in this tab's memory until it was read. A drill's pupil is made up. */
  send(content: Content, school: SchoolFound, drill: boolean): Promise<Sending>;
  withdraw(id: string): Promise<Result>;
  /** "Ik heb de school gesproken." */
  called(id: string): Promise<Result>;

  /** The contact's own schools, and a drill at one of them. */
  drillSchools(): Promise<Result<{ schools: SchoolFound[] }>>;
  drill(content: Content, school: SchoolFound): Promise<Result>;

  /**
   * Opens the sealed copy that this role has: the school's, which a contact then has opened, or the teacher's own.
   * The caller lets go of the content as soon as it is hidden again.
   */
  open(id: string, as: 'recipient' | 'teacher'): Promise<Result<{ content: Content }>>;
  /** Takes it over from a colleague who opened it, and opens it here. */
  takeOver(id: string): Promise<Result<{ content: Content }>>;
  handBack(id: string): Promise<Result>;
  listTeachers(id: string): Promise<Result<{ teachers: TeacherFound[] }>>;
  /** `instead`: the teacher who lets go of it for this one; null: nobody. */
  passOn(id: string, teacher: TeacherFound, group: string | null, instead: string | null): Promise<Result>;
  told(id: string): Promise<Result>;
  /** "Ik kom eraan", to a teacher who asked to confer. */
  coming(id: string, teacher: string): Promise<Result>;
  /** Who calls the parents: oneself, or a chosen teacher. */
  parents(id: string, person: string): Promise<Result>;
  /** "De ouders weten het": as whoever follows it, or as the teacher who was to call. */
  informed(id: string, as: 'recipient' | 'teacher'): Promise<Result>;
  returnToSender(id: string): Promise<Result>;
  complete(id: string): Promise<Result>;
  know(id: string): Promise<Result>;
  /** "Ik wil overleggen." */
  confer(id: string): Promise<Result>;

  /** Those of the person's own organisation, for senders and administrators; and the same as a file. */
  getCounts(): Promise<Result<{ counts: PublishedCounts }>>;
  countsCsv(): Promise<Result<{ csv: Blob }>>;

  dismiss(farewell: Farewell): void;
  /** [Probeer nu] */
  retry(): void;
  /** Ends the session on the server, and removes the device key from this browser. */
  signOut(): Promise<void>;
}
