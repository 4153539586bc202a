import { describe, expect, test } from '@jest/globals';
import type { Ended, Opened } from '../../../src/signals/signal.js';
import { after, give } from './given.js';
import * as made from './made-up.js';
import { DRAFT, PLACES, state } from './made-up.js';

describe('what is left', () => {
  const rest = { state: 'ended', id: DRAFT.id, version: 5, endsAt: made.ENDS, deed: made.DEED };
  const sender = { as: 'sender', place: PLACES.sender };
  const opener = { as: 'opener', place: PLACES.opener };
  const taker = { as: 'opener', place: PLACES.taker };
  const withdrawn = { ...rest, outcome: 'withdrawn', returned: null };

  test('[R-END-1] of a withdrawn signal: its outcome, and who had seen it', () => {
    expect(after('waits', 'withdraw', 'sender')).toEqual({ ...withdrawn, witnesses: [sender] });
    expect(after('passed', 'withdraw', 'sender')).toEqual({ ...withdrawn, ...state('end:w'), version: 5 });
  });

  test('[R-END-1] of a returned signal: its outcome, and the last view of the sender', () => {
    const { returned } = state('end:r') as Ended;
    const ended = { ...rest, outcome: 'returned', witnesses: [sender], returned: { ...returned, version: 5 } };
    expect(after('opened', 'return', 'opener')).toEqual(ended);
  });

  test('[R-END-4] whoever followed it once, and gave it away, is told too; who returns it is not', () => {
    expect(after('handed', 'withdraw', 'sender')).toEqual({ ...withdrawn, witnesses: [sender, opener] });
    expect(after('over', 'withdraw', 'sender')).toEqual({ ...withdrawn, witnesses: [sender, opener, taker] });
    expect(after('over', 'return', 'contact')).toMatchObject({ witnesses: [sender, opener] });
    const regained = give(made.over, 'take-over', 'opener').signal;
    expect(give(regained, 'return', 'opener').signal).toMatchObject({ witnesses: [sender, taker] });
  });

  test('[R-DRILL-1] of a drill: nobody is told later, but for a sender who sent it', () => {
    expect(give(made.DRILLS.passed!, 'return', 'opener').signal).toEqual({
      ...{ ...rest, outcome: 'returned', returned: null, witnesses: [] },
    });
    const sent = { ...(state('passed') as Opened), drill: true };
    expect(give(sent, 'withdraw', 'sender').signal).toMatchObject({ witnesses: [{ as: 'sender', place: PLACES.sender }] });
  });

  test('[R-END-1] of a completed signal without a teacher: its outcome alone', () => {
    expect(after('told', 'complete', 'opener')).toEqual({ ...rest, outcome: 'completed', witnesses: [], returned: null });
  });

  test("[R-END-2] of a completed signal: the teachers' cards, and neither sender nor school's copy", () => {
    const card = after('known', 'complete', 'opener');
    expect(card).toEqual({ ...state('card'), version: 5, copies: (state('known') as Opened).copies });
    expect(JSON.stringify(card)).not.toMatch(/SEALED-SCHOOL|id-sender|0100000000/);
    const { two } = made.CHOOSING;
    expect(give(two!, 'complete', 'opener').signal).toMatchObject({ state: 'completed', copies: (two as Opened).copies });
  });
});
