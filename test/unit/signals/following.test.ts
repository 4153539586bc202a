import { describe, expect, test } from '@jest/globals';
import { elapse, dueAt } from '../../../src/signals/machine.js';
import type { Ended, Opened, Signal } from '../../../src/signals/signal.js';
import { after, give } from './given.js';
import * as made from './made-up.js';
import { FOR_SCHOOL, MINUTE, NOW, PLACES, state } from './made-up.js';

describe('[R-OPEN-3] taking over', () => {
  test('changes who follows it and since when, and nothing of what was decided', () => {
    const parents = { person: 'id-teacher', name: 'Name of teacher', informedAt: null };
    const before: Opened = { ...(state('told+') as Opened), parents };
    const by = { person: 'id-contact', name: 'Name of contact' };
    const saw = [{ as: 'opener', place: PLACES.opener }];
    expect(give(before, 'take-over', 'contact')).toEqual({
      ...{ signal: { ...before, version: 5, by, takenAt: NOW, saw }, sealed: FOR_SCHOOL },
    });
  });

  test('back and forth leaves everybody who followed it once, and nobody twice', () => {
    const back = give(made.over, 'take-over', 'opener').signal;
    const again = give(back, 'take-over', 'contact').signal;
    expect((again as Opened).saw).toHaveLength(2);
    expect((give(again, 'withdraw', 'sender').signal as Ended).witnesses.map(({ place }) => place).sort()).toEqual(
      [PLACES.sender, PLACES.opener, PLACES.taker].sort(),
    );
  });
});

describe('[R-OPEN-4] handing back', () => {
  test('leaves it waiting, with who gave it back and when; its alert is due at once', () => {
    const back = after('opened', 'hand-back', 'opener');
    expect(back).toEqual({
      ...{ ...made.waiting, version: 5, alertedAt: null, arrivedAt: null, amberAt: NOW },
      handedBack: { by: { person: 'id-opener', name: 'Name of opener' }, at: NOW },
      saw: [{ as: 'opener', place: PLACES.opener }],
    });
    expect(dueAt(back)).toBeLessThanOrEqual(NOW);
    expect(elapse(back, NOW)).toEqual({ ...back, version: 6, alertedAt: NOW });
  });

  test('forgets who was to call the parents, and that somebody spoke with the school', () => {
    const called: Opened = { ...made.opened, calledAt: made.RESERVED, parents: { ...made.opened.by, informedAt: null } };
    const back = give(called, 'hand-back', 'opener').signal;
    expect(back).toMatchObject({ calledAt: null });
    expect(back).not.toHaveProperty('parents');
  });

  test('is remembered until it is given back once more', () => {
    const { signal } = give(give(made.handed, 'open', 'contact').signal, 'read', 'contact');
    expect(signal).toMatchObject({ state: 'opened', handedBack: made.handed.handedBack });
    expect(give(signal, 'hand-back', 'contact', NOW + 1).signal).toMatchObject({
      ...{ handedBack: { by: { person: 'id-contact' }, at: NOW + 1 }, saw: [{ place: PLACES.opener }, { place: PLACES.taker }] },
    });
  });
});

describe('[R-PASS-2] another teacher instead', () => {
  const people = (signal: Signal) => (signal as Opened).copies.map(({ person }) => person);

  test('takes the copy from the one, and gives one to the other', () => {
    const unseen = after('passed', 'instead', 'opener') as Opened;
    expect(unseen.copies).toEqual([{ ...made.otherCopy, chosenAt: NOW }]);
    expect(unseen.saw).toEqual([]);
    expect(JSON.stringify(unseen)).not.toContain('SEALED-TEACHER');
  });

  test('remembers who has read it, so that they still hear how it ends', () => {
    const seen = after('seen', 'instead', 'opener') as Opened;
    expect(seen.saw).toEqual([{ as: 'teacher', place: PLACES.teacher }]);
    for (const [command, who] of [
      ['return', 'opener'],
      ['withdraw', 'sender'],
    ] as const)
      expect((give(seen, command, who).signal as Ended).witnesses).toContainEqual({ as: 'teacher', place: PLACES.teacher });
  });

  test('leaves the parents to nobody, where the replaced teacher was to call them, and else as it was', () => {
    const { 'theirs?': theirs, 'opener?': ours } = made.CALLING as Record<string, Opened>;
    expect(give(theirs!, 'instead', 'opener').signal).toMatchObject({ parents: null });
    expect(give(ours!, 'instead', 'opener').signal).toMatchObject({ parents: ours!.parents! });
    const parents = { ...theirs!.parents!, informedAt: made.SEEN };
    expect(give({ ...theirs!, parents }, 'instead', 'opener').signal).toMatchObject({ parents });
  });

  test('who has a copy already keeps it', () => {
    expect(people(give(made.CHOOSING.two!, 'instead', 'opener').signal)).toEqual(['id-other-teacher']);
  });

  test('[R-PASS-3] replaces one of several, also of five', () => {
    expect(people(give(made.CHOOSING.full!, 'instead', 'opener').signal)).toEqual([
      ...[1, 2, 3, 4].map((n) => `id-colleague-${n}`),
      'id-other-teacher',
    ]);
  });
});

describe('[R-CONFER-1] who asks to confer', () => {
  test('is answered once, and may ask anew', () => {
    const { asked, coming } = made.CONFERRING;
    const confer = (signal: Signal) => (signal as Opened).copies[0]!.confer;
    expect(confer(give(asked!, 'coming', 'opener').signal)).toEqual({ askedAt: made.SEEN, comingAt: NOW });
    expect(confer(give(coming!, 'confer', 'teacher').signal)).toEqual({ askedAt: NOW, comingAt: null });
  });

  test('among several is answered alone', () => {
    const both: Opened = { ...(made.CONFERRING.asked as Opened) };
    both.copies = [...both.copies, { ...made.otherCopy, openedAt: made.SEEN, confer: { askedAt: made.SEEN, comingAt: null } }];
    const answered = give(both, 'coming', 'opener').signal as Opened;
    expect(answered.copies.map(({ confer }) => confer?.comingAt)).toEqual([NOW, null]);
  });
});

test('[R-PARENT-1] somebody else who is to call the parents starts anew', () => {
  const { informed } = made.CALLING;
  const opener = { person: 'id-opener', name: 'Name of opener' };
  expect(give(informed!, 'i-call', 'opener').signal).toMatchObject({ parents: { ...opener, informedAt: null } });
  expect(give(made.over, 'i-call', 'contact').signal).toMatchObject({ parents: { person: 'id-contact' } });
});

describe('[R-CALL-1] who spoke with the school', () => {
  const UNTIL = NOW + 8 * MINUTE;

  test('is noted once in eight minutes, whoever says so', () => {
    const called = give(made.waiting, 'called', 'sender').signal;
    expect(called).toMatchObject({ calledAt: NOW });
    expect(give(called, 'called', 'colleague', UNTIL - 1).signal).toBe(called);
    expect(give(called, 'called', 'colleague', UNTIL).signal).toMatchObject({ calledAt: UNTIL });
  });

  test('changes nothing for a colleague who sees that it was opened, too late', () => {
    const late: Opened = { ...made.opened, openedAt: made.AMBER };
    expect(give(late, 'called', 'colleague').signal).toBe(late);
  });
});
