import { at, colleague, KARIN, KOMPAS, left, LINDE, LONG_NAME, MONDAY, REACH, sent } from './fixtures.js';
import { choose, press, sees, type } from './hands.js';
import { type State, statesOf } from './state.js';

const HANDED_BACK = { handedBackAt: at('08:06') };
const known = { progress: 'known', openedAt: at('08:04'), knownAt: at('08:09') } as const;

async function fill(name = LONG_NAME.name, year = '2014'): Promise<void> {
  await press('sender.new');
  await type('school', 'linde');
  await choose();
  await type('q2', name);
  for (const [part, value] of [
    ['day', '30'],
    ['month', '11'],
    ['year', year],
  ] as const)
    await type(`q3-${part}`, value);
}

async function check(): Promise<void> {
  await fill();
  await press('form.next');
}

async function send(): Promise<void> {
  await check();
  await press('check.send', { school: LINDE.name });
}

/** @param seen the words that answer it */
async function search(...seen: Parameters<typeof sees>): Promise<void> {
  await press('sender.new');
  await type('school', 'linde');
  await sees(...seen);
}

async function drill(): Promise<void> {
  await press('drill.with-school');
  await type('school', 'linde');
  await choose();
  await press('form.next');
}

const look = async () => document.querySelector<HTMLElement>('.seintje-entry-way')?.click();
const withdraw = async () => {
  await look();
  await press('sent.withdraw');
};

/** L1 to L3: before a signal is sent. */
const before = statesOf(
  'sender',
  { me: KARIN, now: '08:02' },
  {
    'L1-empty': {},
    'L1-several': {
      now: '08:09',
      views: [
        sent({ school: KOMPAS, sentAt: at('08:08'), arrivedAt: null }),
        sent({ id: 'second', ...known, knownBy: 'teacher' }),
        colleague({ sentAt: at('07:58') }),
        sent({ id: 'drill', drill: true, progress: 'opened', openedAt: at('08:05') }),
      ],
    },
    'L1-reach-all': { reach: { schools: 44, reachable: 44, unreachable: [] } },
    'L1-reach-waiting': { refused: { schoolsReach: 'never' } },
    'L1-reach-failed': { refused: { schoolsReach: 'no-answer' } },
    'L1-unreachable': { act: () => press('reach.look') },
    'L1-unreachable-many': {
      reach: { schools: 812, reachable: 610, unreachable: REACH.unreachable },
      views: [sent({ school: KOMPAS, sentAt: at('08:01') })],
      act: () => press('reach.look'),
    },
    'L2-empty': { act: () => press('sender.new') },
    'L2-schools': {
      schools: [
        LINDE,
        { ...KOMPAS, reachable: 0 },
        { ...LINDE, code: 'c', name: 'De Dennen', devices: [] },
        { ...LINDE, code: 'd', name: 'De Esdoorn', state: 'testing' },
        { ...LINDE, code: 'e', name: 'De Vlier', state: 'not-ready' },
        { ...LINDE, code: 'f', name: 'De Berk', target: null },
        { ...LINDE, code: 'g', name: 'De Wilg', target: { bellAt: MONDAY.bellAt, endsAt: MONDAY.endsAt } },
      ],
      act: () => search('form.school.count', { count: 7 }),
    },
    'L2-no-school': { schools: [], act: () => search('form.school.none') },
    'L2-search-failed': { refused: { findSchools: 'no-answer' }, act: () => search('refusal.no-answer') },
    'L2-unreadable': {
      schools: [{ ...LINDE, devices: [] }],
      act: async () => {
        await search('form.school.count', { count: 1 });
        await choose();
      },
    },
    'L2-filled': { act: () => fill() },
    'L2-faults': {
      act: async () => {
        await press('sender.new');
        await type('q2', 'Robin 2');
        await press('form.next');
      },
    },
    'L2-month-missing': {
      act: async () => {
        await fill('', '2050');
        await type('q3-month', '');
        await press('form.next');
      },
    },
    'L2-too-far': {
      schools: [{ ...LINDE, target: null, firstDay: at('08:00') + 12 * 86_400_000 }],
      act: async () => {
        await fill();
        await press('form.next');
      },
    },
    'L2-old': {
      act: async () => {
        await fill('Robin Oefenkind', '1983');
        await press('form.next');
      },
    },
    'L2-hidden': {
      act: async () => {
        await fill();
        await press('frame.hide');
        document.querySelector<HTMLElement>('.seintje-cover')?.click();
      },
    },
    'L3-check': { act: check },
    'L3-monday': { now: '16:40', schools: [{ ...LINDE, target: { bellAt: MONDAY.bellAt, endsAt: MONDAY.endsAt } }], act: check },
    'L3-failed': { refused: { send: 'no-living-key' }, act: send },
    'L3-unsure': { refused: { send: 'no-answer' }, act: send },
    'L3-unproven': {
      refused: { send: 'step-up-required' },
      rest: { 'GET /v1/installation': { demonstration: false, issuers: [], pushKey: null } },
      act: send,
    },
    'L3-sending': { refused: { send: 'never' }, act: send },
  },
);

