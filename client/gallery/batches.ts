import {
  type Batch,
  type BatchChange,
  type BatchPreview,
  type Changed,
  FILE_FAULTS,
  type NotReady,
  type PersonFound,
} from '../../src/contract/index.js';
import type { Key } from '../words/words.js';
import { at, BEHEER } from './fixtures.js';
import { choose, press, type } from './hands.js';
import { type State, statesOf } from './state.js';

const ASKED: Changed = { done: false, request: 'asked' };
const LONG = 'Interconfessionele Scholengemeenschap Het Kompas, Sint-Michielsgestel';

function change(kind: BatchChange['change'], label: string, ...details: string[]): BatchChange {
  return { what: 'person', change: kind, label, details };
}

const PREVIEW: BatchPreview = {
  counts: { added: 212, changed: 9, removed: 3, unchanged: 1480 },
  changes: [
    ...['Ada Verzonnen', 'Bo Bedacht', 'Cas Fictief'].map((name) => ({
      ...change('added', name),
      email: `${name.toLowerCase().replace(' ', '.')}@voorbeeld.example`,
    })),
    change('changed', 'Dirk Gemaakt', 'name', 'role-added'),
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

const BATCH: Batch = {
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
const DONE = { state: 'done', took: 4180, chosen: { removes: true, invites: true }, invited: { made: 212, failed: 2 } } as const;
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

function waiting(name: string, title: string, schoolName: string | null, changed: Partial<NotReady> = {}): NotReady {
  return { id: name, name, roles: [{ title, schoolName }], why: 'never-signed-in', invitation: null, ...changed };
}
const NOT_READY = 'POST /v1/people/not-ready';
const WAITING = {
  people: [
    waiting('Ada Verzonnen', 'directeur', 'De Populier', { invitation: { state: 'expired', at: at('07:10') } }),
    waiting('Bo Bedacht', 'leerkracht', 'De Populier', { why: 'no-device', invitation: { state: 'used', at: at('07:20') } }),
    waiting('Wilhelmina-Annabel van Bedacht-Verzonnen', 'intern begeleider', LONG, {
      invitation: { state: 'open', at: at('07:55') },
    }),
    waiting('Cas Fictief', 'leerplichtambtenaar', null),
  ],
  total: 4,
};
const NEW: PersonFound = {
  ...{ id: 'new', name: 'Ada Verzonnen', email: 'ada@voorbeeld.example', roles: [] },
  ...{ passkeys: 0, accounts: 0, sessions: 0, invitation: null },
};

async function adds(): Promise<void> {
  await press('admin.add');
  await type('new-name', 'Ada Verzonnen');
  await type('new-email', 'ada@voorbeeld.example');
  await choose(2);
  await type('title', 'leerplichtambtenaar');
  await press('admin.save');
}

/** Lists that are read in, people who are invited many at once, and somebody who is added by hand. */
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
    'import-done-links': begun({ ...DONE, links: 212 }),
    'import-over-failed': begun({ state: 'failed', took: 900 }),
    'import-over-cancelled': begun({ state: 'cancelled' }),
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
    'not-ready': { rest: { [NOT_READY]: WAITING }, act: () => press('not-ready.title') },
    'not-ready-chosen': {
      rest: { [NOT_READY]: { ...WAITING, total: 3120 } },
      act: async () => {
        await press('not-ready.title');
        await choose();
      },
    },
    'not-ready-nobody': { rest: { [NOT_READY]: { people: [], total: 0 } }, act: () => press('not-ready.title') },
    'not-ready-failed': { refused: { [NOT_READY]: 'no-answer' }, act: () => press('not-ready.title') },
    'not-ready-inviting': {
      rest: {
        [NOT_READY]: WAITING,
        'POST /v1/batches/invitations': { id: 'batch' },
        'GET /v1/batches/batch': {
          ...BATCH,
          kind: 'invitations',
          preview: {
            ...PREVIEW,
            counts: { added: 3, changed: 0, removed: 0, unchanged: 0 },
            changes: PREVIEW.changes.slice(0, 3),
          },
        },
      },
      act: async () => {
        await press('not-ready.title');
        await press('not-ready.invite-all');
      },
    },
    'person-add': { act: () => press('admin.add') },
    'person-add-faults': {
      act: async () => {
        await press('admin.add');
        await press('admin.save');
      },
    },
    'person-add-asked': { rest: { 'POST /v1/people': NEW, 'POST /v1/people/new/roles': ASKED }, act: adds },
    'person-add-no-role': {
      rest: { 'POST /v1/people': NEW },
      refused: { 'POST /v1/people/new/roles': 'unknown-school' },
      act: adds,
    },
  },
);
