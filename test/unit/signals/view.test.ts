import { describe, expect, test } from '@jest/globals';
import { PHASE_TIMES, type View } from '../../../src/contract/index.js';
import type { Audience } from '../../../src/signals/audience.js';
import type { Opened } from '../../../src/signals/signal.js';
import { viewFor } from '../../../src/signals/view.js';
import * as made from './made-up.js';
import { deepFreeze, DRAFT, NOW, PLACES, SCHOOL, state, STATES } from './made-up.js';

const MINUTE = 60_000;
const AMBER = made.SENT + 5 * MINUTE;

/** What every view tells, for the version of the live states and that of what is left of one. */
const common = (version: number) => ({
  id: DRAFT.id,
  version,
  drill: false,
  sentAt: made.SENT,
  opensAt: made.OPENS,
  bellAt: made.BELL,
  endsAt: made.ENDS,
  times: PHASE_TIMES,
});
const LIVE = common(4);
const LEFT = common(9);

const audience = (as: View['as']): Audience => ({ as, place: PLACES[as] });
const seen = (as: View['as'], name: string, now = NOW) => viewFor(deepFreeze(state(name)), audience(as), now);

/** Each audience: what it sees in each state, by hand; a state that is not named is one in which it sees nothing. */
const school = { code: '99AA00', name: 'The school' };

const forSender = { ...LIVE, as: 'sender', school: SCHOOL, arrivedAt: made.SENT + 1_000, knownBy: null, returnedAt: null };
const untouched = { ...forSender, progress: 'waiting', openedAt: null, knownAt: null };
const passedOn = { ...forSender, progress: 'passed-on', openedAt: made.OPENED, knownAt: null };
const known = { ...forSender, progress: 'known', openedAt: made.OPENED, knownAt: made.KNOWN, knownBy: 'teacher' };
const settled = { ...known, knownBy: 'school' };

const forColleague = { ...LIVE, as: 'colleague', school: SCHOOL };

const forContact = { ...LIVE, as: 'contact', school };
const openedBy = { name: 'Name of opener', at: made.OPENED };

const forOpener = { ...LIVE, as: 'opener', school, openedAt: made.OPENED, toldAt: null };
const teacher = { person: 'id-teacher', name: 'Name of teacher', group: 'Group 5', chosenAt: made.CHOSEN };
const unseen = { ...teacher, arrivedAt: null, openedAt: null, knownAt: null };
const hasSeen = { ...teacher, arrivedAt: made.CHOSEN + 1_000, openedAt: made.SEEN, knownAt: null };
const knows = { ...hasSeen, knownAt: made.KNOWN };

const forTeacher = { as: 'teacher', school, from: 'Name of opener', chosenAt: made.CHOSEN };
const closed = { ...LIVE, ...forTeacher, openedAt: null, knownAt: null };

