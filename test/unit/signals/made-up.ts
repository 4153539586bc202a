import { type Envelope, PHASE_TIMES } from '../../../src/contract/index.js';
import type { Actor, Command, Draft } from '../../../src/signals/command.js';
import type { Completed, Copy, Ended, Opened, Reserved, Signal, Waiting } from '../../../src/signals/signal.js';
import { at } from '../../support/fake-clock.js';

const MINUTE = 60_000;

/** A Monday: the alert window opened at 07:30, the signal was sent at 08:02. */
export const SENT = at('2027-01-11 08:02');
export const OPENS = at('2027-01-11 07:30');
export const BELL = at('2027-01-11 08:30');
export const ENDS = at('2027-01-11 15:30');
export const RESERVED = SENT + 1 * MINUTE;
export const OPENED = SENT + 2 * MINUTE;
export const CHOSEN = SENT + 3 * MINUTE;
export const SEEN = SENT + 4 * MINUTE;
export const KNOWN = SENT + 6 * MINUTE;
/** When the commands of the table are given: later than everything above, before amber means nothing any more. */
export const NOW = SENT + 7 * MINUTE;

export const SCHOOL = { code: '99AA00', name: 'The school', place: 'The place', phone: '0100000000' };
export const OTHER_SCHOOL = '99BB00';

/** Stands for ciphertext: whatever shows one of these words has shown sealed content. */
const sealedFor = (word: string, ...devices: string[]): Envelope => ({
  protected: `SEALED-${word}`,
  iv: `SEALED-${word}`,
  ciphertext: `SEALED-${word}`,
  tag: `SEALED-${word}`,
  aad: `SEALED-${word}`,
  recipients: devices.map((kid) => ({ encrypted_key: `SEALED-${word}`, header: { alg: 'ECDH-ES+A256KW', kid } })),
});
export const FOR_SCHOOL = sealedFor('SCHOOL', 'device-contact', 'device-opener');
export const FOR_TEACHER = sealedFor('TEACHER', 'device-teacher');

const somebody = (who: string, contactOf: string[] = [], teacherOf: string[] = []): Actor => ({
  person: `id-${who}`,
  name: `Name of ${who}`,
  contactOf,
  teacherOf,
});

export const ACTORS = {
  sender: somebody('sender'),
  'other sender': somebody('other-sender'),
  contact: somebody('contact', [SCHOOL.code]),
  opener: somebody('opener', [SCHOOL.code]),
  'opener no more': somebody('opener'),
  'contact elsewhere': somebody('contact-elsewhere', [OTHER_SCHOOL]),
  teacher: somebody('teacher', [], [SCHOOL.code]),
  'teacher no more': somebody('teacher', [], [OTHER_SCHOOL]),
  'other teacher': somebody('other-teacher', [], [SCHOOL.code]),
} satisfies Record<string, Actor>;

export const PLACES = {
  sender: 'sender:id-sender',
  colleague: 'senders:the-organisation',
  contact: `contacts:${SCHOOL.code}`,
  opener: `contact:${SCHOOL.code}/id-opener`,
  teacher: `teacher:${SCHOOL.code}/id-teacher`,
} as const;

export const DRAFT: Draft = {
  id: '7d3f6a1e-4b0c-4f9e-8a57-0c1d2e3f4a5b',
  organisation: 'the-organisation',
  school: SCHOOL,
  drill: false,
  times: PHASE_TIMES,
  opensAt: OPENS,
  bellAt: BELL,
  endsAt: ENDS,
  sealed: FOR_SCHOOL,
};

const live = { ...DRAFT, version: 4, sender: 'id-sender', sentAt: SENT, arrivedAt: SENT + 1_000 };
const by = { person: 'id-opener', name: 'Name of opener' };

