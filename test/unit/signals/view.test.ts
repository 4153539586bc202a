import { describe, expect, test } from '@jest/globals';
import { PHASE_TIMES, type View } from '../../../src/contract/index.js';
import type { Audience } from '../../../src/signals/audience.js';
import type { Opened } from '../../../src/signals/signal.js';
import { viewFor } from '../../../src/signals/view.js';
import * as made from './made-up.js';
import { AMBER, deepFreeze, DRAFT, MINUTE, NOW, PLACES, SCHOOL, state, STATES } from './made-up.js';

/** What every view tells, for the version of the live states and that of what is left of one. */
const common = (version: number) => ({
  id: DRAFT.id,
  version,
  drill: false,
  sentAt: made.SENT,
  opensAt: made.OPENS,
  handedBackAt: null as number | null,
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

const forSender = {
  ...{ ...LIVE, as: 'sender', school: SCHOOL, arrivedAt: made.SENT + 1_000, knownBy: null, returnedAt: null },
  calledAt: null as number | null,
};
const untouched = { ...forSender, progress: 'waiting', openedAt: null, knownAt: null };
const passedOn = { ...forSender, progress: 'passed-on', openedAt: made.OPENED, knownAt: null };
const known = { ...forSender, progress: 'known', openedAt: made.OPENED, knownAt: made.KNOWN, knownBy: 'teacher' };
const settled = { ...known, knownBy: 'school' };

const forColleague = { ...LIVE, as: 'colleague', school: SCHOOL, calledAt: null as number | null };

const forContact = { ...LIVE, as: 'contact', school, handedBackBy: null as string | null, knownAt: null as number | null };
const wasKnown = { progress: 'known', knownAt: made.KNOWN };
const openedBy = { name: 'Name of opener', at: made.OPENED };

const forOpener = {
  ...{ ...LIVE, as: 'opener', school, openedAt: made.OPENED, takenAt: made.OPENED, toldAt: null, knownAt: null, parents: null },
};
const teacher = { person: 'id-teacher', name: 'Name of teacher', group: 'Group 5', chosenAt: made.CHOSEN };
const unseen = { ...teacher, arrivedAt: null, openedAt: null, knownAt: null, confer: null, absentAt: null };
const hasSeen = { ...teacher, arrivedAt: made.CHOSEN + 1_000, openedAt: made.SEEN, knownAt: null, confer: null, absentAt: null };
const knows = { ...hasSeen, knownAt: made.KNOWN };

const forTeacher = {
  ...{ as: 'teacher', school, from: 'Name of opener', followed: true, chosenAt: made.CHOSEN, confer: null, parents: null },
};
const closed = { ...LIVE, ...forTeacher, openedAt: null, knownAt: null };
const onCard = { ...LEFT, ...forTeacher, followed: false };
const back = { ...LIVE, handedBackAt: made.HANDED };

const EXPECTED: Record<View['as'], Record<string, object>> = {
  sender: {
    waits: untouched,
    handed: { ...untouched, ...back },
    held: untouched,
    opened: { ...forSender, progress: 'opened', openedAt: made.OPENED, knownAt: null },
    over: { ...forSender, progress: 'opened', openedAt: made.OPENED, knownAt: null },
    passed: passedOn,
    seen: passedOn,
    known,
    told: settled,
    'told+': settled,
    'end:r': {
      ...{ ...LEFT, as: 'sender', school: SCHOOL, progress: 'returned', arrivedAt: made.SENT + 1_000 },
      ...{ openedAt: made.OPENED, knownAt: null, knownBy: null, returnedAt: NOW, calledAt: null },
    },
  },
  colleague: {
    waits: { ...forColleague, progress: 'waiting' },
    handed: { ...forColleague, ...back, progress: 'waiting' },
    held: { ...forColleague, progress: 'waiting' },
  },
  contact: {
    waits: { ...forContact, progress: 'waiting', openedBy: null },
    handed: { ...forContact, ...back, progress: 'waiting', openedBy: null, handedBackBy: 'Name of opener' },
    held: { ...forContact, progress: 'waiting', openedBy: { name: 'Name of opener', at: made.RESERVED } },
    opened: { ...forContact, progress: 'opened', openedBy },
    over: { ...forContact, progress: 'opened', openedBy: { name: 'Name of contact', at: made.HANDED } },
    passed: { ...forContact, progress: 'passed-on', openedBy },
    seen: { ...forContact, progress: 'passed-on', openedBy },
    known: { ...forContact, ...wasKnown, openedBy },
    told: { ...forContact, ...wasKnown, openedBy },
    'told+': { ...forContact, ...wasKnown, openedBy },
  },
  opener: {
    opened: { ...forOpener, progress: 'opened', chosen: [] },
    passed: { ...forOpener, progress: 'passed-on', chosen: [unseen] },
    seen: { ...forOpener, progress: 'passed-on', chosen: [hasSeen] },
    known: { ...forOpener, ...wasKnown, chosen: [knows] },
    told: { ...forOpener, ...wasKnown, chosen: [], toldAt: made.KNOWN },
    'told+': { ...forOpener, ...wasKnown, chosen: [unseen], toldAt: made.KNOWN },
  },
  teacher: {
    passed: closed,
    seen: { ...closed, openedAt: made.SEEN },
    known: { ...closed, openedAt: made.SEEN, knownAt: made.KNOWN },
    'told+': closed,
    card: { ...onCard, openedAt: null, knownAt: null },
    'card+': { ...onCard, openedAt: made.SEEN, knownAt: null },
  },
};

const AUDIENCES = Object.keys(EXPECTED) as View['as'][];
const NAMES = Object.keys(STATES).filter((name) => name !== 'none');

describe.each(AUDIENCES)('[R-VIEW-1] the %s', (as) => {
  test.each(NAMES)('%s', (name) => expect(seen(as, name)).toEqual(EXPECTED[as][name] ?? null));
});

describe('[R-OPEN-3] whoever took it over', () => {
  const taker = (name: string) => viewFor(state(name), { as: 'opener', place: PLACES.taker }, NOW);

  test('follows it from then on, and the minute at which it was opened stays', () => {
    expect(taker('over')).toEqual({ ...forOpener, progress: 'opened', chosen: [], takenAt: made.HANDED });
    expect(seen('opener', 'over')).toBeNull();
  });

  test('saw nothing of it before as the one who follows it', () => expect(taker('opened')).toBeNull());

  test('is whom the teacher hears of', () => {
    const passedOver: Opened = { ...made.over, copies: [made.copy] };
    expect(viewFor(passedOver, audience('teacher'), NOW)).toMatchObject({ from: 'Name of contact', followed: true });
  });
});

test('[R-OPEN-4] minutes count from giving back for everybody, also when it was opened again', () => {
  const again: Opened = { ...made.opened, openedAt: AMBER, takenAt: AMBER, handedBack: made.handed.handedBack };
  for (const as of AUDIENCES.filter((as) => as !== 'teacher'))
    expect(viewFor(again, audience(as), NOW)).toMatchObject({ handedBackAt: made.HANDED, progress: 'opened' });
  expect(viewFor(again, audience('contact'), NOW)).toMatchObject({ handedBackBy: null, openedBy: { name: 'Name of opener' } });
});

describe('[R-CONFER-1] conferring is seen by whoever follows it, and by the teacher who asked', () => {
  test.each(['asked', 'coming'])('%s', (name) => {
    const signal: Opened = { ...(made.CONFERRING[name] as Opened) };
    signal.copies = [...signal.copies, made.otherCopy];
    const confer = { askedAt: made.SEEN, comingAt: name === 'coming' ? made.COMING : null };
    const view = (as: View['as'], place: Audience['place'] = PLACES[as]) => JSON.stringify(viewFor(signal, { as, place }, NOW));
    expect(viewFor(signal, audience('opener'), NOW)).toMatchObject({ chosen: [{ confer }, { confer: null }] });
    expect(viewFor(signal, audience('teacher'), NOW)).toMatchObject({ confer });
    expect(viewFor(signal, { as: 'teacher', place: PLACES['other teacher'] }, NOW)).toMatchObject({ confer: null });
    for (const as of ['sender', 'colleague', 'contact'] as const) expect(view(as)).not.toMatch(/askedAt|comingAt/);
  });
});

describe('[R-PARENT-1] who calls the parents is seen by whoever follows it and by the chosen teachers', () => {
  test.each(Object.keys(made.CALLING))('%s', (name) => {
    const signal = made.CALLING[name] as Opened;
    const { parents } = signal;
    const two: Opened = { ...signal, copies: [...signal.copies, made.otherCopy] };
    for (const place of [PLACES.teacher, PLACES['other teacher']])
      expect(viewFor(two, { as: 'teacher', place }, NOW)).toMatchObject({ parents });
    if (!name.startsWith('card')) expect(viewFor(two, audience('opener'), NOW)).toMatchObject({ parents });
    for (const as of ['sender', 'colleague', 'contact'] as const)
      expect(JSON.stringify(viewFor(two, audience(as), NOW))).not.toMatch(/parents|informedAt/);
  });
});

test('[R-CALL-1] who sent it and, from amber on, their colleagues see when somebody spoke with the school', () => {
  const called = { ...made.waiting, calledAt: NOW };
  expect(viewFor(called, audience('sender'), NOW)).toEqual({ ...untouched, calledAt: NOW });
  expect(viewFor(called, audience('colleague'), NOW)).toEqual({ ...forColleague, progress: 'waiting', calledAt: NOW });
  expect(JSON.stringify(viewFor(called, audience('contact'), NOW))).not.toContain('calledAt');
});

test('[R-DRILL-2] every view of a drill says so', () => {
  const drills = Object.values({ ...STATES, ...made.CONFERRING }).filter((signal) => signal && signal.state !== 'ended');
  for (const as of AUDIENCES) {
    const views = drills.map((signal) => viewFor({ ...signal!, drill: true } as Opened, audience(as), NOW)).filter(Boolean);
    expect(views.length).toBeGreaterThan(0);
    for (const view of views) expect(view).toMatchObject({ drill: true });
  }
});

test('[R-VIEW-1] a teacher sees nothing of a signal that was passed on to another', () => {
  for (const name of NAMES)
    expect(viewFor(state(name), { as: 'teacher', place: `teacher:${SCHOOL.code}/id-other-teacher` }, NOW)).toBeNull();
});

describe('[R-VIEW-3]', () => {
  const all = AUDIENCES.flatMap((as) => NAMES.map((name) => seen(as, name))).filter((view) => view !== null);

  test('no view of anybody holds sealed content', () => {
    expect(all).toHaveLength(36);
    expect(JSON.stringify(all)).not.toMatch(/SEALED|device-|ECDH/);
  });

  test("no view of a sender or colleague holds a member of the school's staff, nor anybody's id", () => {
    const theirs = all.filter(({ as }) => as === 'sender' || as === 'colleague');
    expect(theirs).toHaveLength(14);
    expect(JSON.stringify(theirs)).not.toMatch(/Name of|id-|Group 5/);
  });
});

describe('[R-VIEW-4] a colleague of the sender', () => {
  const colleague = (signal: Parameters<typeof viewFor>[0], now: number) => viewFor(signal, audience('colleague'), now);

  test('sees what waits from amber on, to the millisecond', () => {
    for (const name of ['waits', 'handed', 'held']) {
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
