import type { CommandName } from '../../src/contract/index.js';
import { type Journey, JOURNEYS, type Role } from './journeys.js';

/** What goes wrong. Milliseconds. */
export type Fault =
  /** The server is killed, or told to stop, and is back after so long. */
  | { does: 'kill' | 'stop'; down: number }
  /** It is killed before it heard a command of the step, or after it carried it out and before anybody was answered. */
  | { does: 'strike'; command: CommandName; when: 'before' | 'after' }
  /** A page's network falls still or breaks, for so long; the server is killed meanwhile, or not. */
  | { does: 'cut'; who: Role; how: 'still' | 'broken'; lasts: number; kill: boolean }
  /** A page is loaded anew; the server is killed once it has caught up, before that, or just before it is loaded. */
  | { does: 'reload'; who: Role; kill: 'later' | 'at once' | 'before' }
  /** A tab is closed, the server killed, and the page opened again after so long. */
  | { does: 'close'; who: Role; lasts: number };

/** What may die where there are two servers: one of them, the Redis that they share, or its replica. */
export const VICTIMS = ['server', 'redis', 'replica'] as const;
export type Victim = (typeof VICTIMS)[number];

/** One fault in one place of one journey: before a step, or within it. */
export interface Cell {
  name: string;
  journey: Journey;
  /** The step, by its number. */
  at: number;
  fault: Fault;
}

/** Every fault before every step of every journey, and within it, at the pages of whoever has a part in it by then. */
export function allCells(): Cell[] {
  return (Object.keys(JOURNEYS) as Journey[]).flatMap((journey) =>
    JOURNEYS[journey].flatMap((step, at) => {
      const strikes = step.says.flatMap((command): Fault[] =>
        (['before', 'after'] as const).map((when) => ({ does: 'strike', command, when })),
      );
      return [...strikes, ...between(concerned(journey, at))].map((fault) => ({
        name: nameOf(journey, at, fault),
        journey,
        at,
        fault,
      }));
    }),
  );
}

/** Whether it has to do with this one's death. */
export function isTouched({ fault }: Cell, victim: Victim): boolean {
  const { does } = fault;
  return does === 'cut' ? fault.kill && victim !== 'replica' : victim !== 'replica' || does === 'kill' || does === 'strike';
}

/** @throws where there is no such cell any more */
export function cellOf(name: string): Cell {
  const found = allCells().find((cell) => cell.name === name);
  if (!found) throw new Error(`there is no cell ${name}`);
  return found;
}

/** Who sends, both contacts, and a teacher who is about to do something or has done so. */
function concerned(journey: Journey, at: number): Role[] {
  const doers = JOURNEYS[journey].slice(0, at + 1).map(({ who }) => who);
  return [...new Set<Role>(['karin', 'petra', 'hans', ...doers])];
}

function between(people: Role[]): Fault[] {
  const ofPage = people.flatMap((who): Fault[] => [
    { does: 'cut', who, how: 'still', lasts: 4_000, kill: false },
    { does: 'cut', who, how: 'still', lasts: 25_000, kill: false },
    { does: 'cut', who, how: 'broken', lasts: 9_000, kill: false },
    { does: 'cut', who, how: 'still', lasts: 25_000, kill: true },
    { does: 'cut', who, how: 'broken', lasts: 9_000, kill: true },
    { does: 'cut', who, how: 'broken', lasts: 80_000, kill: true },
    { does: 'reload', who, kill: 'later' },
    { does: 'reload', who, kill: 'at once' },
    { does: 'reload', who, kill: 'before' },
    { does: 'close', who, lasts: 5_000 },
    { does: 'close', who, lasts: 80_000 },
  ]);
  const ofServer: Fault[] = [
    { does: 'kill', down: 0 },
    { does: 'kill', down: 20_000 },
    { does: 'stop', down: 0 },
  ];
  return [...ofServer, ...ofPage];
}

function nameOf(journey: Journey, at: number, fault: Fault): string {
  const { does, ...how } = fault;
  const step = JOURNEYS[journey][at]!;
  const words = Object.entries<string | number | boolean>(how).map(([key, value]) =>
    key === 'kill' || key === 'down' ? `${key} ${value}` : `${value}`,
  );
  return `${journey}, ${at} ${step.who} ${step.name}: ${does} ${words.join(' ')}`;
}

/** Numbers that follow from a seed alone (Mulberry32), in [0, 1). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