const EXPECTED: Record<View['as'], Record<string, object>> = {
  sender: {
    waiting: untouched,
    held: untouched,
    opened: { ...forSender, progress: 'opened', openedAt: made.OPENED, knownAt: null },
    passed: passedOn,
    seen: passedOn,
    known,
    told: settled,
    'told+': settled,
    'ended:r': {
      ...{ ...LEFT, as: 'sender', school: SCHOOL, progress: 'returned', arrivedAt: made.SENT + 1_000 },
      ...{ openedAt: made.OPENED, knownAt: null, knownBy: null, returnedAt: NOW },
    },
  },
  colleague: {
    waiting: { ...forColleague, progress: 'waiting' },
    held: { ...forColleague, progress: 'waiting' },
  },
  contact: {
    waiting: { ...forContact, progress: 'waiting', openedBy: null },
    held: { ...forContact, progress: 'waiting', openedBy: { name: 'Name of opener', at: made.RESERVED } },
    opened: { ...forContact, progress: 'opened', openedBy },
    passed: { ...forContact, progress: 'passed-on', openedBy },
    seen: { ...forContact, progress: 'passed-on', openedBy },
    known: { ...forContact, progress: 'known', openedBy },
    told: { ...forContact, progress: 'known', openedBy },
    'told+': { ...forContact, progress: 'known', openedBy },
  },
  opener: {
    opened: { ...forOpener, progress: 'opened', chosen: [] },
    passed: { ...forOpener, progress: 'passed-on', chosen: [unseen] },
    seen: { ...forOpener, progress: 'passed-on', chosen: [hasSeen] },
    known: { ...forOpener, progress: 'known', chosen: [knows] },
    told: { ...forOpener, progress: 'known', chosen: [], toldAt: made.KNOWN },
    'told+': { ...forOpener, progress: 'known', chosen: [unseen], toldAt: made.KNOWN },
  },
  teacher: {
    passed: closed,
    seen: { ...closed, openedAt: made.SEEN },
    known: { ...closed, openedAt: made.SEEN, knownAt: made.KNOWN },
    'told+': closed,
    card: { ...LEFT, ...forTeacher, openedAt: null, knownAt: null },
    'card+': { ...LEFT, ...forTeacher, openedAt: made.SEEN, knownAt: null },
  },
};

const AUDIENCES = Object.keys(EXPECTED) as View['as'][];
const NAMES = Object.keys(STATES).filter((name) => name !== 'none');

describe.each(AUDIENCES)('[R-VIEW-1] the %s', (as) => {
  test.each(NAMES)('%s', (name) => expect(seen(as, name)).toEqual(EXPECTED[as][name] ?? null));
});

test('[R-VIEW-1] a teacher sees nothing of a signal that was passed on to another', () => {
  for (const name of NAMES)
    expect(viewFor(state(name), { as: 'teacher', place: `teacher:${SCHOOL.code}/id-other-teacher` }, NOW)).toBeNull();
});

describe('[R-VIEW-3]', () => {
  const all = AUDIENCES.flatMap((as) => NAMES.map((name) => seen(as, name))).filter((view) => view !== null);

  test('no view of anybody holds sealed content', () => {
    expect(all).toHaveLength(31);
    expect(JSON.stringify(all)).not.toMatch(/SEALED|device-|ECDH/);
  });

  test("no view of a sender or colleague holds a member of the school's staff, nor anybody's id", () => {
    const theirs = all.filter(({ as }) => as === 'sender' || as === 'colleague');
    expect(theirs).toHaveLength(11);
    expect(JSON.stringify(theirs)).not.toMatch(/Name of|id-|Group 5/);
  });
});

describe('[R-VIEW-4] a colleague of the sender', () => {
  const colleague = (signal: Parameters<typeof viewFor>[0], now: number) => viewFor(signal, audience('colleague'), now);

  test('sees what waits from amber on, to the millisecond', () => {
    for (const name of ['waiting', 'held']) {
      expect(colleague(state(name), AMBER - 1)).toBeNull();
      expect(colleague(state(name), AMBER)).toMatchObject({ progress: 'waiting' });
    }
  });

  test('counts amber from the alert window for what was sent before it', () => {
    expect(colleague(made.scheduled, made.OPENS + 5 * MINUTE - 1)).toBeNull();
    expect(colleague(made.scheduled, made.OPENS + 5 * MINUTE)).not.toBeNull();
  });

  test('keeps seeing what was opened too late, and never sees what was opened in time', () => {
    const late: Opened = { ...made.opened, openedAt: AMBER };
    const inTime: Opened = { ...made.opened, openedAt: AMBER - 1 };
    expect(colleague(late, made.ENDS - 1)).toEqual({ ...forColleague, progress: 'opened' });
    expect(colleague({ ...late, toldAt: NOW }, made.ENDS - 1)).toEqual({ ...forColleague, progress: 'known' });
    expect(colleague(inTime, made.ENDS - 1)).toBeNull();
  });
});
