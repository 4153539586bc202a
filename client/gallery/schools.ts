import type { Candidate, SchoolDetails, SchoolsListed, Warning, Weekday } from '../../src/contract/index.js';
import { BEHEER, HANS, KOMPAS, LINDE } from './fixtures.js';
import { choose, press, pressWords, sees, type } from './hands.js';
import { type State, statesOf } from './state.js';

export const SCHOOLS = 'POST /v1/schools/search';
const DAY = { bell: '08:30', end: '15:30' };

export const LISTED: SchoolsListed = {
  schools: [
    { ...listed('00BB00', KOMPAS.name, 'Goirle'), state: 'testing', contacts: 1, reachable: 0, warnings: 3 },
    listed('00AA00', LINDE.name, 'Tilburg'),
    { ...listed('00CC00', 'Montessorischool De Veer', 'Tilburg'), state: 'not-ready', contacts: 0, reachable: 0, warnings: 1 },
  ],
  total: 9,
  states: { live: 3, testing: 2, 'not-ready': 4 },
};

function listed(code: string, name: string, place: string): SchoolsListed['schools'][number] {
  return { code, name, place, sector: 'po', state: 'live', contacts: 2, reachable: 2, warnings: 0 };
}

const colleague = (name: string, title = 'leerkracht') => ({ person: name, name, title });
const teaching = (name: string, ...weekdays: Weekday[]) => ({ person: name, weekdays });

const SCHOOL: SchoolDetails = {
  ...{ code: LINDE.code, name: LINDE.name, place: LINDE.place, sector: 'po', phone: LINDE.phone, state: 'live' },
  hours: { 1: DAY, 2: DAY, 3: { bell: '08:30', end: '12:30' }, 4: DAY, 5: DAY },
  holidays: [
    { first: '2026-04-03', last: '2026-04-06', name: 'Pasen' },
    { first: '2026-04-27', last: '2026-04-27', name: 'Koningsdag' },
  ],
  contacts: [colleague('Hans Mol', 'directeur'), colleague('Petra van Dam', 'intern begeleider')],
  teachers: ['Ayşe Kaya', 'Els de Wit', 'Marijke Bos', 'Tom Vos'].map((name) => colleague(name)),
  groups: [
    { id: 'six-a', name: 'Groep 6 a', teachers: [teaching('Tom Vos', 1, 2, 3, 4, 5)] },
    { id: 'six-b', name: 'Groep 6 b', teachers: [teaching('Marijke Bos', 1, 2, 3), teaching('Els de Wit', 3, 4)] },
    { id: 'seven', name: 'Groep 7', teachers: [] },
  ],
  substitutes: [{ group: 'six-a', person: 'Ayşe Kaya', name: 'Ayşe Kaya', day: '2026-03-13' }],
  absences: [],
  warnings: [
    { kind: 'no-device', name: 'Hans Mol' },
    { kind: 'uncovered', group: 'Groep 6 b', weekdays: [5] },
    { kind: 'uncovered', group: 'Groep 7', weekdays: [1, 2, 3, 4, 5] },
  ],
  today: '2026-03-13',
};
/** One group has a duo partner, and who steps in at the other is not there either. */
const AWAY: Partial<SchoolDetails> = {
  substitutes: [{ group: 'six-b', person: 'Ayşe Kaya', name: 'Ayşe Kaya', day: '2026-03-16' }],
  absences: [
    { person: 'Tom Vos', name: 'Tom Vos', day: '2026-03-13' },
    { person: 'Ayşe Kaya', name: 'Ayşe Kaya', day: '2026-03-16' },
    { person: 'Marijke Bos', name: 'Marijke Bos', day: '2026-03-16' },
  ],
};
const ALMOST: Warning[] = [{ kind: 'one-contact' }, { kind: 'never-signed-in', name: 'Hans Mol' }, ...SCHOOL.warnings.slice(1)];
const EMPTY: Partial<SchoolDetails> = {
  ...{ state: 'not-ready', phone: '', hours: {}, holidays: [], contacts: [], teachers: [], groups: [], substitutes: [] },
  warnings: [{ kind: 'no-phone' }, { kind: 'no-hours' }, { kind: 'no-contact' }],
};
const CANDIDATES: Candidate[] = [
  { ...colleague('Els de Wit'), schoolName: LINDE.name },
  { ...colleague('Jeroen Mulder'), schoolName: KOMPAS.name },
];

const PATH = `/v1/schools/${LINDE.code}`;
const rest = (changed: Partial<SchoolDetails> = {}) => ({
  [SCHOOLS]: LISTED,
  'GET /v1/schools/00AA00': { ...SCHOOL, ...changed },
  [`POST ${PATH}/candidates`]: CANDIDATES,
});
const toSchools = () => press('schools.title');

async function into(): Promise<void> {
  await toSchools();
  await pressWords(LINDE.name);
  await sees('school.path');
}

const NONE = { [SCHOOLS]: { schools: [], total: 0, states: { live: 0, testing: 0, 'not-ready': 0 } } };

/** Schools, for administrators. */
export const schoolStates: State[] = statesOf(
  'administrator-schools',
  { me: BEHEER, rest: rest() },
  {
    list: { act: toSchools },
    empty: { rest: NONE, act: toSchools },
    failed: { refused: { [SCHOOLS]: 'no-answer' }, act: toSchools },
    add: {
      act: async () => {
        await toSchools();
        await press('schools.add');
        await press('admin.save');
      },
    },
    school: { act: into },
    'school-testing': { rest: rest({ state: 'testing', warnings: ALMOST }), act: into },
    'school-to-live': {
      rest: rest({ state: 'testing', warnings: SCHOOL.warnings }),
      act: async () => {
        await into();
        await press('school.turn.live');
      },
    },
    'school-new': { rest: rest(EMPTY), act: into },
    'school-failed': {
      refused: { 'GET /v1/schools/00AA00': 'no-answer' },
      act: async () => {
        await toSchools();
        await pressWords(LINDE.name);
      },
    },
    'school-facts': {
      act: async () => {
        await into();
        await press('school.facts.change');
      },
    },
    'school-facts-faults': {
      rest: rest({ hours: { 1: { bell: '15:30', end: '08:30' } } }),
      act: async () => {
        await into();
        await press('school.facts.change');
        await type('school-name', '');
        await press('admin.save');
      },
    },
    'school-group': {
      act: async () => {
        await into();
        await press('groups.change');
      },
    },
    'school-step-in': {
      act: async () => {
        await into();
        await press('groups.step-in', { today: 'yes' });
        await choose();
      },
    },
    'school-absences': { rest: rest(AWAY), act: into },
    'school-holiday': {
      act: async () => {
        await into();
        await press('school.holiday.add');
        await press('admin.save');
      },
    },
    'school-remove': {
      act: async () => {
        await into();
        await press('school.remove.this');
      },
    },
  },
);

/** Groups and substitutes, for a directeur. */
export const directeurStates: State[] = statesOf(
  'directeur',
  { me: { ...HANS, roles: HANS.roles.slice(0, 1) }, rest: rest() },
  {
    groups: { act: () => press('app.groups') },
    'groups-failed': { refused: { 'GET /v1/schools/00AA00': 'no-answer' }, act: () => press('app.groups') },
    absences: { rest: rest(AWAY), act: () => press('app.groups') },
    'absences-add': {
      rest: rest(AWAY),
      act: async () => {
        await press('app.groups');
        await press('absences.add');
        await press('admin.save');
      },
    },
    'step-in': {
      act: async () => {
        await press('app.groups');
        await press('groups.step-in', { today: 'yes' });
      },
    },
  },
);
