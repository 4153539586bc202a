import { type Envelope, PHASE_TIMES } from '../../../src/contract/index.js';
import type { Actor, Command, Draft } from '../../../src/signals/command.js';
import type { Completed, Copy, Deed, Ended, Opened, Reserved, Signal, Waiting } from '../../../src/signals/signal.js';
import { at } from '../../support/fake-clock.js';

export const MINUTE = 60_000;

/** A Monday: the alert window opened at 07:30, the signal was sent at 08:02. */
export const SENT = at('2027-01-11 08:02');
export const OPENS = at('2027-01-11 07:30');
export const BELL = at('2027-01-11 08:30');
export const ENDS = at('2027-01-11 15:30');
export const RESERVED = SENT + 1 * MINUTE;
export const OPENED = SENT + 2 * MINUTE;
export const CHOSEN = SENT + 3 * MINUTE;
/** Given back, or taken over by a colleague. */
export const HANDED = SENT + 3 * MINUTE;
/** The teacher has opened their copy, and asks to confer. */
export const SEEN = SENT + 4 * MINUTE;
/** From here on the sender's colleagues see what waits. */
export const AMBER = SENT + 5 * MINUTE;
/** Whoever follows it says that they are coming, or that the parents know. */
export const COMING = SENT + 5 * MINUTE;
export const KNOWN = SENT + 6 * MINUTE;
/** When the commands of the table are given: later than everything above. */
export const NOW = SENT + 7 * MINUTE;

export const SCHOOL = { code: '99AA00', name: 'The school', place: 'The place', phone: '0100000000' };
export const OTHER_SCHOOL = '99BB00';

/** Stands for ciphertext: whatever shows one of these words has shown sealed content. */
export const sealedFor = (word: string, ...devices: string[]): Envelope => ({
  protected: `SEALED-${word}`,
  iv: `SEALED-${word}`,
  ciphertext: `SEALED-${word}`,
  tag: `SEALED-${word}`,
  aad: `SEALED-${word}`,
  recipients: devices.map((kid) => ({ encrypted_key: `SEALED-${word}`, header: { alg: 'ECDH-ES+A256KW', kid } })),
});
export const FOR_SCHOOL = sealedFor('SCHOOL', 'device-contact', 'device-opener');
export const FOR_TEACHER = sealedFor('TEACHER', 'device-teacher');
/** Sealed anew, for a device that came later. */
export const FOR_NEW_DEVICE = sealedFor('ANEW', 'device-contact', 'device-opener', 'device-teacher', 'device-new');
export const FOR_OTHER_TEACHER = sealedFor('OTHER', 'device-other-teacher');

const ORGANISATION = 'the-organisation';

const somebody = (who: string, roles: Partial<Actor> = {}): Actor => ({
  person: `id-${who}`,
  name: `Name of ${who}`,
  senderOf: [],
  contactOf: [],
  teacherOf: [],
  ...roles,
});

export const ACTORS = {
  sender: somebody('sender', { senderOf: [ORGANISATION] }),
  colleague: somebody('colleague', { senderOf: [ORGANISATION] }),
  'sender elsewhere': somebody('sender-elsewhere', { senderOf: ['other-organisation'] }),
  contact: somebody('contact', { contactOf: [SCHOOL.code] }),
  opener: somebody('opener', { contactOf: [SCHOOL.code] }),
  'opener no more': somebody('opener'),
  'contact elsewhere': somebody('contact-elsewhere', { contactOf: [OTHER_SCHOOL] }),
  teacher: somebody('teacher', { teacherOf: [SCHOOL.code] }),
  'teacher no more': somebody('teacher', { teacherOf: [OTHER_SCHOOL] }),
  'other teacher': somebody('other-teacher', { teacherOf: [SCHOOL.code] }),
} satisfies Record<string, Actor>;

export type Who = keyof typeof ACTORS;

const staff = (who: Who) => ({ person: ACTORS[who].person, name: ACTORS[who].name });

export const PLACES = {
  sender: 'sender:id-sender',
  colleague: `senders:${ORGANISATION}`,
  contact: `contacts:${SCHOOL.code}`,
  opener: `contact:${SCHOOL.code}/id-opener`,
  /** Who followed it once, or follows it since they took it over. */
  taker: `contact:${SCHOOL.code}/id-contact`,
  teacher: `teacher:${SCHOOL.code}/id-teacher`,
  'other teacher': `teacher:${SCHOOL.code}/id-other-teacher`,
} as const;

