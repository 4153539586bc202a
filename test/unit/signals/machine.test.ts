import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { RefusalCode } from '../../../src/contract/index.js';
import { advance, answered, dueAt, elapse, isUnanswered } from '../../../src/signals/machine.js';
import type { Signal } from '../../../src/signals/signal.js';
import * as made from './made-up.js';
import { ACTORS, COMMANDS, deepFreeze, DRAFT, FOR_SCHOOL, FOR_TEACHER, NOW, PLACES, SENT, state, STATES } from './made-up.js';
import { TABLE } from './table.js';

type Who = keyof typeof ACTORS;

const GROUPS: Record<string, string[]> = {
  "contact's": ['open', 'read', 'follow', 'pass-on', 'choose', 'told', 'return', 'complete'],
  "teacher's": ['copy', 'know'],
};
const WHO: Record<string, Who[]> = {
  'own sender': ['sender'],
  'anybody else': ['contact elsewhere', 'other teacher', 'teacher no more', 'opener no more'],
};
const REFUSED: Record<string, RefusalCode> = {
  '-': 'unknown-signal',
  moment: 'wrong-moment',
  taken: 'taken',
  ended: 'ended',
  'in-use': 'id-in-use',
};

const cells = TABLE.trim()
  .split('\n\n')
  .flatMap((block) => {
    const [head = '', ...rows] = block.split('\n');
    const heading = /^(.+?) +(none .+)$/.exec(head)!;
    const columns = heading[2]!.split(/ +/);
    return rows.flatMap((row) => {
      const [label = '', ...answers] = row.split(/ +/);
      return (WHO[heading[1]!] ?? [heading[1] as Who]).flatMap((who) =>
        (GROUPS[label] ?? [label]).map((command) => ({
          who,
          command,
          answers: answers.map((a, i) => [columns[i]!, a] as const),
        })),
      );
    });
  });

/** What the table calls a signal's state. */
function nameOf(signal: Signal): string {
  switch (signal.state) {
    case 'waiting':
      return 'waiting';
    case 'reserved':
      return 'held';
    case 'ended':
      return `ended:${signal.outcome[0]}`;
    case 'opened':
    case 'completed': {
      const [copy] = signal.copies;
      const step = (copy?.openedAt == null ? 0 : 1) + (copy?.knownAt == null ? 0 : 1);
      if (signal.state === 'completed') return ['card', 'card+', 'card!'][step]!;
      if (signal.toldAt !== null) return copy ? 'told+' : 'told';
      return copy ? ['passed', 'seen', 'known'][step]! : 'opened';
    }
  }
}

describe('[R-LIFE-1] what may follow what', () => {
  test('is told by docs/protocol.md with the very same table', () => {
    for (const block of TABLE.trim().split('\n\n')) expect(readFileSync('docs/protocol.md', 'utf8')).toContain(block);
    expect(new Set(cells.map(({ who }) => who))).toEqual(new Set(Object.keys(ACTORS)));
    for (const { answers } of cells) expect(answers.map(([column]) => column)).toEqual(Object.keys(STATES));
  });

  test('the states that the table is tried on bear their names', () => {
    for (const [name, signal] of Object.entries(STATES)) if (signal) expect(nameOf(signal)).toBe(name);
  });

  test.each(cells)('$who: $command', ({ who, command, answers }) => {
    for (const [name, answer] of answers) {
      const before = deepFreeze(STATES[name]!);
      const step = advance(before, deepFreeze(COMMANDS[command]!(who)), deepFreeze(ACTORS[who]), NOW);
      const where = { in: name, got: 'refusal' in step ? step.refusal : step.signal === before ? 'same' : nameOf(step.signal) };
      if (REFUSED[answer]) expect({ in: name, ...step }).toEqual({ in: name, refusal: REFUSED[answer] });
      else expect(where).toEqual({ in: name, got: ['=', 'copy'].includes(answer) ? 'same' : answer });
      if ('refusal' in step) continue;
      expect(step.signal.version).toBe((before?.version ?? 0) + (step.signal === before ? 0 : 1));
      const handed = { open: FOR_SCHOOL, copy: FOR_TEACHER }[command];
      expect(step.sealed).toEqual(handed);
    }
  });

  test('[R-SEND-5] a command that was carried out changes nothing when it is repeated: the very same object', () => {
    const repeatable: [Who, string, string][] = [
      ['sender', 'send', 'none'],
      ['sender', 'withdraw', 'waiting'],
      ['contact', 'open', 'waiting'],
      ['opener', 'read', 'held'],
      ['opener', 'pass-on', 'opened'],
      ['opener', 'told', 'opened'],
      ['teacher', 'copy', 'passed'],
      ['teacher', 'know', 'seen'],
      ['teacher', 'know', 'card+'],
    ];
    for (const [who, command, name] of repeatable) {
      const again = (signal: Signal | null, now: number) => advance(signal, COMMANDS[command]!(who), ACTORS[who], now);
      const first = again(STATES[name]!, NOW) as { signal: Signal };
      expect(first.signal).not.toBe(STATES[name]);
      expect((again(deepFreeze(first.signal), NOW + 60_000) as { signal: Signal }).signal).toBe(first.signal);
    }
  });
});

