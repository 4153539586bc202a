import type { Change, Changed, ChangeRequest, PersonFound, RoleName } from '../../src/contract/index.js';
import type { Key } from '../words/words.js';
import { at, BEHEER, KOMPAS, LINDE } from './fixtures.js';
import { choose, press, pressWords, type } from './hands.js';
import { LISTED, SCHOOLS } from './schools.js';
import { type State, statesOf } from './state.js';

type Held = PersonFound['roles'][number];

const addressOf = (name: string) => `${name.toLowerCase().replaceAll(' ', '.')}@voorbeeld.example`;

function held(role: RoleName, title: string, school: typeof LINDE | null = null): Held {
  return { role, title, school: school?.code ?? null, schoolName: school?.name ?? null };
}

function found(name: string, roles: Held[], changed: Partial<PersonFound> = {}): PersonFound {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@voorbeeld.example`;
  return {
    id: name.split(' ')[0]!.toLowerCase(),
    name,
    email,
    roles,
    passkeys: 1,
    accounts: 0,
    sessions: 2,
    invitation: null,
    ...changed,
  };
}

const NEVER = { passkeys: 0, accounts: 0, sessions: 0 };
const PEOPLE: PersonFound[] = [
  found('Anne Smit', [held('recipient', 'directeur', LINDE), held('teacher', 'leerkracht', LINDE)]),
  found('Hans Mol', [held('recipient', 'directeur', LINDE), held('recipient', 'directeur', KOMPAS)], {
    ...NEVER,
    invitation: { state: 'expired', at: at('07:00') },
  }),
  found('Karin de Graaf', [held('sender', 'leerplichtambtenaar')], { accounts: 1 }),
  found('Petra van Dam', [held('recipient', 'intern begeleider', LINDE)], {
    ...NEVER,
    invitation: { state: 'open', at: at('07:55') },
  }),
  found('Tom Vos', [held('teacher', 'leerkracht', LINDE)], NEVER),
];

function asked(name: string, change: Change, isOwn = false): ChangeRequest {
  const [id, email] = [`${name} ${change.kind}`, addressOf(name)];
  const school = change.kind === 'role' ? KOMPAS.name : null;
  const [askedAt, expiresAt] = [at('07:58'), at('07:58') + 7 * 86_400_000];
  return {
    id,
    person: { id: name, name, email },
    change,
    askedBy: 'Lotte Brouwer',
    askedAt,
    expiresAt,
    isOwn,
    school,
    group: null,
  };
}
const REQUESTS: ChangeRequest[] = [
  asked('Petra van Dam', { kind: 'invitation' }),
  asked('Anne Smit', { kind: 'role', role: 'recipient', title: 'directeur', school: KOMPAS.code }),
  asked('Tom Vos', { kind: 'address', email: 'tom.vos@een-andere-school-met-een-lange-naam.example' }, true),
];

const LINK: Changed = {
  done: true,
  link: 'https://seintje.voorbeeld.example/uitnodiging#cJ0yX3Zlcnpvbm5lbl92b29yX2RlX2dhbGVyaWo',
};
const ASK: Changed = { done: false, request: 'asked' };

const SEARCH = 'POST /v1/people/search';
const people = { [SEARCH]: PEOPLE };
const schools = { [SCHOOLS]: LISTED };
const requests = { ...people, 'GET /v1/requests': REQUESTS };

async function into(name: string, ...keys: Key[]): Promise<void> {
  await press('admin.people');
  await pressWords(name);
  for (const key of keys) await press(key);
}

/** People, and what takes two administrators. */
export const administratorStates: State[] = statesOf(
  'administrator',
  { me: BEHEER, rest: people },
  {
    start: { rest: { ...requests, ...schools } },
    people: { act: () => press('admin.people') },
    requests: { rest: requests },
    approving: { rest: requests, act: () => press('admin.request.approve') },
    nobody: { rest: {}, act: () => press('admin.people') },
    loading: { refused: { 'GET /v1/requests': 'never', [SEARCH]: 'never' }, act: () => press('admin.people') },
    failed: { refused: { 'GET /v1/requests': 'no-answer', [SEARCH]: 'no-answer' } },
    'people-failed': { refused: { [SEARCH]: 'no-answer' }, act: () => press('admin.people') },
    person: { act: () => into('Hans Mol') },
    'person-invited': { act: () => into('Petra van Dam') },
    'person-asked': {
      rest: { ...people, 'POST /v1/people/hans/invitation': ASK },
      act: () => into('Hans Mol', 'admin.invite.again'),
    },
    'person-link': {
      rest: { ...people, 'POST /v1/people/karin/invitation': LINK },
      act: () => into('Karin de Graaf', 'admin.invite.again'),
    },
    'person-step-up': {
      rest: { ...people, 'GET /v1/installation': { demonstration: false, issuers: [{ key: 'g', name: 'Gemeente Elzenmeer' }] } },
      refused: { 'POST /v1/people/hans/invitation': 'step-up-required' },
      act: () => into('Hans Mol', 'admin.invite.again'),
    },
    'person-address-step-up': {
      rest: { ...people, 'GET /v1/installation': { demonstration: false, issuers: [{ key: 'g', name: 'Gemeente Elzenmeer' }] } },
      refused: { 'PUT /v1/people/karin/address': 'step-up-required' },
      act: async () => {
        await into('Karin de Graaf', 'admin.address.change');
        await type('new-address', 'karin@elzenmeer.example');
        await press('admin.save');
      },
    },
    'person-lost-telephone': { act: () => into('Anne Smit', 'admin.passkeys.remove') },
    'person-address': {
      act: async () => {
        await into('Karin de Graaf', 'admin.address.change');
        await type('new-address', 'karin');
        await press('admin.save');
      },
    },
    'person-role': {
      act: async () => {
        await into('Karin de Graaf', 'admin.role.give');
        await choose();
      },
    },
    'person-role-faults': { act: () => into('Tom Vos', 'admin.role.give', 'admin.ask') },
    'person-role-away': { act: () => into('Tom Vos', 'admin.role.take') },
    'person-substitute': { act: () => into('Karin de Graaf', 'admin.substitute.set') },
  },
);