export const DRAFT: Draft = {
  id: '7d3f6a1e-4b0c-4f9e-8a57-0c1d2e3f4a5b',
  organisation: ORGANISATION,
  sender: 'id-sender',
  school: SCHOOL,
  sector: 'po',
  drill: false,
  times: PHASE_TIMES,
  opensAt: OPENS,
  bellAt: BELL,
  endsAt: ENDS,
  sealed: FOR_SCHOOL,
};
/** What the draft of whoever sends it says beside. */
const drafts: Partial<Record<Who, Partial<Draft>>> = {
  colleague: { sender: 'id-colleague' },
  'sender elsewhere': { sender: 'id-sender-elsewhere', organisation: 'other-organisation' },
};
/** A drill that the school itself starts. */
export const OWN_DRILL: Draft = { ...DRAFT, drill: true, sender: null };

/** In some memory. */
export const DEED: Deed = { epoch: 'an-epoch', startedAt: OPENS, version: 4 };

const course = { arrivedAt: SENT + 1_000, calledAt: null, amberAt: null, handedBack: null, saw: [], letGo: [] };
const live = { ...DRAFT, ...course, version: 4, deed: DEED, sentAt: SENT };
const by = staff('opener');
const undecided = { copies: [], toldAt: null, parents: null };

export const waiting: Waiting = { ...live, state: 'waiting', alertedAt: SENT, reminders: 0, unreadableSince: null };
/** Sent on the Friday evening before: nobody has been disturbed yet. */
export const scheduled: Waiting = { ...waiting, sentAt: at('2027-01-08 21:00'), arrivedAt: null, alertedAt: null };
export const held: Reserved = { ...live, state: 'reserved', by, reservedAt: RESERVED };
export const opened: Opened = { ...live, state: 'opened', by, openedAt: OPENED, takenAt: OPENED, ...undecided };
/** Opened by the opener, and given back. */
export const handed: Waiting = {
  ...waiting,
  alertedAt: HANDED,
  handedBack: { by, at: HANDED },
  saw: [{ as: 'opener', place: PLACES.opener }],
};
/** Opened by the opener, and taken over by the other contact. */
export const over: Opened = { ...opened, by: staff('contact'), takenAt: HANDED, saw: [{ as: 'opener', place: PLACES.opener }] };

const fresh = { chosenAt: CHOSEN, arrivedAt: null, openedAt: null, knownAt: null, confer: null, absentAt: null, reminders: 0 };
export const copy = { ...staff('teacher'), group: 'Group 5', sealed: FOR_TEACHER, ...fresh } satisfies Copy;
export const seenCopy: Copy = { ...copy, arrivedAt: CHOSEN + 1_000, openedAt: SEEN };
export const knownCopy: Copy = { ...seenCopy, knownAt: KNOWN };
export const otherCopy = { ...staff('other teacher'), group: null, sealed: FOR_OTHER_TEACHER, ...fresh } satisfies Copy;
const oneOfFive = (n: number): Copy => ({ ...otherCopy, person: `id-colleague-${n}`, name: `Name of colleague-${n}` });

const { drill, times, opensAt, bellAt, endsAt, id, organisation, sector } = DRAFT;
const card: Completed = {
  state: 'completed',
  ...{ id, version: 9, deed: DEED, organisation, sector, drill, times, sentAt: SENT, opensAt, bellAt, endsAt },
  school: { code: SCHOOL.code, name: SCHOOL.name },
  by,
  openedAt: OPENED,
  copies: [copy],
  letGo: [],
  toldAt: null,
  parents: null,
};

const ended: Ended = {
  state: 'ended',
  ...{ id, version: 9, endsAt, deed: DEED },
  ...{ outcome: 'withdrawn', witnesses: [], returned: null },
};
const returnedView: NonNullable<Ended['returned']> = {
  as: 'sender',
  ...{ id, version: 9, drill, sentAt: SENT, opensAt, handedBackAt: null, bellAt, endsAt, times, school: SCHOOL },
  ...{ progress: 'returned', arrivedAt: SENT + 1_000, openedAt: OPENED, knownAt: null, knownBy: null, returnedAt: NOW },
  calledAt: null,
};
const theSender = { as: 'sender', place: PLACES.sender } as const;
const theTeacher = { as: 'teacher', place: PLACES.teacher } as const;

/** Every state of the first table in docs/protocol.md, by its name there. */
export const STATES: Record<string, Signal | null> = {
  none: null,
  waits: waiting,
  handed,
  held,
  opened,
  over,
  passed: { ...opened, copies: [copy] },
  seen: { ...opened, copies: [seenCopy] },
  known: { ...opened, copies: [knownCopy] },
  told: { ...opened, toldAt: KNOWN },
  'told+': { ...opened, toldAt: KNOWN, copies: [copy] },
  card,
  'card+': { ...card, copies: [seenCopy] },
  'end:w': { ...ended, witnesses: [theSender, { as: 'opener', place: PLACES.opener }, theTeacher] },
  'end:r': { ...ended, outcome: 'returned', witnesses: [theSender], returned: returnedView },
  'end:c': { ...ended, outcome: 'completed' },
  'end:l': { ...ended, outcome: 'lost', witnesses: [theSender] },
};

