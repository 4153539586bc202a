import { ANNE, BEHEER, KARIN, MARIJKE, PETRA } from './fixtures.js';
import { press } from './hands.js';
import { type State, statesOf } from './state.js';

const how = () => press('app.how');

/** "Hoe werkt het?", for each role, and what everybody can rely on. */
export const aboutStates: State[] = [
  ...statesOf(
    'how',
    { act: how },
    {
      sender: { me: KARIN },
      recipient: { me: PETRA },
      teacher: { me: MARIJKE },
      administrator: { me: BEHEER },
      'two-roles': { me: ANNE },
    },
  ),
  ...statesOf(
    'accessibility',
    {},
    {
      'signed-in': {
        me: PETRA,
        act: async () => {
          await how();
          await press('app.accessibility');
        },
      },
      'signed-out': { status: { kind: 'signed-out' }, act: () => press('app.accessibility') },
    },
  ),
];
