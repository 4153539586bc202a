import type {
  AccessToken,
  AdministrationRecord,
  Change,
  Changed,
  ChangeRequest,
  CountKind,
  CountRow,
  DeviceUse,
  Health,
  Installation,
  Invited,
  Me,
  Organisation,
  OrganisationSettings,
  OwnPasskey,
  OwnSession,
  PersonFound,
  PhaseTimes,
  PublishedCounts,
  PublishedQuarter,
  RecordsListed,
  Role,
  RoleName,
  Sector,
  SessionListed,
} from '../contract/index.js';
import {
  date,
  either,
  flag,
  identifier,
  just,
  listOf,
  named,
  object,
  oneOf,
  orNull,
  type Schema,
  text,
  whole,
} from './schema.js';

/** What the contract's types are in JSON Schema. Moments are milliseconds since 1970. */

const roleName = named('RoleName', oneOf<RoleName>({ sender: true, recipient: true, teacher: true, administrator: true }));
export const sector = named('Sector', oneOf<Sector>({ po: true, vo: true, mbo: true }));
const use = orNull(named('DeviceUse', oneOf<DeviceUse>({ own: true, shared: true, board: true })));
const role = { role: roleName, school: orNull(text), title: text };
type RoleAt = Role & { schoolName: string | null };
const roleAt = named('RoleAtSchool', object<RoleAt>({ ...role, schoolName: orNull(text) }));

export const me = named(
  'Me',
  object<Me>({
    ...{ person: identifier, name: text, organisation: identifier, use, provenUntil: orNull(whole), phone: orNull(text) },
    roles: listOf(named('Role', object<Role>(role))),
  }),
);
export const accessToken = named(
  'AccessToken',
  object<AccessToken>({ person: identifier, token: text, expiresAt: whole, now: whole, use }),
);
export const ownSession = named(
  'OwnSession',
  object<OwnSession>({ id: identifier, label: text, use, createdAt: whole, usedAt: whole, isThis: flag }),
);
export const ownPasskey = named(
  'OwnPasskey',
  object<OwnPasskey>({ id: text, name: text, createdAt: whole, usedAt: orNull(whole) }),
);
export const installation = named(
  'Installation',
  object<Installation>({
    demonstration: flag,
    issuers: listOf(object<Installation['issuers'][number]>({ key: text, name: text })),
    pushKey: orNull(text),
  }),
);
export const health = named('Health', object<Health>({ directory: flag, signals: flag }));
export const invited = named(
  'Invited',
  object<Invited>({ name: text, organisation: text, roles: listOf(roleAt), expiresAt: whole }),
);

const invitationState = oneOf<'open' | 'expired' | 'used'>({ open: true, expired: true, used: true });
type State = NonNullable<PersonFound['invitation']>;
export const invitation = orNull(object<State>({ state: invitationState, at: whole }));
export const personFound = named(
  'PersonFound',
  object<PersonFound>({
    ...{ id: identifier, name: text, email: text, roles: listOf(roleAt), passkeys: whole, accounts: whole, sessions: whole },
    invitation,
  }),
);
export const sessionListed = named(
  'SessionListed',
  object<SessionListed>({ id: identifier, label: text, use, since: date, usedOn: date }),
);
export const changed = named(
  'Changed',
  either(
    object<Extract<Changed, { done: true }>>({ done: just(true), link: orNull(text) }),
    object<Extract<Changed, { done: false }>>({ done: just(false), request: identifier }),
  ),
);

type Kind<K extends Change['kind']> = Extract<Change, { kind: K }>;
const change: Schema<Change> = named(
  'Change',
  either(
    either(
      object<Kind<'invitation'>>({ kind: just('invitation') }),
      object<Kind<'address'>>({ kind: just('address'), email: text }),
    ),
    either(
      object<Kind<'role'>>({ kind: just('role'), ...role }),
      object<Kind<'substitute'>>({ kind: just('substitute'), group: identifier, day: date }),
    ),
  ),
);
export const changeRequest = named(
  'ChangeRequest',
  object<ChangeRequest>({
    ...{ id: identifier, change, school: orNull(text), group: orNull(text) },
    person: object<ChangeRequest['person']>({ id: identifier, name: text, email: text }),
    ...{ askedBy: text, askedAt: whole, expiresAt: whole, isOwn: flag },
  }),
);

const record = named(
  'AdministrationRecord',
  object<AdministrationRecord>({
    ...{ id: text, at: whole, actor: orNull(text), action: text, object: orNull(text), result: text },
  }),
);
export const recordsListed = named('RecordsListed', object<RecordsListed>({ records: listOf(record), more: flag }));

const settings = named(
  'OrganisationSettings',
  object<OrganisationSettings>({
    ...{ windowMinutes: whole, cutoffMinutes: whole, stepUpMinutes: whole, approveDevices: flag, phone: text },
    phases: object<PhaseTimes>({ repeat: whole, amber: whole, call: whole, callBeforeBell: whole, walk: whole, choose: whole }),
  }),
);
export const organisation = named('Organisation', object<Organisation>({ name: text, settings, defaults: settings }));

const number = orNull(whole);
const numbers = object<Record<CountKind, number | null>>({
  ...{ sent: number, 'opened-before-bell': number, 'known-before-bell': number },
  ...{ returned: number, withdrawn: number, unopened: number },
});
const quarter = named(
  'PublishedQuarter',
  object<PublishedQuarter>({
    ...{ quarter: text, withheld: listOf(sector), missingAfter: listOf(date) },
    rows: listOf(object<CountRow>({ sectors: listOf(sector), numbers })),
  }),
);
export const publishedCounts = named(
  'PublishedCounts',
  object<PublishedCounts>({ since: date, until: orNull(date), missingAfter: listOf(date), quarters: listOf(quarter) }),
);

type Named = { id: string; name: string };
export const groupListed = named('GroupListed', object<Named>({ id: identifier, name: text }));
