import { describe, expect, test } from '@jest/globals';
import { type Notice, noticesOf } from '../../../src/signals/notice.js';
import type { Ended, Opened, Signal } from '../../../src/signals/signal.js';
import { viewFor } from '../../../src/signals/view.js';
import * as made from './made-up.js';
import { deepFreeze, DRAFT, NOW, state } from './made-up.js';

const BEFORE_AMBER = made.SENT + 4 * 60_000;
const FRIDAY = made.scheduled.sentAt;

const SENDER = 'sender at sender:id-sender';
const COLLEAGUES = 'colleague at senders:the-organisation but for sender:id-sender';
const CONTACTS = 'contact at contacts:99AA00';
const OTHER_CONTACTS = 'contact at contacts:99AA00 but for contact:99AA00/id-opener';
const BUT_THE_TAKER = 'contact at contacts:99AA00 but for contact:99AA00/id-contact';
const OPENER = 'opener at contact:99AA00/id-opener';
const TAKER = 'opener at contact:99AA00/id-contact';
const TEACHER = 'teacher at teacher:99AA00/id-teacher';
const OTHER_TEACHER = 'teacher at teacher:99AA00/id-other-teacher';

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
  // Whoever followed it is a contact again, in the same place of the page.
  ['taken over', made.opened, made.over, [`changed ${BUT_THE_TAKER}`, `changed ${TAKER}`]],
  [
    'taken over, after it was passed on',
    passed,
    { ...made.over, copies: passed.copies },
    [`changed ${BUT_THE_TAKER}`, `changed ${TAKER}`, `changed ${TEACHER}`],
  ],
  [
    'taken over at the very moment at which the other did',
    made.opened,
    { ...made.over, takenAt: made.OPENED },
    [`changed ${BUT_THE_TAKER}`, `changed ${TAKER}`],
  ],
  ['given back', made.opened, { ...made.handed, alertedAt: null }, [`changed ${SENDER}`, `changed ${CONTACTS}`]],
  ['given back: the others are alerted', { ...made.handed, alertedAt: null }, made.handed, [`alert ${OTHER_CONTACTS}`]],
  [
    'given back, and opened by who could not read it: the others are alerted, and who gave it back sees it wait again',
    { ...made.held, handedBack: made.handed.handedBack },
    made.handed,
    [`alert ${OTHER_CONTACTS}`, `changed ${CONTACTS}`],
  ],
  [
    'lost after it was given back, and sent again: who gave it back sees it as a contact',
    { ...(state('end:l') as Ended), witnesses: [{ as: 'opener', place: made.PLACES.opener }] },
    made.waiting,
    [`changed ${SENDER}`, `alert ${CONTACTS}`],
  ],
  ['somebody spoke with the school', made.waiting, { ...made.waiting, calledAt: NOW }, [`changed ${SENDER}`]],
  ['passed on to a second teacher', passed, made.CHOOSING.two!, [`changed ${OPENER}`, `alert ${OTHER_TEACHER}`]],
  [
    'passed on to another teacher instead',
    passed,
    { ...passed, copies: [made.otherCopy] },
    [`changed ${OPENER}`, `gone ${TEACHER}`, `alert ${OTHER_TEACHER}`],
  ],
  ['the teacher asks to confer', state('seen'), made.CONFERRING.asked!, [`changed ${OPENER}`, `changed ${TEACHER}`]],
  ['somebody is coming', made.CONFERRING.asked!, made.CONFERRING.coming!, [`changed ${OPENER}`, `changed ${TEACHER}`]],
  ['somebody is to call the parents', state('seen'), made.CALLING['theirs?']!, [`changed ${OPENER}`, `changed ${TEACHER}`]],
  ['the parents know', made.CALLING['theirs?']!, made.CALLING.informed!, [`changed ${OPENER}`, `changed ${TEACHER}`]],
  ['the parents know, by a card', made.CALLING['card:?']!, made.CALLING['card:i']!, [`changed ${TEACHER}`]],
  ['a drill that the school starts', null, made.DRILLS.waits!, [`alert ${CONTACTS}`]],
  ['a drill of the school is returned', made.DRILLS.opened!, made.DRILLS['end:r']!, [`gone ${OTHER_CONTACTS}`, `gone ${OPENER}`]],
  [
    'completed: nobody follows it any more',
    state('known'),
    withKnown(state('card')),
    [`gone ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`, `changed ${TEACHER}`],
  ],
  [
    'withdrawn after it was taken over',
    made.over,
    { ...state('end:w'), witnesses: [...made.over.saw, ...(state('end:w') as Ended).witnesses.slice(0, 1)] } as Ended,
    [`gone ${SENDER}`, `gone ${BUT_THE_TAKER}`, `gone ${TAKER}`, `gone ${OPENER}`],
  ],
  [
    'returned after it was passed on',
    passed,
    { ...(state('end:r') as Ended), witnesses: [{ as: 'teacher', place: made.PLACES.teacher }] },
    [`changed ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`, `gone ${TEACHER}`],
  ],
  ['completed without a teacher', state('told'), state('end:c'), [`gone ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`]],
  ['the teacher opens the card that is left', state('card'), state('card+'), [`changed ${TEACHER}`]],
  [
    'withdrawn while it waits',
    made.waiting,
    { ...(state('end:w') as Ended), witnesses: [] },
    [`gone ${SENDER}`, `gone ${CONTACTS}`],
  ],
  [
    'withdrawn after it was passed on',
    passed,
    state('end:w'),
    [`gone ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`, `gone ${TEACHER}`],
  ],
  [
    'returned',
    made.opened,
    { ...(state('end:r') as Ended), witnesses: [] },
    [`changed ${SENDER}`, `gone ${OTHER_CONTACTS}`, `gone ${OPENER}`],
  ],
  ['the end of the day', made.waiting, null, [`gone ${SENDER}`, `gone ${CONTACTS}`]],
  ['the end of the day, with a card', state('card'), null, [`gone ${TEACHER}`]],
  ['the end of the day, returned', state('end:r'), null, [`gone ${SENDER}`]],
  ['the end of the day, withdrawn', state('end:w'), null, []],
  ['the end of the day, completed', state('end:c'), null, []],
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
    for (const name of ['waits', 'handed', 'held', 'opened', 'over', 'passed', 'known', 'card', 'end:r']) {
      const signal = state(name);
      expect(noticesOf(signal, { ...signal, version: signal.version + 1 }, NOW)).toEqual([]);
    }
  });

  test('[R-VIEW-4] the colleagues of the sender too, from amber on, and of what became of it', () => {
    const late: Opened = { ...made.opened, openedAt: NOW };
    expect(told(made.held, late, NOW)).toContain(`changed ${COLLEAGUES}`);
    expect(told(late, { ...late, copies: passed.copies }, NOW)).toContain(`changed ${COLLEAGUES}`);
    expect(told(made.waiting, state('end:w'), NOW)).toContain(`gone ${COLLEAGUES}`);
    expect(told(made.opened, passed, NOW).filter((line) => line.includes('colleague'))).toEqual([]);
  });
});

