import { describe, expect, test } from '@jest/globals';
import { advance, answered, dueAt, elapse, isUnanswered } from '../../../src/signals/machine.js';
import { NONE, type Opened, type Signal } from '../../../src/signals/signal.js';
import { after, give } from './given.js';
import * as made from './made-up.js';
import { ACTORS, COMMANDS, deepFreeze, DRAFT, FOR_SCHOOL, FOR_TEACHER, NOW, PLACES, SENT, state, type Who } from './made-up.js';

test('[R-SEND-5] a command that was carried out changes nothing when it is repeated: the very same object', () => {
  const coming = made.CONFERRING.coming!;
  const repeatable: [Who, string, Signal | null][] = [
    ['sender', 'send', null],
    ['opener', 'start', null],
    ['sender', 'withdraw', made.waiting],
    ['sender', 'reseal', made.waiting],
    ['opener', 'seal-s', made.opened],
    ['opener', 'seal-t', state('passed')],
    ['teacher', 'seal-own', state('seen')],
    ['sender', 'called', made.waiting],
    ['colleague', 'called', made.waiting],
    ['contact', 'open', made.waiting],
    ['opener', 'read', made.held],
    ['contact', 'take-over', made.opened],
    ['opener', 'pass-on', made.opened],
    ['opener', 'instead', state('passed')],
    ['opener', 'told', made.opened],
    ['opener', 'coming', made.CONFERRING.asked!],
    ['opener', 'i-call', made.opened],
    ['opener', 'informed', made.CALLING['theirs?']!],
    ['teacher', 'copy', state('passed')],
    ['teacher', 'know', state('seen')],
    ['teacher', 'know', state('card+')],
    ['teacher', 'confer', coming],
    ['teacher', 'they-know', made.CALLING['card:?']!],
  ];
  for (const [who, command, before] of repeatable) {
    const first = give(before, command, who);
    expect(first.signal).not.toBe(before);
    expect(give(first.signal, command, who, NOW + 1).signal).toBe(first.signal);
  }
});

describe('[R-SILENT-4] a withdrawn signal', () => {
  const aboutIds = ['send', 'again', 'elsewhere', 'drill', 'start'];
  const everything = (Object.keys(ACTORS) as Who[]).flatMap((who) =>
    Object.keys(COMMANDS)
      .filter((command) => !aboutIds.includes(command))
      .map((command) => ({ who, command })),
  );

  test('answers everybody but its sender as one that never was', () => {
    for (const { who, command } of everything.filter(({ who }) => who !== 'sender'))
      expect({ who, command, ...give(state('end:w'), command, who) }).toEqual({ who, command, ...give(null, command, who) });
  });

  test('answers its sender what became of it, and nothing else', () => {
    const differing = everything.filter(
      ({ who, command }) => JSON.stringify(give(state('end:w'), command, who)) !== JSON.stringify(give(null, command, who)),
    );
    expect(differing).toEqual(['called', 'early', 'reseal', 'withdraw'].map((command) => ({ who: 'sender', command })));
  });
});

test('[R-DRILL-1] a contact who is a sender too does not become the sender of what the school itself started', () => {
  const again = { do: 'send-again', school: made.SCHOOL.code, drill: true, sender: ACTORS.opener.person } as const;
  expect(advance(made.DRILLS.waits!, again, ACTORS.opener, NOW)).toEqual({ refusal: 'id-in-use' });
});

test('[R-PASS-1] a copy is handed to somebody who teaches there at that very moment, and to nobody who has left', () => {
  expect(give(state('passed'), 'copy', 'teacher')).toMatchObject({ sealed: FOR_TEACHER });
  expect(give(state('passed'), 'copy', 'teacher no more')).toEqual({ refusal: 'unknown-signal' });
});

test('[R-KNOW-1] a teacher knows only what they have opened', () => {
  expect(give(state('passed'), 'know', 'teacher')).toEqual({ refusal: 'wrong-moment' });
  expect(give(state('seen'), 'know', 'teacher')).toMatchObject({ signal: { copies: [{ knownAt: NOW }] } });
});

describe('a new signal', () => {
  const send = (opensAt: number, draft = DRAFT) =>
    advance(null, { do: 'send', draft: { ...draft, opensAt } }, ACTORS.sender, SENT);

  test('[R-SEND-4] has not arrived, whatever else is known', () => {
    const begun = {
      version: 1,
      deed: NONE,
      unreadableSince: null,
      sentAt: SENT,
      arrivedAt: null,
      calledAt: null,
      amberAt: null,
      handedBack: null,
      saw: [],
      letGo: [],
    };
    expect(send(SENT)).toEqual({
      signal: { ...DRAFT, opensAt: SENT, ...begun, state: 'waiting', alertedAt: SENT, reminders: 0 },
    });
  });

  test('[R-PHASE-1] alerts nobody before the alert window', () => {
    const { signal } = send(SENT + 1) as { signal: Signal };
    expect(signal).toMatchObject({ state: 'waiting', alertedAt: null });
    expect(dueAt(signal)).toBe(SENT + 1);
    expect(elapse(deepFreeze(signal), SENT)).toBe(signal);
    expect(elapse(signal, SENT + 1)).toEqual({ ...signal, version: 2, alertedAt: SENT + 1 });
  });
});

