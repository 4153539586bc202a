import { App } from '../app/app.js';
import { Failsafe } from '../app/failsafe.js';
import { Entrance } from '../elements/entrance.js';
import { Missing } from '../elements/missing.js';
import { SignIn } from '../demonstration/sign-in.js';
import { ANNE, at, BEHEER, contact, KARIN, MARIJKE, NOBODY, PETRA, sent, teacher } from './fixtures.js';
import { press, strike } from './hands.js';
import { type State, statesOf } from './state.js';

const LOST = { kind: 'lost', since: at('08:02') } as const;

/** What anybody can meet: the connection, the clock that hides, roles, and the demonstration's sign-in. */
export const everyone: State[] = [
  ...statesOf(
    'everyone',
    {},
    {
      connecting: { status: { kind: 'connecting' } },
      'never-connected': { status: LOST },
      lost: { me: MARIJKE, status: LOST },
      'lost-with-number': { me: KARIN, status: LOST, views: [sent()] },
      back: { me: PETRA, status: { kind: 'connected', checkedAt: at('08:05'), back: 'nothing-missed' } },
      restarted: { me: PETRA, status: { kind: 'connected', checkedAt: at('08:05'), back: 'restarted' } },
      covered: { me: MARIJKE, act: () => press('frame.hide') },
      'covered-with-alert': { me: PETRA, views: [contact()], act: () => strike('Shift', 3) },
      'covered-lost': { me: PETRA, views: [contact()], status: LOST, act: () => press('frame.hide') },
      'two-roles': { me: ANNE, views: [contact(), teacher()] },
      'no-role': { me: NOBODY },
      administrator: { me: BEHEER },
      demonstration: { me: BEHEER, page: (live) => <App live={live} demonstration signIn={null} /> },
      missing: {
        page: () => (
          <Entrance>
            <Missing failures={3} />
          </Entrance>
        ),
      },
      broken: {
        page: () => (
          <Failsafe>
            <Broken />
          </Failsafe>
        ),
      },
    },
  ),
  ...statesOf(
    'sign-in',
    { status: { kind: 'signed-out' } },
    {
      demonstration: { page: (live) => <App live={live} demonstration signIn={<SignIn part="petra" />} /> },
      unknown: { page: (live) => <App live={live} demonstration signIn={<SignIn part="nobody" />} /> },
    },
  ),
];

function Broken(): never {
  throw new Error('broken on purpose');
}