test('[R-PASS-1] a copy is handed to somebody who teaches there at that very moment, and to nobody who has left', () => {
  const command = COMMANDS.copy!('teacher');
  expect(advance(state('passed'), command, ACTORS.teacher, NOW)).toMatchObject({ sealed: FOR_TEACHER });
  expect(advance(state('passed'), command, ACTORS['teacher no more'], NOW)).toEqual({ refusal: 'unknown-signal' });
});

test('[R-KNOW-1] a teacher knows only what they have opened', () => {
  const know = (name: string) => advance(state(name), { do: 'know' }, ACTORS.teacher, NOW);
  expect(know('passed')).toEqual({ refusal: 'wrong-moment' });
  expect(know('seen')).toMatchObject({ signal: { copies: [{ knownAt: NOW }] } });
});

describe('a new signal', () => {
  const send = (opensAt: number) =>
    advance(null, { do: 'send', school: DRAFT.school.code, draft: { ...DRAFT, opensAt } }, ACTORS.sender, SENT);

  test('[R-SEND-4] has not arrived, whatever else is known', () => {
    const begun = { version: 1, sender: 'id-sender', sentAt: SENT, arrivedAt: null };
    expect(send(SENT)).toEqual({ signal: { ...DRAFT, opensAt: SENT, ...begun, state: 'waiting', alertedAt: SENT } });
  });

  test('[R-PHASE-1] alerts nobody before the alert window', () => {
    const { signal } = send(SENT + 1) as { signal: Signal };
    expect(signal).toMatchObject({ state: 'waiting', alertedAt: null });
    expect(dueAt(signal)).toBe(SENT + 1);
    expect(elapse(deepFreeze(signal), SENT)).toBe(signal);
    expect(elapse(signal, SENT + 1)).toEqual({ ...signal, version: 2, alertedAt: SENT + 1 });
  });
});

describe('[R-OPEN-1] a reservation', () => {
  test('holds for 15 seconds and not a millisecond more; then the signal waits, and its alert is due', () => {
    const { held } = made;
    expect(dueAt(held)).toBe(made.RESERVED + 15_000);
    expect(elapse(deepFreeze(held), made.RESERVED + 14_999)).toBe(held);
    const lapsed = elapse(held, made.RESERVED + 15_000);
    expect(lapsed).toEqual({ ...made.waiting, version: 5, alertedAt: null });
    expect(elapse(deepFreeze(lapsed), made.RESERVED + 15_000)).toEqual({
      ...made.waiting,
      version: 6,
      alertedAt: made.RESERVED + 15_000,
    });
  });

  test('names who has it and since when, and becomes opened when the page could read it', () => {
    const { alertedAt: _, ...rest } = made.waiting;
    const by = { person: 'id-contact', name: 'Name of contact' };
    const step = advance(made.waiting, COMMANDS.open!('contact'), ACTORS.contact, NOW);
    const reserved = { ...rest, state: 'reserved', version: 5, by, reservedAt: NOW };
    expect(step).toEqual({ signal: reserved, sealed: FOR_SCHOOL });
    const { reservedAt: __, ...held } = reserved;
    expect(advance((step as { signal: Signal }).signal, { do: 'read' }, ACTORS.contact, NOW + 1)).toEqual({
      signal: { ...held, state: 'opened', version: 6, openedAt: NOW + 1, copies: [], toldAt: null },
    });
  });

  test('is not given to a device without a copy, and who was first is said before that', () => {
    const open = (name: string, who: Who) => advance(state(name), { do: 'open', device: 'device-none' }, ACTORS[who], NOW);
    expect(open('waiting', 'contact')).toEqual({ refusal: 'no-living-key' });
    expect(open('held', 'opener')).toEqual({ refusal: 'no-living-key' });
    expect(open('opened', 'contact')).toEqual({ refusal: 'taken' });
    const copy = advance(state('passed'), { do: 'open-copy', device: 'device-opener' }, ACTORS.teacher, NOW);
    expect(copy).toEqual({ refusal: 'no-living-key' });
  });

  test('nothing else falls due by itself', () => {
    for (const [name, signal] of Object.entries(STATES)) {
      if (!signal || name === 'held') continue;
      expect(dueAt(signal)).toBeNull();
      expect(elapse(deepFreeze(signal), made.ENDS - 1)).toBe(signal);
    }
  });
});

