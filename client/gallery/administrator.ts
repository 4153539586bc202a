import {
  type Change,
  type Changed,
  type ChangeRequest,
  type Organisation,
  type OrganisationSettings,
  type PersonFound,
  PHASE_TIMES,
  type RecordsListed,
  type RoleName,
  type SessionListed,
} from '../../src/contract/index.js';
import type { Key } from '../words/words.js';
import { at, BEHEER, KOMPAS, LINDE } from './fixtures.js';
import { choose, press, pressWords, sees, type } from './hands.js';
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

const COMPUTER = 'Chrome · Windows';
const SESSIONS: SessionListed[] = [
  { id: 'phone', label: 'Safari · iPhone', use: 'own', since: '2026-01-06', usedOn: '2026-03-13' },
  { id: 'computer', label: COMPUTER, use: 'shared', since: '2026-03-12', usedOn: '2026-03-12' },
  { id: 'board', label: '', use: 'board', since: '2026-03-09', usedOn: '2026-03-11' },
];

const [FEMKE, LOTTE] = ['Femke Ooms', 'Lotte Brouwer'];
const did = (when: number, actor: string | null, action: string, object: string | null, result = 'done') => ({
  ...{ id: `${when} ${action}`, at: when, actor, action, object, result },
});
const yesterday = (clock: string) => at(clock) - 86_400_000;
const RECORDS: RecordsListed = {
  records: [
    did(at('08:03'), LOTTE, 'approval', 'Petra van Dam'),
    did(at('08:03'), LOTTE, 'invitation', 'Petra van Dam'),
    did(at('07:58'), FEMKE, 'invitation', 'Petra van Dam', 'asked'),
    did(at('07:41'), FEMKE, 'settings', null, 'step-up-required'),
    did(yesterday('16:20'), LOTTE, 'role', 'Annabel-Wilhelmina van der Verzonnenlaanstraat-de Wit', 'unknown-school'),
    did(yesterday('16:02'), null, 'person-removed', null),
    did(yesterday('15:47'), LOTTE, 'address', 'Tom Vos', 'address-in-use'),
    did(yesterday('15:44'), FEMKE, 'sessions-ended', 'Karin de Graaf'),
  ],
  more: true,
};

const DEFAULTS: OrganisationSettings = {
  ...{ windowMinutes: 60, cutoffMinutes: 60, stepUpMinutes: 240, approveDevices: false, phone: '', phases: PHASE_TIMES },
};
const ORGANISATION: Organisation = {
  name: 'Regio Elzenmeer',
  settings: { ...DEFAULTS, stepUpMinutes: 120, phases: { ...PHASE_TIMES, call: 10 } },
  defaults: DEFAULTS,
};

const SEARCH = 'POST /v1/people/search';
const schools = { [SCHOOLS]: LISTED };
const people = { [SEARCH]: PEOPLE, ...schools };
const requests = { ...people, 'GET /v1/requests': REQUESTS };

const settings = { ...people, 'GET /v1/organisation': ORGANISATION };
const settingsIn = async (...keys: Key[]) => {
  await press('admin.settings');
  await sees('admin.settings.day');
  for (const key of keys) await press(key);
};

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
    start: { rest: requests },
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
    'person-role-school': {
      act: async () => {
        await into('Karin de Graaf', 'admin.role.give');
        await choose();
        await type('school-choice', 'linde');
        await choose(5);
      },
    },
    'person-role-faults': { act: () => into('Tom Vos', 'admin.role.give', 'admin.ask') },
    'person-role-away': { act: () => into('Tom Vos', 'admin.role.take') },
    'person-substitute': { act: () => into('Karin de Graaf', 'admin.substitute.set') },
    'person-devices': {
      rest: { ...people, 'GET /v1/people/anne/sessions': SESSIONS },
      act: () => into('Anne Smit', 'admin.device.end'),
    },
    records: { rest: { ...people, 'GET /v1/records': RECORDS }, act: () => press('admin.records') },
    'records-none': { rest: { ...people, 'GET /v1/records': { records: [], more: false } }, act: () => press('admin.records') },
    'records-failed': { refused: { 'GET /v1/records': 'no-answer' }, act: () => press('admin.records') },
    settings: { rest: settings, act: settingsIn },
    'settings-faults': {
      rest: settings,
      act: async () => {
        await settingsIn();
        for (const [field, text] of [
          ['windowMinutes', '500'],
          ['cutoffMinutes', 'een uur'],
        ] as const)
          await type(field, text);
        await press('admin.save');
      },
    },
    'settings-saved': { rest: settings, act: () => settingsIn('admin.save') },
    'settings-reset': { rest: settings, act: () => settingsIn('admin.settings.reset') },
    'settings-failed': { refused: { 'GET /v1/organisation': 'no-answer' }, act: () => press('admin.settings') },
  },
);
