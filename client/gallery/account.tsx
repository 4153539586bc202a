import type { Installation, Invited, OwnPasskey, OwnSession } from '../../src/contract/index.js';
import { App } from '../app/app.js';
import type { Live } from '../connection/live.js';
import type { Code } from '../elements/problem.js';
import { InvitationPage } from '../sign-in/invitation.js';
import { SignIn } from '../sign-in/page.js';
import { ProvenPage } from '../sign-in/proven.js';
import { ANNE, at, contact, KARIN, LINDE, MARIJKE, PETRA, teacher } from './fixtures.js';
import { choose, press } from './hands.js';
import { type State, statesOf } from './state.js';

const ISSUERS: Installation['issuers'] = [{ key: 'gemeente', name: 'Gemeente Elzenmeer' }];
const INSTALLATION: Installation = { demonstration: false, issuers: ISSUERS, pushKey: null };
const NOTHING_PROVEN = { ...KARIN, provenUntil: null };

function signIn(issuers = ISSUERS, refusal: Code | null = null) {
  return (live: Live) => {
    const page = <SignIn rest={live.rest} issuers={issuers} refusal={refusal} onDone={() => {}} />;
    return <App live={live} demonstration={false} signIn={page} />;
  };
}

/** @param secret what stands behind the # */
function invitation(secret: string) {
  return (live: Live) => {
    history.replaceState(null, '', `#${secret}`);
    return <InvitationPage rest={live.rest} onDone={() => {}} />;
  };
}

const INVITED: Invited = {
  name: 'Petra van Dam',
  organisation: 'Gemeente Elzenmeer',
  roles: [{ role: 'recipient', title: 'intern begeleider', school: LINDE.code, schoolName: LINDE.name }],
  expiresAt: at('23:00'),
};
const OPEN = { 'POST /v1/invitations/open': INVITED, 'GET /v1/installation': INSTALLATION };

const SESSIONS: OwnSession[] = [
  { id: 'this', label: 'Chrome · Windows', use: 'own', createdAt: at('07:00'), usedAt: at('08:04'), isThis: true },
  { id: 'phone', label: 'Safari · iPhone', use: 'own', createdAt: at('07:00'), usedAt: at('07:58'), isThis: false },
  { id: 'board', label: 'Edge · Windows', use: 'board', createdAt: at('07:00'), usedAt: at('07:30'), isThis: false },
];
const PASSKEYS: OwnPasskey[] = [
  { id: 'phone', name: 'Telefoon', createdAt: at('07:00'), usedAt: at('01:00') },
  { id: 'computer', name: 'Computer in de teamkamer', createdAt: at('07:00'), usedAt: null },
];
const OWN = { 'GET /v1/sessions': SESSIONS, 'GET /v1/passkeys': PASSKEYS, 'GET /v1/installation': INSTALLATION };

const toAccount = () => press('app.account');
const and =
  (...more: (() => Promise<void>)[]) =>
  async () => {
    for (const step of [toAccount, ...more]) await step();
  };
const NEW_DEVICE = { session: 'new', label: 'Chrome · Android', at: at('08:01'), isWaiting: false };

/** Who somebody is, and on which devices: signing in, what is asked once, and what can be changed. */
export const accountStates: State[] = [
  ...statesOf(
    'sign-in',
    { status: { kind: 'signed-out' } },
    {
      'passkey-and-account': { page: signIn() },
      'passkey-only': { page: signIn([]) },
      refused: { page: signIn(ISSUERS, 'not-recognised') },
      'no-answer': {
        page: signIn(),
        refused: { 'POST /v1/passkeys/sign-in/options': 'no-answer' },
        act: () => press('sign-in.passkey'),
      },
    },
  ),
  ...statesOf(
    'invitation',
    {},
    {
      welcome: { page: invitation('secret'), rest: OPEN },
      reloaded: { page: invitation('') },
      used: { page: invitation('secret'), refused: { 'POST /v1/invitations/open': 'invitation-used' } },
      'no-answer': { page: invitation('secret'), refused: { 'POST /v1/invitations/open': 'no-answer' } },
      'not-made': {
        page: invitation('secret'),
        rest: OPEN,
        refused: { 'POST /v1/invitations/options': 'invitation-expired' },
        act: () => press('passkey.make'),
      },
    },
  ),
  ...statesOf(
    'device',
    { status: { kind: 'undecided' } },
    {
      question: { me: ANNE },
      'question-sender': { me: KARIN, act: () => choose(1) },
      'question-missing': { me: ANNE, act: () => press('form.next') },
      'question-no-answer': {
        me: ANNE,
        refused: { decide: 'no-answer' },
        act: async () => {
          await choose();
          await press('form.next');
        },
      },
    },
  ),
  ...statesOf(
    'board',
    { me: { ...ANNE, use: 'board' } },
    {
      quiet: {},
      teacher: { views: [teacher()] },
      'teacher-pressed': { views: [teacher()], act: dot },
      'contact-pressed': { views: [contact()], act: dot },
    },
  ),
  ...statesOf(
    'step-up',
    { me: NOTHING_PROVEN, rest: { 'GET /v1/installation': INSTALLATION } },
    {
      'before-form': { act: () => press('sender.new') },
      demonstration: {
        rest: { 'GET /v1/installation': { demonstration: true, issuers: [], pushKey: null } },
        act: () => press('sender.new'),
      },
      failed: { refused: { 'GET /v1/installation': 'no-answer' }, act: () => press('sender.new') },
      held: { awaitsProof: true },
      done: { page: () => <ProvenPage /> },
    },
  ),
  ...statesOf(
    'news',
    { me: PETRA },
    {
      device: { news: { newDevices: [NEW_DEVICE] } },
      'device-waits': { news: { newDevices: [{ ...NEW_DEVICE, isWaiting: true }] } },
      'device-not-mine': { news: { newDevices: [NEW_DEVICE] }, act: () => press('news.device.not-mine') },
      'awaits-approval': { news: { awaitsApproval: true } },
      announcements: {
        news: {
          announcements: (['invitation', 'address', 'role', 'role-removed', 'left', 'substitute'] as const).map((change) => ({
            ...{ id: change, change, about: MARIJKE.name, at: at('08:00') },
          })),
        },
      },
    },
  ),
  ...statesOf(
    'account',
    { me: PETRA, rest: OWN, act: toAccount },
    {
      devices: {},
      alone: { rest: { ...OWN, 'GET /v1/sessions': SESSIONS.slice(0, 1), 'GET /v1/passkeys': [] } },
      loading: { refused: { 'GET /v1/sessions': 'never', 'GET /v1/passkeys': 'never' } },
      failed: { refused: { 'GET /v1/sessions': 'no-answer', 'GET /v1/passkeys': 'no-answer' } },
      'end-all': { act: and(() => press('account.end-all')) },
      change: { act: and(() => press('change')) },
      add: { act: and(() => press('account.passkeys.add')) },
      rename: { act: and(() => press('account.rename')) },
      remove: { act: and(() => press('account.remove')) },
      'last-passkey': {
        refused: { 'DELETE /v1/passkeys/phone': 'last-passkey' },
        act: and(
          () => press('account.remove'),
          () => press('account.remove.yes'),
        ),
      },
      'step-up': {
        refused: { 'DELETE /v1/passkeys/phone': 'step-up-required' },
        act: and(
          () => press('account.remove'),
          () => press('account.remove.yes'),
        ),
      },
    },
  ),
];

async function dot(): Promise<void> {
  document.querySelector<HTMLElement>('.seintje-board-dot')?.click();
}