describe('an answered alert', () => {
  const contact = { as: 'contact', place: PLACES.contact } as const;
  const teacher = { as: 'teacher', place: PLACES.teacher } as const;

  test("[R-SEND-4] of a contact's device is what arrived means; the first answer counts", () => {
    const fresh = deepFreeze({ ...made.waiting, arrivedAt: null });
    expect(isUnanswered(fresh, contact)).toBe(true);
    const arrived = answered(fresh, contact, NOW);
    expect(arrived).toEqual({ ...fresh, version: 5, arrivedAt: NOW });
    expect(answered(deepFreeze(arrived), contact, NOW + 1)).toBe(arrived);
    expect(isUnanswered(arrived, contact)).toBe(false);
  });

  test("of a teacher's device is written with that teacher's copy, and nothing else", () => {
    const passed = deepFreeze(state('passed')) as Extract<Signal, { state: 'opened' }>;
    expect(isUnanswered(passed, teacher)).toBe(true);
    const [copy] = passed.copies;
    const arrived = answered(passed, teacher, NOW);
    expect(arrived).toEqual({ ...passed, version: 5, copies: [{ ...copy, arrivedAt: NOW }] });
    expect(answered(deepFreeze(arrived), teacher, NOW + 1)).toBe(arrived);
  });

  test('changes nothing where nobody was alerted, or nothing is left', () => {
    expect(isUnanswered(made.scheduled, contact)).toBe(false);
    for (const name of ['ended:w', 'ended:r', 'ended:c']) {
      for (const audience of [contact, teacher]) {
        expect(answered(deepFreeze(state(name)), audience, NOW)).toBe(state(name));
        expect(isUnanswered(state(name), audience)).toBe(false);
      }
    }
  });
});

describe('what is left', () => {
  const give = (name: string, command: string, who: Who) =>
    (advance(deepFreeze(state(name)), COMMANDS[command]!(who), ACTORS[who], NOW) as { signal: Signal }).signal;
  const rest = { state: 'ended', id: DRAFT.id, version: 5, endsAt: made.ENDS };
  const sender = { as: 'sender', place: made.PLACES.sender };

  test('[R-END-1] of a withdrawn signal: its outcome, and who had seen it', () => {
    const withdrawn = { ...rest, outcome: 'withdrawn', returned: null };
    expect(give('waiting', 'withdraw', 'sender')).toEqual({ ...withdrawn, witnesses: [sender] });
    expect(give('passed', 'withdraw', 'sender')).toEqual({ ...withdrawn, ...state('ended:w'), version: 5 });
  });

  test('[R-END-1] of a returned signal: its outcome, and the last view of the sender', () => {
    const view = { ...(state('ended:r') as Extract<Signal, { state: 'ended' }>).returned, version: 5 };
    const { returned, witnesses, ...others } = give('opened', 'return', 'opener') as Extract<Signal, { state: 'ended' }>;
    expect({ ...others, witnesses }).toEqual({ ...rest, outcome: 'returned', witnesses: [sender] });
    expect(returned).toEqual(view);
  });

  test('[R-END-1] of a completed signal without a teacher: its outcome alone', () => {
    expect(give('told', 'complete', 'opener')).toEqual({ ...rest, outcome: 'completed', witnesses: [], returned: null });
  });

  test("[R-END-2] of a completed signal: the teacher's card, and neither sender nor organisation nor school's copy", () => {
    const card = give('known', 'complete', 'opener');
    expect(card).toEqual({ ...state('card'), version: 5, copies: (state('known') as { copies?: unknown }).copies });
    expect(JSON.stringify(card)).not.toMatch(/SEALED-SCHOOL|id-sender|the-organisation|0100000000/);
  });
});
