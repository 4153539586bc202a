import { describe, expect, test } from '@jest/globals';
import { faultsOf, EMPTY } from '../../../client/sender/draft.js';
import { farewellOf, saidOf, stateOf } from '../../../client/sender/states.js';
import type { ColleagueView, SenderView } from '../../../src/contract/index.js';
import { COMMON, MINUTE, NOW, PHONE, SCHOOL } from './fake-live.js';

const AMBER = NOW + 5 * MINUTE;
const moments = { arrivedAt: NOW, openedAt: null, knownAt: null, knownBy: null, returnedAt: null, calledAt: null };
const view: SenderView = { ...COMMON, as: 'sender', id: 'signal', school: SCHOOL, progress: 'waiting', ...moments };
const colleague: ColleagueView = {
  ...COMMON,
  as: 'colleague',
  id: 'signal',
  school: SCHOOL,
  progress: 'waiting',
  calledAt: null,
};

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

describe.each([
  ['the sender', view],
  ['a colleague', colleague],
])('after a call to the school %s', (_, seen) => {
  const CALL = NOW + 8 * MINUTE;
  const called = { ...seen, calledAt: CALL };

  test('[R-PHASE-1] reads when, until it is time to call again', () => {
    expect(stateOf(seen, CALL)).toEqual({ text: 'Niemand heeft het signaal geopend. Bel de school.', tone: 'signal' });
    const text = 'Iemand sprak de school om 08:10. Nog niet geopend.';
    expect(stateOf(called, CALL)).toEqual({ text, tone: 'calm' });
    expect(stateOf(called, CALL + 8 * MINUTE - 1)).toEqual({ text, tone: 'calm' });
    expect(stateOf(called, CALL + 8 * MINUTE)).toEqual(stateOf(seen, CALL));
  });

  test('reads nothing of it once the school opened it', () => {
    expect(stateOf({ ...called, progress: 'opened' }, CALL).text).not.toMatch('gesproken');
  });
});

describe.each([
  ['the sender', view],
  ['a colleague', colleague],
])('when the school handed it back, %s', (_, seen) => {
  const BACK = NOW + 20 * MINUTE;
  const back = { ...seen, handedBackAt: BACK };

  test.each([
    ['at once', 0, 'calm', 'De school zoekt een collega die het oppakt.'],
    ['at amber', 5, 'signal', 'De school zoekt een collega die het oppakt.'],
    ['when it is time to call', 8, 'signal', 'Niemand heeft het signaal nu opgepakt. Bel de school.'],
  ])('is not told that nobody opened it: %s', (_when, minutes, tone, text) => {
    expect(stateOf(back, BACK + minutes * MINUTE)).toEqual({ text, tone });
  });

  test('is told so after a call too', () => {
    const text = 'Iemand sprak de school om 08:30. Nog niemand heeft het opgepakt.';
    expect(stateOf({ ...back, calledAt: BACK + 8 * MINUTE }, BACK + 9 * MINUTE)).toEqual({ text, tone: 'calm' });
  });

  test('reads on as soon as a colleague opens it', () => {
    expect(stateOf({ ...back, progress: 'opened' }, BACK + 9 * MINUTE).tone).toBe('calm');
    expect(stateOf({ ...back, progress: 'opened' }, BACK).text).not.toBe(stateOf(back, BACK).text);
  });
});

describe('of a drill', () => {
  const drill = { ...view, drill: true };

  test('everything that is read aloud says so', () => {
    expect(saidOf(drill, NOW)).toBe('Oefening: De school heeft het nog niet geopend.');
    expect(saidOf(view, NOW)).toBe('De school heeft het nog niet geopend.');
  });

  test('the end says nothing of the school day', () => {
    const farewell = { id: 'signal', as: 'sender', outcome: 'expired', at: NOW } as const;
    expect(farewellOf({ ...farewell, last: drill })).toBe('De oefening is voorbij. Het oefensignaal is gewist.');
    expect(farewellOf({ ...farewell, last: view })).toMatch('De schooldag is voorbij.');
  });
});

test('no sentence speaks of a school that is not known', () => {
  expect(farewellOf({ id: 'signal', as: 'sender', outcome: 'completed', at: NOW, last: null })).toBe('Een signaal is gewist.');
});

describe('[R-MEND-7] of what a restart lost the sender reads', () => {
  const farewell = { id: 'signal', as: 'sender', outcome: 'lost', at: NOW } as const;

  test.each([
    [
      'that it can be sent again',
      view,
      /^Het signaal aan OBS De Linde is daardoor weg. Was het nog niet geopend\? Stuur het dan opnieuw.$/,
    ],
    ['that the school has had it', { ...view, openedAt: NOW }, /De school had het al geopend. Bel bij twijfel de school.$/],
    ['of one from another page too', null, /^Een signaal dat je stuurde, is daardoor weg. Was het nog niet geopend\? Stuur/],
    ['of a drill that it is over', { ...view, drill: true }, /^De oefening is daardoor voorbij.$/],
  ])('%s', (_, last, sentence) => {
    expect(farewellOf({ ...farewell, last })).toMatch(sentence);
  });

  test('of a colleague’s to tell them', () => {
    expect(farewellOf({ ...farewell, as: 'colleague', last: colleague })).toMatch(/Laat het je collega weten.$/);
  });

  test('and before that, that it is on its way back', () => {
    expect(farewellOf({ ...farewell, outcome: 'healing', last: view })).toBe('We halen het signaal aan OBS De Linde terug.');
  });
});

describe('[R-CLIENT-6] a school that does not take part in earnest says so', () => {
  test.each([
    ['not-ready', false, `Deze school doet nog niet mee. Bel ${PHONE}.`],
    ['not-ready', true, 'Deze school doet nog niet mee.'],
    ['testing', false, `Deze school oefent nog. Stuur alleen een oefensignaal. Is het echt? Bel ${PHONE}.`],
    ['testing', true, undefined],
    ['live', true, undefined],
  ] as const)('%s, drill: %s', (state, drill, sentence) => {
    const draft = { ...EMPTY, drill, school: { ...SCHOOL, state } };
    expect(faultsOf(draft, '2026-03-13').school).toBe(sentence);
  });
});
