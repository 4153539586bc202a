import { expect, test } from '@jest/globals';
import { without } from '../../../src/signals/leaving.js';
import type { Opened, Signal, Waiting } from '../../../src/signals/signal.js';
import { placesOf } from '../../../src/signals/audience.js';
import { CALLING, deepFreeze, NOW, SCHOOL, state } from './made-up.js';

const NOTHING = { contactOf: [], teacherOf: [] };
const leaves = (signal: Signal, person: string, holds: Parameters<typeof without>[2] = NOTHING) =>
  without(deepFreeze(signal), person, holds, NOW);

test('[R-OPEN-5] what a contact followed who left waits again for the colleagues, who are told whose it was', () => {
  const opened = state('opened') as Opened;
  const back = leaves(opened, 'id-opener') as Waiting;
  expect(back).toMatchObject({ state: 'waiting', alertedAt: null, arrivedAt: null, handedBack: { by: opened.by, at: NOW } });
  expect(back.version).toBe(opened.version + 1);
});

test('[R-OPEN-5] it stays as it is where somebody was chosen or told, where they are a contact still, and for anybody else', () => {
  for (const name of ['passed', 'seen', 'told', 'told+'])
    expect([name, leaves(state(name), 'id-opener')]).toEqual([name, state(name)]);
  const opened = state('opened');
  expect(leaves(opened, 'id-opener', { ...NOTHING, contactOf: [SCHOOL.code] })).toBe(opened);
  expect(leaves(opened, 'id-contact')).toBe(opened);
  for (const name of ['waits', 'held', 'end:w', 'end:c']) {
    const signal = state(name);
    expect(leaves(signal, 'id-opener')).toBe(signal);
  }
});

test('[R-OPEN-5] a teacher who left has no copy any more, unless they had said that they know', () => {
  for (const name of ['passed', 'seen', 'card', 'card+']) {
    const signal = state(name) as Opened;
    const left = leaves(signal, 'id-teacher') as Opened;
    const stay = signal.copies.filter(({ person, knownAt }) => person !== 'id-teacher' || knownAt !== null);
    expect([name, left.copies]).toEqual([name, stay]);
    expect(leaves(signal, 'id-teacher', { ...NOTHING, teacherOf: [SCHOOL.code] })).toBe(signal);
  }
});

test('[R-OPEN-5] [R-PARENT-1] a teacher who left calls nobody’s parents: it is asked anew who does, unless they know', () => {
  const { 'theirs?': asked, informed } = CALLING;
  expect(leaves(asked!, 'id-teacher')).toMatchObject({ copies: [], parents: null });
  expect(leaves(informed!, 'id-teacher')).toMatchObject({ copies: [], parents: { person: 'id-teacher' } });
});

test('[R-OPEN-5] whoever has a part in it is found by themselves, whichever school it is', () => {
  expect(placesOf(state('opened'))).toContain('staff:id-opener');
  expect(placesOf(state('passed'))).toEqual(expect.arrayContaining(['staff:id-opener', 'staff:id-teacher']));
  for (const name of ['waits', 'end:w']) expect(placesOf(state(name)).join()).not.toContain('staff:');
});
