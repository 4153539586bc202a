import type { Stage } from '../support/course.js';

const OK = 'ok';
const NO = 'not-allowed';
const UNKNOWN = 'unknown-signal';
const TAKEN = 'taken';
const IN_USE = 'id-in-use';
const NO_SCHOOL = 'unknown-school';

/** One answer for each of the columns that stand above the table. */
type Table = Record<string, readonly [string, string, string, string, string]>;

const never = [NO, NO, NO, NO, NO] as const;

/** What the signals of a command have come to when it is given: the asker's own, and everybody else's. */
export const STAGES: Record<string, { own: Stage; others: Stage }> = {
  'signal:send': { own: 'waiting', others: 'waiting' },
  'signal:withdraw': { own: 'opened', others: 'opened' },
  'signal:open': { own: 'waiting', others: 'reserved' },
  'signal:read': { own: 'reserved', others: 'reserved' },
  'teachers:list': { own: 'opened', others: 'opened' },
  'signal:pass-on': { own: 'opened', others: 'opened' },
  'signal:told': { own: 'passed-on', others: 'passed-on' },
  'signal:return': { own: 'opened', others: 'opened' },
  'signal:complete': { own: 'copied', others: 'copied' },
  'copy:open': { own: 'passed-on', others: 'passed-on' },
  'signal:know': { own: 'copied', others: 'copied' },
};

/** Commands that name no signal. */
export const WITHOUT_SIGNAL: Record<string, Record<'sender' | 'recipient' | 'teacher' | 'administrator', string>> = {
  'session:renew': { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  'device:register': { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  inbox: { sender: OK, recipient: OK, teacher: OK, administrator: OK },
  'schools:find': { sender: OK, recipient: NO, teacher: NO, administrator: NO },
};

/** Columns: own (whom the signal concerns), a colleague's, another school's, another organisation's, unknown. */
export const BY_ROLE: Record<'sender' | 'recipient' | 'teacher' | 'administrator', Table> = {
  sender: {
    'signal:send': [OK, IN_USE, IN_USE, NO_SCHOOL, OK],
    'signal:withdraw': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:open': never,
    'signal:read': never,
    'teachers:list': never,
    'signal:pass-on': never,
    'signal:told': never,
    'signal:return': never,
    'signal:complete': never,
    'copy:open': never,
    'signal:know': never,
  },
  recipient: {
    'signal:send': never,
    'signal:withdraw': never,
    'signal:open': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:read': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'teachers:list': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:pass-on': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:told': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:return': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:complete': [OK, TAKEN, UNKNOWN, UNKNOWN, UNKNOWN],
    'copy:open': never,
    'signal:know': never,
  },
  teacher: {
    'signal:send': never,
    'signal:withdraw': never,
    'signal:open': never,
    'signal:read': never,
    'teachers:list': never,
    'signal:pass-on': never,
    'signal:told': never,
    'signal:return': never,
    'signal:complete': never,
    'copy:open': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
    'signal:know': [OK, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN],
  },
  administrator: {
    'signal:send': never,
    'signal:withdraw': never,
    'signal:open': never,
    'signal:read': never,
    'teachers:list': never,
    'signal:pass-on': never,
    'signal:told': never,
    'signal:return': never,
    'signal:complete': never,
    'copy:open': never,
    'signal:know': never,
  },
};

/** Wim, directeur and teacher. Columns: opened by him, passed on to him, neither but of his school, another school's, unknown. */
export const DIRECTEUR_WHO_TEACHES: Table = {
  'signal:send': never,
  'signal:withdraw': never,
  'signal:open': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:read': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'teachers:list': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:pass-on': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:told': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:return': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'signal:complete': [OK, TAKEN, TAKEN, UNKNOWN, UNKNOWN],
  'copy:open': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
  'signal:know': [UNKNOWN, OK, UNKNOWN, UNKNOWN, UNKNOWN],
};

/** Petra, contact of two schools. Columns: opened by her at the one, at the other, by a colleague there, a third school's, unknown. */
export const CONTACT_OF_TWO_SCHOOLS: Table = {
  'signal:send': never,
  'signal:withdraw': never,
  'signal:open': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:read': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'teachers:list': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:pass-on': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:told': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:return': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'signal:complete': [OK, OK, TAKEN, UNKNOWN, UNKNOWN],
  'copy:open': never,
  'signal:know': never,
};
