import { describe, expect, test } from '@jest/globals';
import { type Notice, noticesOf } from '../../../src/signals/notice.js';
import type { Opened, Signal } from '../../../src/signals/signal.js';
import { viewFor } from '../../../src/signals/view.js';
import * as made from './made-up.js';
import { deepFreeze, DRAFT, NOW, state } from './made-up.js';

const BEFORE_AMBER = made.SENT + 4 * 60_000;
const FRIDAY = made.scheduled.sentAt;

const SENDER = 'sender at sender:id-sender';
const COLLEAGUES = 'colleague at senders:the-organisation but for sender:id-sender';
const CONTACTS = 'contact at contacts:99AA00';
const OTHER_CONTACTS = 'contact at contacts:99AA00 but for contact:99AA00/id-opener';
const OPENER = 'opener at contact:99AA00/id-opener';
const TEACHER = 'teacher at teacher:99AA00/id-teacher';

/** Who hears what, one line for each. */
function lines(notices: Notice[]): string[] {
  return notices.map(({ event, audience: { as, place, except } }) =>
    [event, as, 'at', place, ...(except ? ['but for', except] : [])].join(' '),
  );
}

const told = (before: Signal | null, after: Signal | null, now: number) =>
  lines(noticesOf(deepFreeze(before), deepFreeze(after && { ...after, version: 5 }), now)).sort();

const passed = state('passed') as Opened;
const arrivedCopy: Opened = { ...passed, copies: passed.copies.map((copy) => ({ ...copy, arrivedAt: NOW })) };

const TRANSITIONS: [string, Signal | null, Signal | null, string[], now?: number][] = [
  ['sent', null, made.waiting, [`changed ${SENDER}`, `alert ${CONTACTS}`]],
  ['sent before the alert window', null, made.scheduled, [`changed ${SENDER}`, `changed ${CONTACTS}`], FRIDAY],
  ['the alert window opens', made.scheduled, { ...made.scheduled, alertedAt: made.OPENS }, [`alert ${CONTACTS}`], made.OPENS],
  ['arrived', { ...made.waiting, arrivedAt: null }, made.waiting, [`changed ${SENDER}`]],
  ['reserved', made.waiting, made.held, [`changed ${CONTACTS}`]],
  ['the reservation lapses', made.held, { ...made.waiting, alertedAt: null }, [`changed ${CONTACTS}`]],
  ['alerted again', { ...made.waiting, alertedAt: null }, made.waiting, [`alert ${CONTACTS}`]],
  ['read', made.held, made.opened, [`changed ${SENDER}`, `changed ${OTHER_CONTACTS}`, `changed ${OPENER}`]],
  ['passed on', made.opened, passed, [`changed ${SENDER}`, `changed ${OTHER_CONTACTS}`, `changed ${OPENER}`, `alert ${TEACHER}`]],
  ["the teacher's device answers", passed, arrivedCopy, [`changed ${OPENER}`]],
  ['the teacher opens', passed, state('seen'), [`changed ${OPENER}`, `changed ${TEACHER}`]],
  [
    'the teacher knows',
    state('seen'),
    state('known'),
    [`changed ${SENDER}`, `changed ${OTHER_CONTACTS}`, `changed ${OPENER}`, `changed ${TEACHER}`],
  ],
  ['told in person', made.opened, state('told'), [`changed ${SENDER}`, `changed ${OTHER_CONTACTS}`, `changed ${OPENER}`]],
  ['completed', state('known'), withKnown(state('card')), [`gone ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`]],
  [
    'completed without a teacher',
    state('told'),
    state('ended:c'),
    [`gone ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`],
  ],
  ['the teacher opens the card that is left', state('card'), state('card+'), [`changed ${TEACHER}`]],
  ['withdrawn while it waits', made.waiting, state('ended:w'), [`gone ${SENDER}`, `gone ${CONTACTS}`]],
  [
    'withdrawn after it was passed on',
    passed,
    state('ended:w'),
    [`gone ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`, `gone ${TEACHER}`],
  ],
  ['returned', made.opened, state('ended:r'), [`changed ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`]],
  ['the end of the day', made.waiting, null, [`gone ${SENDER}`, `gone ${CONTACTS}`]],
  ['the end of the day, with a card', state('card'), null, [`gone ${TEACHER}`]],
  ['the end of the day, returned', state('ended:r'), null, [`gone ${SENDER}`]],
  ['the end of the day, withdrawn', state('ended:w'), null, []],
  ['the end of the day, completed', state('ended:c'), null, []],
];

/** The card of a teacher who has already said so. */
function withKnown(card: Signal): Signal {
  return { ...card, copies: (state('known') as Opened).copies } as Signal;
}

describe('[R-SILENT-1] who hears what', () => {
  test.each(TRANSITIONS.map(([what, before, after, expected, now = BEFORE_AMBER]) => ({ what, before, after, expected, now })))(
    '$what',
    ({ before, after, expected, now }) => expect(told(before, after, now)).toEqual([...expected].sort()),
  );

  test('nobody, where nothing that can be seen has changed', () => {
    for (const name of ['waiting', 'held', 'opened', 'passed', 'known', 'card', 'ended:r']) {
      const signal = state(name);
      expect(noticesOf(signal, { ...signal, version: signal.version + 1 }, NOW)).toEqual([]);
    }
  });

  test('[R-VIEW-4] the colleagues of the sender too, from amber on, and of what became of it', () => {
    const late: Opened = { ...made.opened, openedAt: NOW };
    expect(told(made.held, late, NOW)).toContain(`changed ${COLLEAGUES}`);
    expect(told(late, { ...late, copies: passed.copies }, NOW)).toContain(`changed ${COLLEAGUES}`);
    expect(told(made.waiting, state('ended:w'), NOW)).toContain(`gone ${COLLEAGUES}`);
    expect(told(made.opened, passed, NOW).filter((line) => line.includes('colleague'))).toEqual([]);
  });
});

test('[R-VIEW-1] what somebody hears is what they would see', () => {
  for (const [, before, after] of TRANSITIONS)
    for (const notice of noticesOf(before, after, NOW))
      if (notice.event !== 'gone') expect(notice.view).toEqual(viewFor(after!, notice.audience, NOW));
});

describe('[R-SILENT-2] the news that a signal is gone', () => {
  const gone = (notices: Notice[]) => notices.flatMap((notice) => (notice.event === 'gone' ? [notice.gone] : []));

  test('is an id, a role and an outcome, and nothing else', () => {
    const { id } = DRAFT;
    expect(gone(noticesOf(passed, null, BEFORE_AMBER, 'expired')).slice(-2)).toEqual([
      { id, as: 'opener', outcome: 'expired' },
      { id, as: 'teacher', outcome: 'expired' },
    ]);
    const outcomes = { 'ended:w': 'withdrawn', 'ended:r': 'returned', 'ended:c': 'completed', card: 'completed' };
    for (const [name, outcome] of Object.entries(outcomes))
      expect(gone(noticesOf(made.opened, state(name), NOW))).toContainEqual({ id, as: 'opener', outcome });
  });

  test.each(TRANSITIONS)('%s', (_, before, after) => {
    for (const news of gone(noticesOf(before, after, NOW, 'expired'))) expect(Object.keys(news)).toEqual(['id', 'as', 'outcome']);
  });
});
