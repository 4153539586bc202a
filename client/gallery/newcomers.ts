import type { Changed, NotReady, PersonFound } from '../../src/contract/index.js';
import { BATCH, LONG, PREVIEW } from './batches.js';
import { at, BEHEER } from './fixtures.js';
import { choose, press, type } from './hands.js';
import { type State, statesOf } from './state.js';

const ASKED: Changed = { done: false, request: 'asked' };

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

async function addsNobody(): Promise<void> {
  await press('admin.people');
  await press('admin.add');
}

async function adds(): Promise<void> {
  await addsNobody();
  await type('new-name', 'Ada Verzonnen');
  await type('new-email', 'ada@voorbeeld.example');
  await choose(2);
  await type('title', 'leerplichtambtenaar');
  await press('admin.save');
}

/** Who is invited many at once, and somebody who is added by hand. */
export const newcomerStates: State[] = statesOf(
  'administrator',
  { me: BEHEER },
  {
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
    'person-add': { act: addsNobody },
    'person-add-faults': {
      act: async () => {
        await addsNobody();
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