/** The state of that name: never `none`. */
export function state(name: string): Signal {
  const found = STATES[name];
  if (!found) throw new Error(`no state is called ${name}`);
  return found;
}

const seen: Opened = { ...opened, copies: [seenCopy] };
const asked: Copy = { ...seenCopy, confer: { askedAt: SEEN, comingAt: null } };
const calls = (who: Who, informedAt: number | null = null) => ({ ...staff(who), informedAt });

/** The states of the smaller tables: their own, and those of the first that they name. */
export const CHOOSING: Record<string, Signal> = {
  two: { ...opened, copies: [copy, otherCopy] },
  full: { ...opened, copies: [copy, ...[1, 2, 3, 4].map(oneOfFive)] },
};
export const CONFERRING: Record<string, Signal> = {
  asked: { ...opened, copies: [asked] },
  coming: { ...opened, copies: [{ ...asked, confer: { askedAt: SEEN, comingAt: COMING } }] },
};
export const CALLING: Record<string, Signal> = {
  'opener?': { ...seen, parents: calls('opener') },
  'theirs?': { ...seen, parents: calls('teacher') },
  informed: { ...seen, parents: calls('teacher', COMING) },
  'card:?': { ...card, copies: [seenCopy], parents: calls('teacher') },
  'card:i': { ...card, copies: [seenCopy], parents: calls('teacher', COMING) },
};
/** Those of a drill that the school started: without a sender. */
export const DRILLS: Record<string, Signal | null> = Object.fromEntries(
  ['none', 'waits', 'held', 'opened', 'passed', 'card', 'end:r', 'end:c'].map((name) => [name, ofSchool(STATES[name]!)]),
);

function ofSchool(signal: Signal | null): Signal | null {
  if (signal?.state === 'ended') return { ...signal, witnesses: [], returned: null };
  return signal && { ...signal, drill: true, ...('sender' in signal ? { sender: null } : {}) };
}

const anew = { sealed: FOR_NEW_DEVICE, devices: FOR_NEW_DEVICE.recipients.map(({ header }) => header.kid) };

const passOn = (to: Who, instead: Who | null = null): Command => {
  const { person, name } = ACTORS[to];
  const { group, sealed } = to === 'teacher' ? copy : otherCopy;
  return { do: 'pass-on', to: { person, name }, group, sealed, instead: instead && ACTORS[instead].person };
};

/** Every command of the tables, given to the point: on a device that has a copy. */
export const COMMANDS: Record<string, (who: Who) => Command> = {
  send: (who) => ({ do: 'send', draft: { ...DRAFT, ...drafts[who] } }),
  again: () => ({ do: 'send-again', school: SCHOOL.code, drill: false, sender: 'id-sender' }),
  elsewhere: () => ({ do: 'send-again', school: OTHER_SCHOOL, drill: false, sender: 'id-sender' }),
  drill: () => ({ do: 'send-again', school: SCHOOL.code, drill: true, sender: null }),
  start: () => ({ do: 'send', draft: OWN_DRILL }),
  called: () => ({ do: 'called' }),
  early: () => ({ do: 'called' }),
  reseal: () => ({ do: 'reseal', ...anew }),
  withdraw: () => ({ do: 'withdraw' }),
  open: (who) => ({ do: 'open', device: `device-${who}` }),
  read: () => ({ do: 'read' }),
  'take-over': (who) => ({ do: 'take-over', device: `device-${who}` }),
  'hand-back': () => ({ do: 'hand-back' }),
  follow: () => ({ do: 'follow' }),
  'pass-on': () => passOn('teacher'),
  choose: () => passOn('other teacher'),
  instead: () => passOn('other teacher', 'teacher'),
  'seal-s': () => ({ do: 'reseal-copies', teacher: null, ...anew }),
  'seal-t': () => ({ do: 'reseal-copies', teacher: ACTORS.teacher.person, ...anew }),
  told: () => ({ do: 'told' }),
  coming: () => ({ do: 'coming', teacher: ACTORS.teacher.person }),
  'i-call': (who) => ({ do: 'parents', person: ACTORS[who].person }),
  'they-call': () => ({ do: 'parents', person: ACTORS.teacher.person }),
  'x-calls': () => ({ do: 'parents', person: ACTORS['other teacher'].person }),
  informed: () => ({ do: 'informed' }),
  return: () => ({ do: 'return' }),
  complete: () => ({ do: 'complete' }),
  copy: () => ({ do: 'open-copy', device: 'device-teacher' }),
  'seal-own': () => ({ do: 'reseal-own', ...anew }),
  know: () => ({ do: 'know' }),
  confer: () => ({ do: 'confer' }),
  'they-know': () => ({ do: 'copy-informed' }),
};

/** Commands that are given at another moment than the others: before amber. */
export const WHEN: Record<string, number> = { early: AMBER - 1 };

/** Frozen to the bottom, so that whoever changes it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
