import type { Held, View } from '../../src/contract/index.js';
import { ANNE, chosen, colleague, contact, KARIN, KOMPAS, MARIJKE, MONDAY, opener, PETRA, sent, teacher } from './fixtures.js';
import { press } from './hands.js';
import { statesOf } from './state.js';

const held = ({ id, as, endsAt }: View, ...things: Held['things']): Held => ({ id, as, endsAt, things });

const SENT = sent();
const MONDAYS = sent({ id: 'monday', school: KOMPAS, ...MONDAY });
const THEIRS = colleague();
const FOLLOWED = opener({ progress: 'passed-on', chosen: [chosen()] });
const WAITING = contact({ drill: true });
const OWN = teacher();

async function look(): Promise<void> {
  await press('app.account');
  await press('look');
}

/** "Wat weet Seintje nu?" */
export const memoryStates = statesOf(
  'memory',
  { act: look },
  {
    nothing: { me: ANNE },
    sender: {
      me: KARIN,
      views: [SENT, MONDAYS, THEIRS],
      held: [
        held(SENT, 'school', 'times', 'sender', 'school-copy'),
        held(MONDAYS, 'school', 'times', 'sender', 'school-copy'),
        held(THEIRS, 'school', 'times'),
      ],
      holds: { contents: 2, copies: 0, receipts: 3 },
    },
    recipient: {
      me: PETRA,
      views: [FOLLOWED, WAITING],
      held: [
        held(FOLLOWED, 'school', 'times', 'sender', 'school-copy', 'follower', 'chosen', 'teacher-copies', 'parents'),
        held(WAITING, 'school', 'times', 'school-copy'),
        held(contact({ id: 'over' }), 'ended'),
      ],
      holds: { contents: 0, copies: 1, receipts: 3 },
    },
    teacher: {
      me: MARIJKE,
      views: [OWN],
      held: [held(OWN, 'school', 'times', 'sender', 'follower', 'own-copy')],
      holds: { contents: 0, copies: 1, receipts: 1 },
    },
    loading: { me: PETRA, refused: { memory: 'never' } },
    failed: { me: PETRA, refused: { memory: 'no-answer' } },
  },
);
