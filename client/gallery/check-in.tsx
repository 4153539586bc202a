import { offlinePage } from '../worker/offline.js';
import { ANNE, contact, MARIJKE, PETRA } from './fixtures.js';
import { press } from './hands.js';
import { type State, statesOf } from './state.js';

const HERE = { here: true, absent: false, push: true };
const AWAY = { here: false, absent: true, push: true };
const there = { news: { today: HERE }, canRead: true, screenStaysOn: true } as const;
const works = { ...there, notifying: 'on', sound: 'running' } as const;
const more = () => press('check-in.more');
const tried = (took?: number) => ({
  ...works,
  took,
  act: async () => {
    await more();
    await press('notifying.try');
  },
});

/** "Ik ben er vandaag", and what it says of the device. */
export const checkInStates: State[] = [
  ...statesOf(
    'check-in',
    { me: PETRA, now: '07:52' },
    {
      morning: {},
      'no-answer': { refused: { checkIn: 'no-answer' }, act: () => press('check-in.here') },
      'key-missing': { canRead: false, notifying: 'on', sound: 'running' },
      works,
      'works-more': { ...works, act: more },
      tried: tried(1180),
      'tried-late': tried(),
      'tried-gone': { ...tried(), notifying: 'renewed', refused: { tryNotification: 'push-gone' } },
      'sound-off': { ...works, sound: 'suspended' },
      ask: {
        ...works,
        notifying: 'off',
        act: () => press('notifying.off.mend'),
      },
      off: { ...works, notifying: 'off' },
      denied: { ...works, notifying: 'denied' },
      stopped: { ...works, notifying: 'stopped' },
      renewed: { ...works, notifying: 'renewed', act: more },
      failed: { ...works, notifying: 'failed' },
      'home-screen': { ...works, notifying: 'home-screen', screenStaysOn: false },
      unable: { ...works, notifying: 'unable', screenStaysOn: false },
      shared: { ...works, me: { ...PETRA, use: 'shared' }, notifying: 'none', act: more },
      'all-wrong': {
        ...{ ...works, canRead: false, notifying: 'denied', sound: 'suspended', screenStaysOn: false },
        status: { kind: 'lost', since: Date.parse('2026-03-13T07:49:00+01:00') },
        act: more,
      },
      'absent-ask': { act: () => press('absent.say') },
      absent: { news: { today: AWAY } },
      'two-roles': { ...works, me: ANNE },
      'alert-comes-first': { ...works, views: [contact()] },
    },
  ),
  ...statesOf(
    'check-in-teacher',
    { me: MARIJKE, now: '13:05' },
    {
      afternoon: {},
      absent: { news: { today: AWAY } },
      'absent-ask': { act: () => press('absent.say') },
      works: { ...works, act: more },
      off: { ...works, notifying: 'off' },
    },
  ),
  ...statesOf(
    'account-notifying',
    { me: PETRA, act: () => press('app.account') },
    { on: { notifying: 'on' }, off: { notifying: 'off' }, denied: { notifying: 'denied' } },
  ),
  { name: 'offline', page: () => <Offline number="013 - 123 45 67" /> },
  { name: 'offline-nobody', page: () => <Offline number={null} /> },
];

/** The worker's page, which is no part of the application: its markup, in a frame of its own. */
function Offline({ number }: { number: string | null }) {
  const show = async (frame: HTMLIFrameElement | null) => {
    if (frame) frame.srcdoc = await offlinePage(number).text();
  };
  return <iframe ref={(frame) => void show(frame)} title="Seintje" style="inline-size: 100%; block-size: 100dvh; border: 0" />;
}
