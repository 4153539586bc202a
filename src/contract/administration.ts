import type { PhaseTimes, Sector } from './views.js';
import type { DeviceUse } from './sign-in.js';
import type { SchoolState } from './events.js';

/** What travels over REST about an organisation's directory. Moments are milliseconds, days ISO 8601 dates, times `08:30`. */

/** A school is known by six digits and capitals: those of its BRIN, and of its location (DUO). */
export const SCHOOL_CODE = /^[0-9A-Z]{6}$/;

/** ISO 8601 weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Bell and end by weekday, local time; an absent weekday has no school. */
export type Hours = Partial<Record<Weekday, { bell: string; end: string }>>;

/** Both dates are included. */
export interface Holiday {
  first: string;
  last: string;
  name: string;
}

/** What is not right at a school, or soon will not be; the worst first. */
export type Warning =
  /** Keeps a school from testing. */
  | { kind: 'no-phone' }
  | { kind: 'no-hours' }
  | { kind: 'no-contact' }
  /** Keeps a school from being live. */
  | { kind: 'one-contact' }
  /** A contact who has nothing to sign in with and no session; a contact without a device that can read. */
  | { kind: 'never-signed-in'; name: string }
  | { kind: 'no-device'; name: string }
  /** Keeps a school from nothing. */
  | { kind: 'uncovered'; group: string; weekdays: Weekday[] };

/** What keeps a school from testing, and what from being live (it holds the first too). */
export const BLOCKS_TESTING = ['no-phone', 'no-hours', 'no-contact'] as const satisfies Warning['kind'][];
export const BLOCKS_LIVE = [...BLOCKS_TESTING, 'one-contact', 'never-signed-in'] as const satisfies Warning['kind'][];

/** `POST /v1/schools/search`: one row. */
export interface SchoolListed {
  code: string;
  name: string;
  place: string;
  sector: Sector;
  state: SchoolState;
  contacts: number;
  /** Of the contacts, how many would hear of something now, and can read it. */
  reachable: number;
  /** How many warnings there are. */
  warnings: number;
}

export interface SchoolsListed {
  /** By name; 50 at the most. */
  schools: SchoolListed[];
  /** How many there are in all that match. */
  total: number;
  /** Of the whole organisation, whatever was searched for. */
  states: Record<SchoolState, number>;
}

export interface Colleague {
  person: string;
  name: string;
  title: string;
}

export interface Group {
  id: string;
  name: string;
  /** Who teaches it, and when: several in a duo job. */
  teachers: { person: string; weekdays: Weekday[] }[];
}

/** `GET /v1/schools/{code}`: for administrators of its organisation, and for its own directeur. */
export interface SchoolDetails {
  code: string;
  name: string;
  place: string;
  sector: Sector;
  phone: string;
  state: SchoolState;
  hours: Hours;
  holidays: Holiday[];
  contacts: Colleague[];
  teachers: Colleague[];
  groups: Group[];
  /** From today on. */
  substitutes: { group: string; person: string; name: string; day: string }[];
  /** Who of those who work there is not there, from today on. */
  absences: { person: string; name: string; day: string }[];
  warnings: Warning[];
  /** Today at the school, an ISO 8601 date. */
  today: string;
}

/** `POST /v1/schools/{code}/candidates`: somebody who may step in there. */
export interface Candidate extends Colleague {
  /** Where that is what they are. */
  schoolName: string;
}

/** What an organisation may set for itself; times in minutes. */
export interface OrganisationSettings {
  /** How long before the bell the alert window opens. */
  windowMinutes: number;
  /** How long before the end of the school day a signal is no longer for today. */
  cutoffMinutes: number;
  /** How long after proving who they are somebody may send, or add what one signs in with. */
  stepUpMinutes: number;
  /** Whether a new device must be approved on another one before anything is sealed to it. */
  approveDevices: boolean;
  /** Whom schools call when in doubt, as people write a number; empty: nobody. */
  phone: string;
  phases: PhaseTimes;
}

/** The least and the most of each time, in minutes; beside that: `repeat` ≤ `amber` ≤ `call`. */
export const SETTING_BOUNDS = {
  windowMinutes: [5, 240],
  cutoffMinutes: [0, 240],
  stepUpMinutes: [5, 720],
  repeat: [1, 60],
  amber: [1, 60],
  call: [1, 60],
  callBeforeBell: [0, 60],
  walk: [1, 60],
  choose: [1, 60],
} as const satisfies Record<string, readonly [number, number]>;

/** `GET /v1/organisation`. */
export interface Organisation {
  name: string;
  settings: OrganisationSettings;
  /** What holds where nothing is set. */
  defaults: OrganisationSettings;
}

/** `GET /v1/records`: one line of what administrators did, the newest first. */
export interface AdministrationRecord {
  id: string;
  at: number;
  /** Names as the directory has them now; null: not in the directory any more, or never a person. */
  actor: string | null;
  action: string;
  object: string | null;
  /** `done`, `asked`, or the code of a refusal. */
  result: string;
}

export interface RecordsListed {
  /** 50 at the most. */
  records: AdministrationRecord[];
  /** There are older ones, `?before=` the last of these. */
  more: boolean;
}

/** `GET /v1/people/{id}/sessions`: where somebody is signed in, as administrators see it: by the day. */
export interface SessionListed {
  id: string;
  label: string;
  use: DeviceUse | null;
  /** ISO 8601 dates. */
  since: string;
  usedOn: string;
}

/** What an administrator does to many at once: a file read in, or people invited; previewed, then done as a whole or not at all. */
export type BatchKind = 'schools' | 'staff' | 'invitations';

