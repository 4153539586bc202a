import type { Role, RoleName } from './events.js';

/** What travels over REST about who somebody is, and on which devices. Moments are milliseconds. */

/** Who uses the device of a session: one person, several, or it hangs beside the blackboard and a class looks at it. */
export type DeviceUse = 'own' | 'shared' | 'board';

/** `GET /v1/installation`: what a page must know before anybody has signed in. */
export interface Installation {
  demonstration: boolean;
  /** Where an organisation's own account can be used: OpenID Connect. */
  issuers: { key: string; name: string }[];
  /** The key that this server wakes browsers with (RFC 8292, 3.2), base64url; null: it wakes none. */
  pushKey: string | null;
}

/** `GET /v1/health`: what answers of that on which this server depends. */
export interface Health {
  /** Its database. */
  directory: boolean;
  /** Where signals are: its own memory, or the Redis that several servers share. */
  signals: boolean;
}

/** `POST /v1/invitations/open`: whom a one-time link is for. */
export interface Invited {
  name: string;
  organisation: string;
  roles: (Role & { schoolName: string | null })[];
  expiresAt: number;
}

/** `POST /v1/session/token`: an access token (RFC 9068) for the session behind the cookie. */
export interface AccessToken {
  /** Whose session it is: in a browser that is shared it may be another's by now. */
  person: string;
  token: string;
  expiresAt: number;
  /** The server's clock. */
  now: number;
  /** null: the page has to ask who uses the device, before anything else. */
  use: DeviceUse | null;
}

/** `GET /v1/sessions`: where the person is signed in. */
export interface OwnSession {
  id: string;
  /** The browser and its system, as "Chrome · Android". */
  label: string;
  use: DeviceUse | null;
  createdAt: number;
  usedAt: number;
  /** The one that asks. */
  isThis: boolean;
}

/** `GET /v1/passkeys`: what the person can sign in with. */
export interface OwnPasskey {
  id: string;
  name: string;
  createdAt: number;
  /** The day only, at its beginning in UTC: the moment would say when somebody was about to send. */
  usedAt: number | null;
}

/** Somewhere else where the caller was signed in, and that they have said nothing of yet. */
export interface NewDevice {
  /** The id of the session there. */
  session: string;
  label: string;
  at: number;
  /** Nothing is sealed to it before it is approved: the organisation wants that. */
  isWaiting: boolean;
}

/** What is known of somebody's day, and of the device that asks. */
export interface Today {
  /** "Ik ben er vandaag" was said on this device. */
  here: boolean;
  /** They are not there today: they said so, or their directeur did. */
  absent: boolean;
  /** This device is woken by a notification, as far as the server knows. */
  push: boolean;
}

/** Where nothing is known. */
export const NO_DAY: Today = { here: false, absent: false, push: false };

/** What a page is told beside signals; its newest state, each time whole. */
export interface SessionNews {
  /** Devices of one's own to say something of, the newest first. */
  newDevices: NewDevice[];
  /** Whether this device waits for approval: nothing is sealed to it until then. */
  awaitsApproval: boolean;
  /** What this person has not seen yet, the newest first. */
  announcements: Announcement[];
  today: Today;
}

/** What administrators change about who receives signals: for a receiving role or an administrator it takes two of them. */
export type Change =
  /** A one-time link to a first passkey, or to one more. */
  | { kind: 'invitation' }
  | { kind: 'address'; email: string }
  | { kind: 'role'; role: RoleName; school: string | null; title: string }
  /** Teaches a group on one day (ISO 8601 date). */
  | { kind: 'substitute'; group: string; day: string };

export type Decision = 'approved' | 'refused' | 'withdrawn';

/** What a school's contacts are told of a change. */
export interface Announcement {
  id: string;
  change: Change['kind'] | 'substitute-removed' | 'role-removed' | 'left' | 'school-removed' | 'import';
  /** The name of the colleague whom it is about; or of the school. */
  about: string;
  at: number;
}

/** What became of a change: done, with the link to hand over where it was not mailed; or waiting for another administrator. */
export type Changed = { done: true; link: string | null } | { done: false; request: string };

/** `GET /v1/requests`: what waits for a second administrator. */
export interface ChangeRequest {
  id: string;
  /** The address too: who approves must see to whom a link, or the first sign-in by it, would go. */
  person: { id: string; name: string; email: string };
  change: Change;
  /** Of a role its school, of a substitute the group and its school: names; null where the change is not about one. */
  school: string | null;
  group: string | null;
  askedBy: string;
  askedAt: number;
  expiresAt: number;
  /** The caller asked for it: they can withdraw it, and not approve it. */
  isOwn: boolean;
}

/** `POST /v1/people/search`: somebody of the organisation, as an administrator sees them. */
export interface PersonFound {
  id: string;
  name: string;
  email: string;
  roles: (Role & { schoolName: string | null })[];
  passkeys: number;
  /** Accounts of the organisation that have been used to sign in. */
  accounts: number;
  sessions: number;
  invitation: { state: 'open' | 'expired' | 'used'; at: number } | null;
}