export const waiting: Waiting = { ...live, state: 'waiting', alertedAt: SENT };
/** Sent on the Friday evening before: nobody has been disturbed yet. */
export const scheduled: Waiting = { ...waiting, sentAt: at('2027-01-08 21:00'), arrivedAt: null, alertedAt: null };
export const held: Reserved = { ...live, state: 'reserved', by, reservedAt: RESERVED };
export const opened: Opened = { ...live, state: 'opened', by, openedAt: OPENED, copies: [], toldAt: null };

const copy: Copy = {
  person: 'id-teacher',
  name: 'Name of teacher',
  group: 'Group 5',
  sealed: FOR_TEACHER,
  chosenAt: CHOSEN,
  arrivedAt: null,
  openedAt: null,
  knownAt: null,
};
const seenCopy: Copy = { ...copy, arrivedAt: CHOSEN + 1_000, openedAt: SEEN };
const knownCopy: Copy = { ...seenCopy, knownAt: KNOWN };

const { drill, times, opensAt, bellAt, endsAt, id } = DRAFT;
const card: Completed = {
  state: 'completed',
  id,
  version: 9,
  endsAt,
  drill,
  times,
  sentAt: SENT,
  opensAt,
  bellAt,
  school: { code: SCHOOL.code, name: SCHOOL.name },
  by,
  copies: [copy],
};

const ended: Ended = { state: 'ended', id, version: 9, endsAt, outcome: 'withdrawn', witnesses: [], returned: null };
const returnedView: NonNullable<Ended['returned']> = {
  as: 'sender',
  ...{ id, version: 9, drill, sentAt: SENT, opensAt, bellAt, endsAt, times, school: SCHOOL },
  ...{ progress: 'returned', arrivedAt: SENT + 1_000, openedAt: OPENED, knownAt: null, knownBy: null, returnedAt: NOW },
};

/** Every state of the table in docs/protocol.md, by its name there. */
export const STATES: Record<string, Signal | null> = {
  none: null,
  waiting,
  held,
  opened,
  passed: { ...opened, copies: [copy] },
  seen: { ...opened, copies: [seenCopy] },
  known: { ...opened, copies: [knownCopy] },
  told: { ...opened, toldAt: KNOWN },
  'told+': { ...opened, toldAt: KNOWN, copies: [copy] },
  card,
  'card+': { ...card, copies: [seenCopy] },
  'ended:w': {
    ...ended,
    witnesses: [
      { as: 'sender', place: PLACES.sender },
      { as: 'opener', place: PLACES.opener },
      { as: 'teacher', place: PLACES.teacher },
    ],
  },
  'ended:r': { ...ended, outcome: 'returned', witnesses: [{ as: 'sender', place: PLACES.sender }], returned: returnedView },
  'ended:c': { ...ended, outcome: 'completed' },
};

/** The state of that name: never `none`. */
export const state = (name: string): Signal => STATES[name]!;

/** Every command of the table, given to the point: on a device that has a copy. */
export const COMMANDS: Record<string, (who: keyof typeof ACTORS) => Command> = {
  send: () => ({ do: 'send', school: SCHOOL.code, draft: DRAFT }),
  again: () => ({ do: 'send-again', school: SCHOOL.code }),
  elsewhere: () => ({ do: 'send-again', school: OTHER_SCHOOL }),
  withdraw: () => ({ do: 'withdraw' }),
  open: (who) => ({ do: 'open', device: `device-${who}` }),
  read: () => ({ do: 'read' }),
  follow: () => ({ do: 'follow' }),
  'pass-on': () => ({ do: 'pass-on', to: { person: copy.person, name: copy.name }, group: copy.group, sealed: FOR_TEACHER }),
  choose: () => ({
    do: 'pass-on',
    to: { person: 'id-other-teacher', name: 'Name of other-teacher' },
    group: null,
    sealed: FOR_TEACHER,
  }),
  told: () => ({ do: 'told' }),
  return: () => ({ do: 'return' }),
  complete: () => ({ do: 'complete' }),
  copy: () => ({ do: 'open-copy', device: 'device-teacher' }),
  know: () => ({ do: 'know' }),
};

/** Frozen to the bottom, so that whoever changes it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
