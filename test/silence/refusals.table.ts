import type { Stage } from '../support/course.js';

const OK = 'ok';
const NO = 'not-allowed';
const UNKNOWN = 'unknown-signal';
const TAKEN = 'taken';
const MOMENT = 'wrong-moment';
const IN_USE = 'id-in-use';
const ENDED = 'ended';
const NO_SCHOOL = 'unknown-school';

/** One answer for each of the columns that stand above the table. */
type Row = readonly [string, string, string, string, string];
type Table = Record<string, Row>;

const never = [NO, NO, NO, NO, NO] as const;

/** What the signals of a command have come to when it is given: the asker's own, and everybody else's. */
export const STAGES: Record<string, { own: Stage; others: Stage }> = {
  'signal:send': { own: 'waiting', others: 'waiting' },
  'signal:reseal': { own: 'waiting', others: 'waiting' },
  'signal:withdraw': { own: 'opened', others: 'opened' },
  'signal:called': { own: 'waiting', others: 'waiting' },
  'drill:send': { own: 'waiting', others: 'waiting' },
  'signal:open': { own: 'waiting', others: 'reserved' },
  'signal:read': { own: 'reserved', others: 'reserved' },
  'signal:take-over': { own: 'opened', others: 'opened' },
  'signal:hand-back': { own: 'opened', others: 'opened' },
  'teachers:list': { own: 'opened', others: 'opened' },
  'signal:pass-on': { own: 'opened', others: 'opened' },
  'copies:reseal': { own: 'opened', others: 'opened' },
  'signal:told': { own: 'passed-on', others: 'passed-on' },
  'signal:coming': { own: 'to-confer', others: 'to-confer' },
  'signal:parents': { own: 'passed-on', others: 'passed-on' },
  'signal:informed': { own: 'to-call', others: 'to-call' },
  'signal:return': { own: 'opened', others: 'opened' },
  'signal:complete': { own: 'copied', others: 'copied' },
  'copy:open': { own: 'passed-on', others: 'passed-on' },
  'copy:reseal': { own: 'copied', others: 'copied' },
  'signal:know': { own: 'copied', others: 'copied' },
  'signal:confer': { own: 'copied', others: 'copied' },
  'copy:informed': { own: 'to-call', others: 'to-call' },
};

