import { type Batch, type BatchChange, type BatchPreview, FILE_FAULTS } from '../../src/contract/index.js';
import type { Key } from '../words/words.js';
import { at, BEHEER } from './fixtures.js';
import { choose, press } from './hands.js';
import { type State, statesOf } from './state.js';

export const LONG = 'Interconfessionele Scholengemeenschap Het Kompas, Sint-Michielsgestel';

function change(kind: BatchChange['change'], label: string, ...details: string[]): BatchChange {
  return { what: 'person', change: kind, label, details };
}

const ROLES: NonNullable<BatchChange['roles']> = [
  { title: 'directeur', schoolName: 'OBS De Linde' },
  { title: 'leerkracht', schoolName: LONG },
  { title: 'leerplichtambtenaar', schoolName: null },
];

export const PREVIEW: BatchPreview = {
  counts: { added: 212, changed: 9, removed: 3, unchanged: 1480 },
  changes: [
    ...['Ada Verzonnen', 'Bo Bedacht', 'Cas Fictief'].map((name, at) => ({
      ...change('added', name),
      roles: ROLES.slice(0, at + 1),
      email: `${name.toLowerCase().replace(' ', '.')}@voorbeeld.example`,
    })),
    { ...change('changed', 'Dirk Gemaakt', 'name', 'role-added'), roles: ROLES.slice(0, 1) },
    change('changed', 'Eva Onecht', 'role-removed', 'groups'),
    ...['Fenna Weg', 'Gijs Voorbij', 'Huub van Verleden'].map((name) => change('removed', name)),
  ],
  municipalities: [],
  elsewhere: 0,
  takesTwo: true,
  fingerprint: 'seen',
};
const SCHOOLS: BatchPreview = {
  ...PREVIEW,
  counts: { added: 31, changed: 2, removed: 0, unchanged: 0 },
  changes: [
    change('added', `${LONG}`),
    change('added', 'OBS De Linde, Tilburg'),
    change('changed', 'De Populier, Tilburg', 'phone', 'place'),
  ],
  municipalities: ['Bergenmeer', 'Elzenmeer', 'Sint-Verzonnen aan den Waterkant', 'Wilgendam'].map((name, place) => ({
    code: `99${place}0`,
    name,
    schools: 12 + place,
    taken: place === 1,
  })),
  elsewhere: 7912,
  takesTwo: false,
};
const NONE_TAKEN = { ...SCHOOLS, municipalities: SCHOOLS.municipalities.map((each) => ({ ...each, taken: false })) };
const MANY = Array.from({ length: 342 }, (_, place) => ({
  code: `${1000 + place}`,
  name: `Gemeente ${place + 1}`,
  schools: 24,
  taken: false,
}));

export const BATCH: Batch = {
  id: 'batch',
  kind: 'staff',
  state: 'ready',
  isOwn: true,
  begunBy: 'Lotte Brouwer',
  begunAt: at('07:58'),
  expiresAt: null,
  progress: null,
  faults: [],
  faultCount: 0,
  preview: PREVIEW,
  chosen: null,
  links: null,
  took: null,
};
const READ = { preview: null, state: 'reading' } as const;
const WAITS = { state: 'asked', expiresAt: at('07:58') + 7 * 86_400_000, chosen: { removes: true, invites: true } } as const;
const DONE = { state: 'done', took: 4180, chosen: { removes: true, invites: true }, invited: { made: 210, failed: 2 } } as const;
const FAULTS = FILE_FAULTS.map((code, place) => ({
  file: place < 5 ? 'mensen van alle scholen in de gemeente, laatste versie.csv' : 'leerkrachten.csv',
  line: place < 3 ? null : place * 7,
  column: place < 3 || place === 7 ? null : ['school', 'e-mailadres', 'groepen'][place % 3]!,
  code,
}));

/** The batch as it is found when the page opens. */
function found(changed: Partial<Batch>): Record<string, unknown> {
  const batch = { ...BATCH, ...changed };
  return { 'GET /v1/batches': [batch], 'GET /v1/batches/batch': batch };
}

/** One that was just begun by the page itself: what became of it is shown. */
function begun(changed: Partial<Batch>, kind: Batch['kind'] = 'staff'): Omit<State, 'name'> {
  return {
    rest: { [`POST /v1/batches/${kind}`]: { id: 'batch' }, 'GET /v1/batches/batch': { ...BATCH, kind, ...changed } },
    act: async () => {
      await picks(1, 'mensen.csv');
      await press('import.begin');
    },
  };
}