/**
 * `reading` and `applying` go on by themselves and can be cancelled. `faulty`: nothing can be done with it. `ready`: waits for
 * whoever began it. `asked`: waits for a second administrator. `done`, `failed`, `cancelled`, `refused`: over.
 */
export type BatchState = 'reading' | 'faulty' | 'ready' | 'asked' | 'applying' | 'done' | 'failed' | 'cancelled' | 'refused';

/** Everything that can be wrong with a file; the page has a sentence for each. */
export const FILE_FAULTS = [
  'empty', // no line at all, or only the names of the columns
  'too-large', // more bytes or lines than are taken
  'encoding', // neither UTF-8 nor Windows-1252 text
  'quotes', // quotation marks that do not fit together
  'column-missing', // a column that is needed is not there
  'column-twice', // a column is there twice
  'column-unknown', // staff: a column whose name is not known
  'field-count', // more or fewer fields than columns
  'control-character', // more than one line of plain text
  'required', // empty
  'too-long', // longer than the directory keeps
  'code', // not a school's code: 6 digits and capitals, or the suffix of one
  'code-twice', // the same school in an earlier line of any file
  'sector', // a sector that contradicts the file's
  'municipality', // not a municipality's number: digits
  'phone', // not a telephone number
  'email', // not an e-mail address
  'email-elsewhere', // somebody's of another organisation
  'name-differs', // not the name of an earlier line with the same address
  'school-unknown', // not a school of the organisation
  'school-superfluous', // a school where the role is of the whole organisation
  'school-missing', // no school where the role is one at a school
  'role', // not one of the words for a role
  'role-twice', // the same role in an earlier line
  'groups-superfluous', // groups for somebody who is no teacher
  'group', // not the name of a group
  'weekdays', // not days of the week
  'weekdays-superfluous', // days without a group
  'teaching-twice', // the same group for the same person in an earlier line
  'title', // not the name of a job
] as const;

export type FileFaultCode = (typeof FILE_FAULTS)[number];

/** Where and what; never a value of a field. */
export interface FileFault {
  /** The file's own name. */
  file: string;
  /** From 1, as a spreadsheet counts; null: of the file as a whole. */
  line: number | null;
  /** As the file calls it, or as it should; null: of the line as a whole. */
  column: string | null;
  code: FileFaultCode;
}

/** What would become of one school, person or group. */
export interface BatchChange {
  what: 'school' | 'person';
  /** `removed`: done only where that is chosen; whoever loses one thing and gets another is `changed`. */
  change: 'added' | 'changed' | 'removed';
  /** A name; of a school with its place; of a person who gets another name both, as "Jan → Johan". */
  label: string;
  /**
   * The roles that a person gets, as "directeur, OBS De Linde"; "adviseur (beheerder)" where the title does not say which role it is:
   * who approves must see what they approve.
   */
  roles?: { title: string; schoolName: string | null }[];
  /** Of somebody new or invited, or who gets a role or a name: who approves must see whose they are, and to whom a link would go. */
  email?: string;
  /**
   * What changes of it: columns of a school (`name`, `place`, `phone`, `sector`), and of a person `name`, `role-added`,
   * `role-removed`, `groups`. A person who is `removed` without any leaves the directory; with some, they stay and lose just that.
   */
  details: string[];
}

export interface BatchPreview {
  counts: Record<BatchChange['change'] | 'unchanged', number>;
  /** The first ones of each kind, 100 at the most of each; who becomes an administrator or a contact before others. */
  changes: BatchChange[];
  /** Schools only: by municipality, with how many of its schools are in the files, and whether it is taken. */
  municipalities: { code: string; name: string; schools: number; taken: boolean }[];
  /** Schools of another organisation, or that were left out because their municipality is not taken. */
  elsewhere: number;
  /** Whether a second administrator must approve it as a whole. */
  takesTwo: boolean;
  /** Of exactly this preview: what is confirmed or approved is what was seen. */
  fingerprint: string;
}

/** `GET /v1/batches/{id}`. */
export interface Batch {
  id: string;
  kind: BatchKind;
  state: BatchState;
  /** The caller began it. */
  isOwn: boolean;
  begunBy: string;
  begunAt: number;
  /** Of `asked`. */
  expiresAt: number | null;
  /** While reading or applying: lines, or rows. */
  progress: { done: number; total: number } | null;
  /** The first ones, 200 at the most, and how many there are. */
  faults: FileFault[];
  faultCount: number;
  preview: BatchPreview | null;
  /** What was chosen with it when it was confirmed. */
  chosen: BatchChoice | null;
  /** Of `done`, as long as the server remembers: links to hand over exist, for whoever decided; null: none, or mailed. */
  links: number | null;
  /** Of `done` and `failed`: how long it took in milliseconds. */
  took: number | null;
  /** Of `done`: how many invitations were made, and how many could not be; absent where nobody was to be invited. */
  invited?: { made: number; failed: number };
}

/** What somebody chooses of a preview. */
export interface BatchChoice {
  /** Whether who or what is no longer in the file is removed. */
  removes: boolean;
  /** Staff: whether those who are new are invited at once. */
  invites: boolean;
}

/** `GET /v1/batches/{id}/links`: once, for whoever decided. */
export interface BatchLink {
  name: string;
  email: string;
  link: string;
}

/** `POST /v1/people/not-ready`: somebody with a role who has never signed in, or whose school cannot reach them. */
export interface NotReady {
  id: string;
  name: string;
  /** As "intern begeleider, OBS De Linde". */
  roles: { title: string; schoolName: string | null }[];
  why: 'never-signed-in' | 'no-device';
  invitation: { state: 'open' | 'expired' | 'used'; at: number } | null;
}

export interface NotReadyList {
  /** By school and name; 100 at the most. */
  people: NotReady[];
  total: number;
}