/** A drill, and the way to it. */
const drills = statesOf(
  'sender-drill',
  { me: KARIN, now: '08:02' },
  {
    form: { act: () => press('drill.with-school') },
    faults: {
      act: async () => {
        await press('drill.with-school');
        await press('form.next');
      },
    },
    check: { act: drill },
    failed: {
      refused: { send: 'no-living-key' },
      act: async () => {
        await drill();
        await press('drill.send', { school: LINDE.name });
      },
    },
    'instead-of-real': {
      schools: [{ ...LINDE, state: 'testing' }],
      act: async () => {
        await search('form.school.count', { count: 1 });
        await choose();
      },
    },
  },
);

/** L4 to L6: one signal, on its own page. */
const under = statesOf(
  'sender',
  { me: KARIN, now: '08:03', act: look },
  {
    'L4-not-arrived': { views: [sent({ arrivedAt: null })] },
    'L4-arrived': { views: [sent()] },
    'L4-long-name': { views: [sent({ school: KOMPAS })] },
    'L4-drill': { views: [sent({ drill: true })] },
    'L4-monday': { now: '16:41', views: [sent(MONDAY)] },
    'L4-opened': { views: [sent({ progress: 'opened', openedAt: at('08:04') })] },
    'L4-passed-on': { views: [sent({ progress: 'passed-on', openedAt: at('08:04') })] },
    'L4-known': { now: '08:10', views: [sent({ ...known, knownBy: 'teacher' })] },
    'L4-handled': { now: '08:10', views: [sent({ ...known, knownBy: 'school' })] },
    'L4-withdraw': { views: [sent()], act: withdraw },
    'L4-withdraw-refused': {
      views: [sent()],
      refused: { withdraw: 'no-answer' },
      act: async () => {
        await withdraw();
        await press('sent.withdraw.yes');
      },
    },
    'L5-amber': { now: '08:07', views: [sent()] },
    'L5-amber-not-arrived': { now: '08:07', views: [sent({ arrivedAt: null })] },
    'L5-call': { now: '08:10', views: [sent()] },
    'L5-call-drill': { now: '08:10', views: [sent({ drill: true })] },
    'L5-called': { now: '08:15', views: [sent({ calledAt: at('08:14') })] },
    'L5-called-still-waiting': { now: '08:24', views: [sent({ calledAt: at('08:14') })] },
    'L5-call-elsewhere': { now: '08:10', views: [sent({ id: 'new', school: KOMPAS, sentAt: at('08:09') }), sent()] },
    'L5-call-while-typing': { now: '08:10', views: [sent()], act: () => press('sender.new') },
    'L5-handed-back': { now: '08:07', views: [sent(HANDED_BACK)] },
    'L5-handed-back-amber': { now: '08:12', views: [sent(HANDED_BACK)] },
    'L5-handed-back-call': { now: '08:14', views: [sent(HANDED_BACK)] },
    'L5-colleague-amber': { now: '08:07', views: [colleague()] },
    'L5-colleague-call': { now: '08:10', views: [colleague()] },
    'L5-colleague-called': { now: '08:15', views: [colleague({ calledAt: at('08:14') })] },
    'L5-colleague-opened': { now: '08:15', views: [colleague({ progress: 'opened' })] },
    'L6-returned': { views: [sent({ progress: 'returned', openedAt: at('08:04'), returnedAt: at('08:06') })] },
  },
);

/** L7 to L9: what became of it. */
const afterwards = statesOf(
  'sender',
  { me: KARIN, now: '08:30' },
  {
    'L7-healing': { startedAt: at('08:10'), farewells: [left(sent(), 'healing')] },
    'L7-lost': { startedAt: at('08:10'), farewells: [left(sent(), 'lost')] },
    'L7-lost-opened': { startedAt: at('08:10'), farewells: [left(sent({ openedAt: at('08:04'), progress: 'opened' }), 'lost')] },
    'L7-lost-several': {
      startedAt: at('08:10'),
      views: [sent({ id: 'third', school: KOMPAS, openedAt: at('08:04'), progress: 'opened' })],
      farewells: [
        { ...left(sent(), 'lost'), last: null },
        left(colleague(), 'lost'),
        left(sent({ id: 'drill', drill: true }), 'lost'),
        left(sent({ id: 'second', school: KOMPAS }), 'healing'),
      ],
    },
    'L9-restarted': { startedAt: at('08:10') },
    'L9-restarted-before-today': {
      startedAt: at('08:10') - 24 * 60 * 60_000,
      views: [sent({ progress: 'opened', openedAt: at('08:04') })],
    },
    'L8-ended': { farewells: [left(sent(), 'expired')] },
    'L8-withdrawn': { farewells: [left(sent(), 'withdrawn')] },
    'L8-completed': { farewells: [left(sent({ school: KOMPAS }), 'completed'), left(sent({ id: 'second' }), 'unknown')] },
  },
);

export const senderStates: State[] = [...before, ...drills, ...under, ...afterwards];
