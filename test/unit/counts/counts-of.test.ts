import { describe, expect, test } from '@jest/globals';
import { advance } from '../../../src/signals/machine.js';
import type { Signal } from '../../../src/signals/signal.js';
import { countsOf } from '../../../src/signals/tally.js';
import { ACTORS, BELL, COMMANDS, DRAFT, ENDS, SENT, state, type Who } from '../signals/made-up.js';

type Step = [who: Who, command: string];

/** What is counted while these things happen one after another, a second apart, and then the day ends. */
function countedIn(steps: Step[], from = SENT, draft = {}): string[] {
  let signal: Signal | null = null;
  const kinds: string[] = [];
  const went = (after: Signal | null, now: number) => {
    for (const { region, sector, quarter, kind } of countsOf(signal, after, now)) {
      expect([region, sector, quarter]).toEqual(['the-organisation', 'po', '2027-Q1']);
      kinds.push(kind);
    }
    signal = after;
  };
  steps.forEach(([who, name], i) => {
    const now = from + i * 1_000;
    const given = COMMANDS[name]!(who);
    const command = given.do === 'send' ? { ...given, draft: { ...DRAFT, ...draft } } : given;
    const step = advance(signal, command, ACTORS[who], now);
    if ('refusal' in step) throw new Error(`${name}: ${step.refusal}`);
    if (step.signal !== signal) went(step.signal, now);
  });
  went(null, ENDS);
  return kinds;
}

const SEND: Step = ['sender', 'send'];
const OPEN: Step[] = [
  ['opener', 'open'],
  ['opener', 'read'],
];
const PASS: Step[] = [
  ['opener', 'pass-on'],
  ['teacher', 'copy'],
];

describe('a signal counts', () => {
  test.each<[course: string, steps: Step[], kinds: string[]]>([
    ['nobody opens it', [SEND], ['sent', 'unopened']],
    ['somebody opens it and cannot read it', [SEND, ['opener', 'open']], ['sent', 'unopened']],
    ['opened', [SEND, ...OPEN], ['sent', 'opened-before-bell']],
    ['passed on and known', [SEND, ...OPEN, ...PASS, ['teacher', 'know']], ['sent', 'opened-before-bell', 'known-before-bell']],
    ['told in person', [SEND, ...OPEN, ['opener', 'told']], ['sent', 'opened-before-bell', 'known-before-bell']],
    [
      'told, and known by the teacher too',
      [SEND, ...OPEN, ...PASS, ['opener', 'told'], ['teacher', 'know']],
      ['sent', 'opened-before-bell', 'known-before-bell'],
    ],
    [
      'known after the school was done',
      [SEND, ...OPEN, ...PASS, ['opener', 'complete'], ['teacher', 'know']],
      ['sent', 'opened-before-bell', 'known-before-bell'],
    ],
    ['passed on and completed', [SEND, ...OPEN, ...PASS, ['opener', 'complete']], ['sent', 'opened-before-bell']],
    ['handed back', [SEND, ...OPEN, ['opener', 'hand-back']], ['sent', 'opened-before-bell']],
    ['handed back and opened again', [SEND, ...OPEN, ['opener', 'hand-back'], ...OPEN], ['sent', 'opened-before-bell']],
    ['taken over', [SEND, ...OPEN, ['contact', 'take-over']], ['sent', 'opened-before-bell']],
    ['returned', [SEND, ...OPEN, ['opener', 'return']], ['sent', 'opened-before-bell', 'returned']],
    ['withdrawn', [SEND, ['sender', 'withdraw']], ['sent', 'withdrawn']],
    ['withdrawn after it was opened', [SEND, ...OPEN, ['sender', 'withdraw']], ['sent', 'opened-before-bell', 'withdrawn']],
    ['sent and withdrawn twice', [SEND, SEND, ['sender', 'withdraw'], ['sender', 'withdraw']], ['sent', 'withdrawn']],
  ])('[R-COUNT-7] each kind once: %s', (_, steps, kinds) => {
    expect(countedIn(steps)).toEqual(kinds);
  });

  test('[R-COUNT-7] opened and known at the bell: not before the bell', () => {
    expect(countedIn([SEND, ...OPEN, ['opener', 'told']], BELL)).toEqual(['sent']);
  });

  test('[R-COUNT-7] a drill counts nothing', () => {
    expect(countedIn([SEND, ...OPEN, ...PASS, ['teacher', 'know']], SENT, { drill: true })).toEqual([]);
    expect(countedIn([SEND, ['sender', 'withdraw']], SENT, { drill: true })).toEqual([]);
  });

  test('[R-COUNT-7] what has ended counts no more', () => {
    for (const name of ['end:w', 'end:r', 'end:c']) expect(countsOf(state(name), null, ENDS)).toEqual([]);
  });
});