/** Commands that name no signal. */
export const WITHOUT_SIGNAL: Record<string, Record<'sender' | 'recipient' | 'teacher' | 'administrator', string>> = {
  'session:renew': { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  'device:register': { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  // Of a sign-in that is not there: to say something of one's own, see journeys/devices.
  'device:approve': { sender: 'wrong-moment', recipient: 'wrong-moment', teacher: 'wrong-moment', administrator: 'wrong-moment' },
  'device:refuse': { sender: 'wrong-moment', recipient: 'wrong-moment', teacher: 'wrong-moment', administrator: 'wrong-moment' },
  'announcement:seen': { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  inbox: { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  memory: { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  // Of what is no receipt: how it is done, see journeys/restoring.
  'signal:restore': { sender: UNKNOWN, recipient: UNKNOWN, teacher: UNKNOWN, administrator: UNKNOWN },
  'presence:absent': { sender: NO, recipient: OK, teacher: OK, administrator: NO },
  // At an address of no known push service, and so of a browser that is woken nowhere: see journeys/push.
  'push:subscribe': { sender: NO, recipient: 'no-push', teacher: 'no-push', administrator: NO },
  'push:unsubscribe': { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  'push:test': { sender: NO, recipient: 'no-push', teacher: 'no-push', administrator: NO },
  'presence:challenge': { sender: NO, recipient: OK, teacher: OK, administrator: NO },
  // Without having been asked: how it is done, see journeys/check-in.
  'presence:check-in': { sender: NO, recipient: 'no-living-key', teacher: 'no-living-key', administrator: NO },
  'schools:reach': { sender: OK, recipient: NO, teacher: NO, administrator: NO },
  'schools:find': { sender: OK, recipient: NO, teacher: NO, administrator: NO },
  'drill:schools': { sender: NO, recipient: OK, teacher: NO, administrator: NO },
};

const NOT_A_SENDER: Table = { 'signal:send': never, 'signal:reseal': never, 'signal:withdraw': never, 'signal:called': never };

const NOT_A_RECIPIENT: Table = {
  'drill:send': never,
  'signal:open': never,
  'signal:read': never,
  'signal:take-over': never,
  'signal:hand-back': never,
  'teachers:list': never,
  'signal:pass-on': never,
  'copies:reseal': never,
  'signal:told': never,
  'signal:coming': never,
  'signal:parents': never,
  'signal:informed': never,
  'signal:return': never,
  'signal:complete': never,
};

const NOT_A_TEACHER: Table = {
  'copy:open': never,
  'copy:reseal': never,
  'signal:know': never,
  'signal:confer': never,
  'copy:informed': never,
};

/** Columns: own (whom the signal concerns), a colleague's, another school's, another organisation's, unknown. */
export const BY_ROLE: Record<'sender' | 'recipient' | 'teacher' | 'administrator', Table> = {
  sender: {
    'signal:send': [OK, IN_USE, IN_USE, NO_SCHOOL, OK],
    'signal:reseal': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:withdraw': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:called': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    ...NOT_A_RECIPIENT,
    ...NOT_A_TEACHER,
  },
  recipient: {
    ...NOT_A_SENDER,
    'drill:send': [IN_USE, IN_USE, NO_SCHOOL, NO_SCHOOL, OK],
    'signal:open': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:read': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:take-over': [OK, OK, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:hand-back': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'teachers:list': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:pass-on': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'copies:reseal': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:told': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:coming': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:parents': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:informed': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:return': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:complete': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    ...NOT_A_TEACHER,
  },
  teacher: {
    ...NOT_A_SENDER,
    ...NOT_A_RECIPIENT,
    'copy:open': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'copy:reseal': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:know': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:confer': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'copy:informed': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
  },
  administrator: { ...NOT_A_SENDER, ...NOT_A_RECIPIENT, ...NOT_A_TEACHER },
};

/** Wim, directeur and teacher. Columns: opened by him, passed on to him, neither but of his school, another school's, unknown. */
export const DIRECTEUR_WHO_TEACHES: Table = {
  ...NOT_A_SENDER,
  'drill:send': [IN_USE, IN_USE, IN_USE, NO_SCHOOL, OK],
  'signal:open': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:read': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:take-over': [OK, OK, OK, UNKNOWN, UNKNOWN],
  'signal:hand-back': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'teachers:list': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:pass-on': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'copies:reseal': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:told': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:coming': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:parents': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:informed': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:return': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:complete': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'copy:open': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
  'copy:reseal': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
  'signal:know': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
  'signal:confer': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
  'copy:informed': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
};

/** Petra, contact of two schools. Columns: opened by her at the one, at the other, by a colleague there, a third school's, unknown. */
export const CONTACT_OF_TWO_SCHOOLS: Table = {
  ...NOT_A_SENDER,
  'drill:send': [IN_USE, IN_USE, IN_USE, NO_SCHOOL, OK],
  'signal:open': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:read': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:take-over': [OK, OK, OK, UNKNOWN, UNKNOWN],
  'signal:hand-back': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'teachers:list': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:pass-on': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'copies:reseal': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:told': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:coming': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:parents': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:informed': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:return': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:complete': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  ...NOT_A_TEACHER,
};

/**
 * Those who had a part in it: what they are answered about a signal
 * that was opened by one contact, taken over by another, passed on to one teacher, and then to another instead.
 */
export const FORMER = {
  follower: {
    'signal:open': TAKEN,
    'signal:read': TAKEN,
    'signal:hand-back': TAKEN,
    'teachers:list': TAKEN,
    'signal:pass-on': TAKEN,
    'copies:reseal': TAKEN,
    'signal:told': TAKEN,
    'signal:coming': TAKEN,
    'signal:parents': TAKEN,
    'signal:informed': TAKEN,
    'signal:return': TAKEN,
    'signal:complete': TAKEN,
  },
  teacher: {
    'copy:open': UNKNOWN,
    'copy:reseal': UNKNOWN,
    'signal:know': UNKNOWN,
    'signal:confer': UNKNOWN,
    'copy:informed': UNKNOWN,
  },
};

/** A sender's colleague. Columns: before amber, from amber on, opened from amber on, withdrawn; and the other organisation's sender. */
export const COLLEAGUE: Table = {
  'signal:send': [IN_USE, IN_USE, IN_USE, IN_USE, NO_SCHOOL],
  'signal:reseal': [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
  'signal:withdraw': [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
  'signal:called': [UNKNOWN, OK, OK, UNKNOWN, UNKNOWN],
};

/** The sender, of a signal that has ended. Columns: withdrawn, returned, completed with a teacher's copy, and without one. */
export const ENDED_ONE: Record<string, readonly [string, string, string, string]> = {
  'signal:send': [ENDED, ENDED, ENDED, ENDED],
  'signal:reseal': [ENDED, ENDED, UNKNOWN, UNKNOWN],
  'signal:withdraw': [OK, ENDED, UNKNOWN, UNKNOWN],
  'signal:called': [ENDED, ENDED, UNKNOWN, UNKNOWN],
};

/** Whoever follows it. Columns: opened, passed on, told and nobody chosen. What is not here is possible in all three. */
export const TOO_EARLY_OR_LATE = {
  'signal:hand-back': [OK, MOMENT, MOMENT],
  'signal:coming': ['unknown-teacher', MOMENT, 'unknown-teacher'],
  'signal:parents': ['unknown-teacher', OK, 'unknown-teacher'],
  'signal:informed': [MOMENT, MOMENT, MOMENT],
  // Last, since it ends what the others are tried on.
  'signal:complete': [MOMENT, OK, OK],
} as const;