describe('[R-OPEN-1] a reservation', () => {
  test('holds for 15 seconds and not a millisecond more; then the signal waits, and its alert is due', () => {
    const { held, RESERVED } = made;
    expect(dueAt(held)).toBe(RESERVED + 15_000);
    expect(elapse(deepFreeze(held), RESERVED + 14_999)).toBe(held);
    const lapsed = elapse(held, RESERVED + 15_000);
    expect(lapsed).toEqual({ ...made.waiting, version: 5, alertedAt: null });
    expect(elapse(deepFreeze(lapsed), RESERVED + 15_000)).toEqual({ ...made.waiting, version: 6, alertedAt: RESERVED + 15_000 });
  });

  test('names who has it and since when, and becomes opened when the page could read it', () => {
    const { alertedAt: _, reminders: ___, unreadableSince: ____, ...rest } = made.waiting;
    const by = { person: 'id-contact', name: 'Name of contact' };
    const reserved = { ...rest, state: 'reserved', version: 5, by, reservedAt: NOW };
    expect(give(made.waiting, 'open', 'contact')).toEqual({ signal: reserved, sealed: FOR_SCHOOL });
    const { reservedAt: __, ...held } = reserved;
    const undecided = { copies: [], toldAt: null, parents: null };
    expect(give(after('waits', 'open', 'contact'), 'read', 'contact', NOW + 1)).toEqual({
      signal: { ...held, state: 'opened', version: 6, openedAt: NOW + 1, takenAt: NOW + 1, ...undecided },
    });
  });

  test('is not given to a device without a copy, and who was first is said before that', () => {
    const on = (name: string, who: Who, command: 'open' | 'take-over' | 'open-copy', device: string) =>
      advance(state(name), { do: command, device }, ACTORS[who], NOW);
    expect(on('waits', 'contact', 'open', 'device-none')).toEqual({ refusal: 'no-living-key' });
    expect(on('held', 'opener', 'open', 'device-none')).toEqual({ refusal: 'no-living-key' });
    expect(on('opened', 'contact', 'open', 'device-none')).toEqual({ refusal: 'taken' });
    expect(on('opened', 'contact', 'take-over', 'device-none')).toEqual({ refusal: 'no-living-key' });
    expect(on('held', 'contact', 'take-over', 'device-none')).toEqual({ refusal: 'taken' });
    expect(on('passed', 'teacher', 'open-copy', 'device-opener')).toEqual({ refusal: 'no-living-key' });
  });
});

describe('an answered alert', () => {
  const contact = { as: 'contact', place: PLACES.contact } as const;
  const teacher = { as: 'teacher', place: PLACES.teacher } as const;

  test("[R-SEND-4] of a contact's device is what arrived means; the first answer counts", () => {
    const fresh = deepFreeze({ ...made.waiting, arrivedAt: null });
    expect(isUnanswered(fresh, contact)).toBe(true);
    const arrived = answered(fresh, contact, NOW);
    expect(arrived).toEqual({ ...fresh, version: 5, arrivedAt: NOW });
    expect(answered(deepFreeze(arrived), contact, NOW + 1)).toBe(arrived);
    expect(isUnanswered(arrived, contact)).toBe(false);
  });

  test("of a teacher's device is written with that teacher's copy, and nothing else", () => {
    const two = deepFreeze(made.CHOOSING.two) as Opened;
    expect(isUnanswered(two, teacher)).toBe(true);
    const arrived = answered(two, teacher, NOW);
    expect(arrived).toEqual({ ...two, version: 5, copies: [{ ...two.copies[0], arrivedAt: NOW }, two.copies[1]] });
    expect(answered(deepFreeze(arrived), teacher, NOW + 1)).toBe(arrived);
  });

  test('changes nothing where nobody was alerted, or nothing is left', () => {
    expect(isUnanswered(made.scheduled, contact)).toBe(false);
    for (const name of ['end:w', 'end:r', 'end:c']) {
      for (const audience of [contact, teacher]) {
        expect(answered(deepFreeze(state(name)), audience, NOW)).toBe(state(name));
        expect(isUnanswered(state(name), audience)).toBe(false);
      }
    }
  });
});
