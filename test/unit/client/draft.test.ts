import { describe, expect, test } from '@jest/globals';
import { asksAge, contentOf, type Draft, EMPTY, EMPTY_DRILL, faultsOf } from '../../../client/sender/draft.js';
import type { SchoolFound } from '../../../src/contract/index.js';
import { PHONE, SCHOOL } from './fake-live.js';

const TODAY = '2026-03-13';
const GOOD: Draft = { ...EMPTY, school: SCHOOL, name: 'Abc Def', date: { day: '14', month: '3', year: '2016' } };

test('an empty form names all three answers', () => {
  expect(faultsOf(EMPTY, TODAY)).toEqual({
    school: 'Kies een school.',
    name: 'Vul de naam van de leerling in.',
    date: 'Vul de geboortedatum in.',
    part: 'all',
  });
});

test('a complete form has no faults', () => {
  expect(faultsOf(GOOD, TODAY)).toEqual({});
});

test('a drill asks the school only, and makes up its pupil', () => {
  expect(faultsOf(EMPTY_DRILL, TODAY)).toEqual({ school: 'Kies een school.' });
  const drill = { ...EMPTY_DRILL, school: SCHOOL };
  expect(faultsOf(drill, TODAY)).toEqual({});
  expect(asksAge(drill, TODAY)).toBeNull();
  expect(contentOf(drill, TODAY)?.name).toMatch(/ Oefenkind$/);
});

describe('the school', () => {
  const cases: [string, Partial<SchoolFound>, string][] = [
    ['that nobody can read for', { devices: [] }, `Niemand kan dit nu lezen. Bel ${PHONE}.`],
    [
      'that is closed for long',
      { target: null, firstDay: Date.parse('2026-03-30T06:30:00Z') },
      'De eerstvolgende schooldag is pas maandag 30 maart. Stuur het dan.',
    ],
    ['that does not take part yet', { state: 'not-ready' }, `Deze school doet nog niet mee. Bel ${PHONE}.`],
    ['without a known day', { target: null, firstDay: null }, `We kennen de volgende schooldag niet. Bel ${PHONE}.`],
  ];
  test.each(cases)('%s is refused', (_, school, sentence) => {
    expect(faultsOf({ ...GOOD, school: { ...SCHOOL, ...school } }, TODAY).school).toBe(sentence);
  });

  test.each([
    ['where nobody can read it is refused, and nobody need call', { devices: [] }, 'Niemand kan dit nu lezen.'],
    ['is for now, also in a holiday', { target: null, firstDay: null }, undefined],
  ])('of a drill: %s', (_, school, sentence) => {
    expect(faultsOf({ ...EMPTY_DRILL, school: { ...SCHOOL, ...school } }, TODAY).school).toBe(sentence);
  });
});

describe('the name', () => {
  test.each([
    ['   ', 'Vul de naam van de leerling in.'],
    ['Abc 110', 'Gebruik alleen letters in de naam.'],
    ['Abc – iets erbij', 'Gebruik alleen letters in de naam.'],
    ['a'.repeat(181), 'Deze naam is te lang.'],
  ])('%j is refused', (name, sentence) => {
    expect(faultsOf({ ...GOOD, name }, TODAY).name).toBe(sentence);
  });
});

describe('the date of birth', () => {
  test.each([
    [{ day: '14', month: '', year: '2016' }, 'month', 'Vul ook de maand van de geboortedatum in.'],
    [{ day: '', month: '3', year: '2016' }, 'day', 'Vul ook de dag van de geboortedatum in.'],
    [{ day: '14', month: '3', year: '' }, 'year', 'Vul ook het jaar van de geboortedatum in.'],
    [{ day: '31', month: '2', year: '2016' }, 'all', 'Deze datum bestaat niet. Gebruik alleen cijfers.'],
    [{ day: '14', month: '3', year: '2026' }, 'all', 'De geboortedatum ligt in de toekomst.'],
    [{ day: '14', month: '3', year: '2024' }, 'all', 'Deze leerling is jonger dan 3 jaar.'],
  ])('%j is refused', (date, part, sentence) => {
    expect(faultsOf({ ...GOOD, date }, TODAY)).toEqual({ date: sentence, part });
  });

  test('of somebody unusually old is asked about once', () => {
    const old = { ...GOOD, date: { day: '14', month: '3', year: '1983' } };
    expect(faultsOf(old, TODAY)).toEqual({});
    expect(asksAge(old, TODAY)).toBe('1983-03-14');
    expect(asksAge({ ...old, sureOf: '1983-03-14' }, TODAY)).toBeNull();
    expect(asksAge(GOOD, TODAY)).toBeNull();
  });
});
