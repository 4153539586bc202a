import { COUNTS } from './figures.js';
import { BEHEER, KARIN } from './fixtures.js';
import { press } from './hands.js';
import { type State, statesOf } from './state.js';

const open = () => press('app.counts');

/** Z5: what is counted. */
export const countsStates: State[] = statesOf(
  'counts',
  { me: KARIN, act: open },
  {
    figures: {},
    'for-administrator': { me: BEHEER },
    withheld: { counts: { ...COUNTS, quarters: COUNTS.quarters.slice(1), missingAfter: ['2026-02-03'] } },
    none: { counts: { ...COUNTS, quarters: [], until: null } },
    loading: { refused: { getCounts: 'never' } },
    failed: { refused: { getCounts: 'no-answer' } },
    'not-saved': {
      refused: { countsCsv: 'no-answer' },
      act: async () => {
        await open();
        await press('counts.download');
      },
    },
  },
);
