import { expect, test } from '@jest/globals';
import { faultsOf, EMPTY } from '../../../client/sender/draft.js';
import { stateOf } from '../../../client/sender/states.js';
import type { ColleagueView, SenderView } from '../../../src/contract/index.js';
import { COMMON, MINUTE, NOW, SCHOOL } from './fake-live.js';

const AMBER = NOW + 5 * MINUTE;
const moments = { arrivedAt: NOW, openedAt: null, knownAt: null, knownBy: null, returnedAt: null };
const view: SenderView = { ...COMMON, as: 'sender', id: 'signal', school: SCHOOL, progress: 'waiting', ...moments };
const colleague: ColleagueView = { ...COMMON, as: 'colleague', id: 'signal', school: SCHOOL, progress: 'waiting' };

test.each([
  ['arrived', view, 'Nog niet geopend. We hebben de school opnieuw gewaarschuwd.'],
  ['never arrived', { ...view, arrivedAt: null }, 'Nog niet aangekomen bij de school.'],
  ['a colleague’s', colleague, 'De school heeft het nog niet geopend.'],
])('at amber only what is known is said: %s', (_, seen, text) => {
  expect(stateOf(seen, AMBER)).toEqual({ text, tone: 'signal' });
});

test.each([
  ['teacher', 'De leerkracht weet het.'],
  ['school', 'De school regelt het.'],
] as const)('who knows is said as far as it is known: %s', (knownBy, text) => {
  const known = { ...view, progress: 'known' as const, openedAt: NOW, knownAt: NOW, knownBy };
  expect(stateOf(known, AMBER)).toEqual({ text, tone: 'done' });
});

test('a school that does not take part yet says so', () => {
  const draft = { ...EMPTY, school: { ...SCHOOL, live: false } };
  expect(faultsOf(draft, '2026-03-13').school).toBe('Deze school doet nog niet mee. Bel 013 - 123 45 67.');
});
