import { expect, test } from '@jest/globals';
import { attended } from '../../../src/signals/absence.js';
import { noticesOf } from '../../../src/signals/notice.js';
import type { Opened, Signal } from '../../../src/signals/signal.js';
import { phase, type View } from '../../../src/contract/index.js';
import { give } from './given.js';
import { CHOOSING, CHOSEN, deepFreeze, NOW, state, STATES } from './made-up.js';

/** The teacher was chosen a moment ago: it is not waited for. */
const AT = CHOSEN + 1_000;
const turns = (signal: Signal, absent = true, person = 'id-teacher') =>
  attended(deepFreeze(signal), person, absent, AT) as Opened;

test('[R-ABSENT-4] a chosen teacher who is not there is known at once to whoever follows it, and to nobody else', () => {
  const passed = state('passed');
  const away = turns(passed);
  expect(away.copies).toMatchObject([{ absentAt: AT }]);
  expect(away.version).toBe(passed.version + 1);
  const notices = noticesOf(passed, away, AT);
  expect(notices).toMatchObject([{ event: 'changed', audience: { as: 'opener' } }]);
  const { view } = notices[0] as { view: View };
  expect([phase(view, AT), phase({ ...view, toldAt: AT } as View, AT)]).toEqual(['walk', 'quiet']);
  expect(turns(away, false).copies).toMatchObject([{ absentAt: null }]);
});

test('[R-ABSENT-4] said again it changes nothing, nor of what was opened, is over, or is somebody else’s', () => {
  const away = turns(state('passed'));
  expect(turns(away)).toBe(away);
  for (const name of Object.keys(STATES).filter((each) => !['none', 'passed', 'told+'].includes(each)))
    expect([name, turns(state(name)) === state(name)]).toEqual([name, true]);
  expect(turns(state('passed'), true, 'id-other-teacher')).toBe(state('passed'));
  expect(turns(CHOOSING.two!, true, 'id-other-teacher').copies.map(({ absentAt }) => absentAt)).toEqual([null, AT]);
});

test('[R-ABSENT-4] whoever opens it after all is not away, whatever was said', () => {
  const { signal } = give(turns(state('passed')), 'copy', 'teacher');
  expect((signal as Opened).copies).toMatchObject([{ absentAt: null, openedAt: NOW }]);
});
