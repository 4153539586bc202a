import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { RefusalCode } from '../../../src/contract/index.js';
import { advance } from '../../../src/signals/machine.js';
import type { Opened, Signal } from '../../../src/signals/signal.js';
import * as made from './made-up.js';
import { ACTORS, COMMANDS, deepFreeze, NOW, type Who } from './made-up.js';
import * as TABLES from './table.js';

const GROUPS: Record<string, string[]> = {
  "sender's": ['called', 'early', 'reseal', 'withdraw'],
  "contact's": [
    ...['open', 'read', 'take-over', 'hand-back', 'follow', 'pass-on', 'choose', 'instead', 'told'],
    ...['seal-s', 'seal-t'],
    ...['coming', 'i-call', 'they-call', 'x-calls', 'informed', 'return', 'complete'],
  ],
  "teacher's": ['copy', 'seal-own', 'know', 'confer', 'they-know'],
};
const WHO: Record<string, Who[]> = {
  'own sender': ['sender'],
  'other sender': ['sender elsewhere'],
  'any sender': ['sender', 'colleague', 'sender elsewhere'],
  'anybody else': ['contact elsewhere', 'other teacher', 'teacher no more', 'opener no more'],
};
const REFUSED: Record<string, RefusalCode> = {
  '-': 'unknown-signal',
  moment: 'wrong-moment',
  taken: 'taken',
  ended: 'ended',
  'in-use': 'id-in-use',
  nobody: 'unknown-teacher',
  many: 'too-many',
};
/** Succeeds without a change. */
const SAME = ['=', 'copy'];

type Named = (signal: Signal) => string;

/** What the first table calls a signal's state. */
function nameOf(signal: Signal): string {
  switch (signal.state) {
    case 'waiting':
      return signal.handedBack ? 'handed' : 'waits';
    case 'reserved':
      return 'held';
    case 'ended':
      return `end:${signal.outcome[0]}`;
    case 'opened':
    case 'completed': {
      const [copy] = signal.copies;
      const step = (copy?.openedAt == null ? 0 : 1) + (copy?.knownAt == null ? 0 : 1);
      if (signal.state === 'completed') return ['card', 'card+', 'card!'][step]!;
      if (signal.toldAt !== null) return copy ? 'told+' : 'told';
      return copy ? ['passed', 'seen', 'known'][step]! : signal.takenAt === signal.openedAt ? 'opened' : 'over';
    }
  }
}

const byCopies: Named = (signal) => {
  const chosen = 'copies' in signal ? signal.copies.length : 0;
  return { 2: 'two', 5: 'full' }[chosen] ?? nameOf(signal);
};

const byConfer: Named = (signal) => {
  const confer = 'copies' in signal && signal.copies[0]?.confer;
  return confer ? (confer.comingAt === null ? 'asked' : 'coming') : nameOf(signal);
};

const byCaller: Named = (signal) => {
  if (!('parents' in signal) || !signal.parents) return nameOf(signal);
  const { person, informedAt } = signal.parents;
  if (signal.state === 'completed') return informedAt === null ? 'card:?' : 'card:i';
  return informedAt !== null ? 'informed' : person === signal.by.person ? 'opener?' : 'theirs?';
};

const { STATES, CHOOSING, CONFERRING, CALLING, DRILLS } = made;
const TRIED: [string, string, Record<string, Signal | null>, Named][] = [
  ['the life of a signal', TABLES.LIFE, STATES, nameOf],
  ['several teachers', TABLES.CHOOSING, { ...STATES, ...CHOOSING }, byCopies],
  ['conferring', TABLES.CONFERRING, { ...STATES, ...CONFERRING }, byConfer],
  ['the parents', TABLES.PARENTS, { ...STATES, ...CALLING }, byCaller],
  ['a drill of the school', TABLES.DRILL, DRILLS, nameOf],
];

const cells = TRIED.flatMap(([table, text, states, named]) =>
  text
    .trim()
    .split('\n\n')
    .flatMap((block) => {
      const [head = '', ...rows] = block.split('\n');
      const [, heading = '', columns = ''] = /^(.+?) {2,}(.+)$/.exec(head)!;
      return rows.flatMap((row) => {
        const [label = '', ...answers] = row.split(/ +/);
        const line = columns.split(/ +/).map((column, i) => [column, answers[i]!] as const);
        return (WHO[heading] ?? [heading as Who]).flatMap((who) =>
          (GROUPS[label] ?? [label]).map((command) => ({ table, who, command, line, states, named })),
        );
      });
    }),
);

describe('[R-LIFE-1] what may follow what', () => {
  test('is told by docs/protocol.md with the very same tables', () => {
    const text = readFileSync('docs/protocol.md', 'utf8');
    for (const [, table] of TRIED) for (const block of table.trim().split('\n\n')) expect(text).toContain(block);
  });

  test('is tried on everybody, on every state and on every command', () => {
    const life = cells.filter(({ table }) => table === TRIED[0]![0]);
    expect(new Set(life.map(({ who }) => who))).toEqual(new Set(Object.keys(ACTORS)));
    for (const { line } of life) expect(line.map(([column]) => column)).toEqual(Object.keys(STATES));
    expect(new Set(cells.map(({ command }) => command))).toEqual(new Set(Object.keys(COMMANDS)));
  });

  test('the states that the tables are tried on bear their names', () => {
    for (const { states, named, line } of cells)
      for (const [column] of line) if (column !== 'none') expect(named(states[column]!)).toBe(column);
  });

  test.each(cells)('$table, $who: $command', ({ who, command, line, states, named }) => {
    for (const [column, answer] of line) {
      const before = deepFreeze(states[column]!);
      const actor = deepFreeze(ACTORS[who]);
      const now = made.WHEN[command] ?? NOW;
      const step = advance(before, deepFreeze(COMMANDS[command]!(who)), actor, now);
      if (REFUSED[answer]) {
        expect({ column, ...step }).toEqual({ column, refusal: REFUSED[answer] });
        continue;
      }
      if ('refusal' in step) throw new Error(`${column}: ${step.refusal} instead of ${answer}`);
      const { signal, sealed } = step;
      const isSame = SAME.includes(answer);
      expect({ column, same: signal === before, version: signal.version }).toEqual({
        ...{ column, same: isSame, version: (before?.version ?? 0) + (isSame ? 0 : 1) },
      });
      if (answer === 'sealed') expect(signal).toEqual({ ...resealed(before, command), version: signal.version });
      else if (answer === 'noted') expect(signal).toEqual({ ...before, version: signal.version, calledAt: now });
      else if (answer === 'mine')
        expect(signal).toMatchObject({ ...before, version: signal.version, saw: expect.anything(), ...followed(who) });
      else if (!isSame) expect({ column, is: named(signal) }).toEqual({ column, is: answer });
      const handed = { open: made.FOR_SCHOOL, 'take-over': made.FOR_SCHOOL, copy: made.FOR_TEACHER }[command];
      expect(sealed).toEqual(handed);
    }
  });
});

/** With the new copy, in its place. */
function resealed(before: Signal, command: string): Signal {
  const sealed = made.FOR_NEW_DEVICE;
  if (command === 'reseal' || command === 'seal-s') return { ...before, sealed } as Signal;
  return { ...before, copies: (before as Opened).copies.map((copy) => ({ ...copy, sealed })) } as Signal;
}

function followed(who: Who) {
  return { by: { person: ACTORS[who].person, name: ACTORS[who].name }, takenAt: NOW };
}