const opens = () => press('import.title');

/** Chooses a kind of list, and files by their names. */
async function picks(kind: number, ...names: string[]): Promise<void> {
  await opens();
  await choose(kind);
  const chosen = new DataTransfer();
  for (const name of names) chosen.items.add(new File(['made up'], name));
  const input = document.getElementById('import-files') as HTMLInputElement;
  input.files = chosen.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

async function looks(...keys: Key[]): Promise<void> {
  await opens();
  for (const key of keys) await press(key);
}

/** Into what waits among the requests, whose way has its line for a name. */
async function looksAtRequest(...keys: Key[]): Promise<void> {
  document.querySelector<HTMLElement>('main .seintje-entry-way')!.click();
  for (const key of keys) await press(key);
}

/** Lists that are read in, and decided on. */
export const batchStates: State[] = statesOf(
  'administrator',
  { me: BEHEER },
  {
    import: { act: opens },
    'import-loading': { refused: { 'GET /v1/batches': 'never' }, act: opens },
    'import-failed': { refused: { 'GET /v1/batches': 'no-answer' }, act: opens },
    'import-schools': { act: () => picks(0, '02-alle-schoolvestigingen-basisonderwijs.csv', 'vestigingen.csv') },
    'import-staff': { act: () => picks(1, 'mensen.csv') },
    'import-missing': {
      act: async () => {
        await picks(0, 'alle-vestigingen-van-het-hele-land-versie-van-vandaag.csv');
        await press('import.begin');
      },
    },
    'import-busy': { ...begun({}), refused: { 'POST /v1/batches/staff': 'busy' } },
    'import-reading': { rest: found({ ...READ, progress: { done: 8200, total: 20_000 } }), act: opens },
    'import-faults': { rest: found({ state: 'faulty', preview: null, faults: FAULTS, faultCount: 412 }), act: opens },
    'import-municipalities': {
      rest: found({ kind: 'schools', preview: NONE_TAKEN }),
      act: () => looks('import.municipalities.choose'),
    },
    'import-country': { rest: found({ kind: 'schools', preview: { ...NONE_TAKEN, municipalities: MANY } }), act: opens },
    'import-preview-schools': {
      rest: found({ kind: 'schools', preview: SCHOOLS }),
      act: () => looks('import.municipalities.others'),
    },
    'import-preview': { rest: found({}), act: () => looks('batch.changes.added', 'batch.changes.changed') },
    'import-removing': {
      rest: found({}),
      act: async () => {
        await opens();
        await choose();
        await press('batch.ask');
      },
    },
    'import-nothing': {
      rest: found({ preview: { ...PREVIEW, counts: { added: 0, changed: 0, removed: 0, unchanged: 1701 }, changes: [] } }),
      act: opens,
    },
    'import-stale': {
      rest: found({}),
      refused: { 'POST /v1/batches/batch/confirmation': 'stale-preview' },
      act: () => looks('batch.ask'),
    },
    'import-step-up': {
      rest: {
        ...found({}),
        'GET /v1/installation': { demonstration: false, issuers: [{ key: 'g', name: 'Gemeente Elzenmeer' }] },
      },
      refused: { 'POST /v1/batches/batch/confirmation': 'step-up-required' },
      act: () => looks('batch.ask'),
    },
    'import-applying': { rest: found({ state: 'applying', progress: { done: 15_000, total: 20_000 } }), act: opens },
    'import-done': begun({ ...DONE }),
    'import-done-links': begun({ ...DONE, links: 210 }),
    'import-done-stopped': begun({ ...DONE, invited: { made: 40, failed: 2 } }),
    'import-over-failed': begun({ state: 'failed', took: 900 }),
    'import-over-cancelled': begun({ state: 'cancelled' }),
    'import-over-invited': begun({ kind: 'invitations', state: 'cancelled', invited: { made: 40, failed: 0 } }),
    'import-over-refused': begun({ state: 'refused' }),
    'batch-requests': { rest: found({ ...WAITS, isOwn: false }) },
    'batch-own': { rest: found({ ...WAITS }) },
    'batch-deciding': { rest: found({ ...WAITS, isOwn: false }), act: () => looksAtRequest('admin.request.approve') },
    'batch-waiting': { rest: found({ ...WAITS }), act: () => looksAtRequest() },
    'batch-gone': {
      rest: found({ ...WAITS }),
      refused: { 'GET /v1/batches/batch': 'unknown-batch' },
      act: () => looksAtRequest(),
    },
  },
);