test('[R-VIEW-1] what somebody hears is what they would see', () => {
  for (const [, before, after] of TRANSITIONS)
    for (const notice of noticesOf(before, after, NOW))
      if ('view' in notice) expect(notice.view).toEqual(viewFor(after!, notice.audience, NOW));
});

describe('[R-SILENT-2] the news that a signal is gone', () => {
  const gone = (notices: Notice[]) => notices.flatMap((notice) => (notice.event === 'gone' ? [notice.gone] : []));

  test('[R-PASS-2] to a teacher in whose place another was chosen says just that', () => {
    const { id } = DRAFT;
    expect(gone(noticesOf(passed, { ...passed, copies: [made.otherCopy] }, NOW))).toEqual([
      { id, as: 'teacher', outcome: 'reassigned' },
    ]);
  });

  test('is an id, a role and an outcome, and nothing else', () => {
    const { id } = DRAFT;
    expect(gone(noticesOf(passed, null, BEFORE_AMBER, 'expired')).slice(-2)).toEqual([
      { id, as: 'opener', outcome: 'expired' },
      { id, as: 'teacher', outcome: 'expired' },
    ]);
    const outcomes = { 'end:w': 'withdrawn', 'end:r': 'returned', 'end:c': 'completed', card: 'completed' };
    for (const [name, outcome] of Object.entries(outcomes))
      expect(gone(noticesOf(made.opened, state(name), NOW))).toContainEqual({ id, as: 'opener', outcome });
  });

  test.each(TRANSITIONS)('%s', (_, before, after) => {
    for (const news of gone(noticesOf(before, after, NOW, 'expired'))) expect(Object.keys(news)).toEqual(['id', 'as', 'outcome']);
  });
});
