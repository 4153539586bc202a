import { beforeEach, describe, expect, test } from '@jest/globals';
import { Log } from '../../../src/log/index.js';
import { Later, StoreUnavailable } from '../../../src/signals/index.js';
import { FakeClock } from '../../support/fake-clock.js';

let clock: FakeClock;
let lines: unknown[];
let later: Later;
/** What each attempt comes to; then it is done. */
let faults: Error[];
let attempts: number;
beforeEach(() => {
  clock = new FakeClock(0);
  lines = [];
  later = new Later(clock, new Log({ write: (line) => void lines.push(JSON.parse(line)) }));
  [faults, attempts] = [[], 0];
});

const task = async () => {
  const fault = faults[attempts++];
  if (fault) throw fault;
};
const does = (of = 'this') => later.orLater('telling', of, task);

describe('what nobody waits for', () => {
  test('[R-REDIS-2] is done once, and again every two seconds while signals are away, of which no line says anything', async () => {
    await does();
    expect([attempts, clock.armed]).toEqual([1, 0]);
    faults = [new Error(), new StoreUnavailable(), new StoreUnavailable()];
    await does();
    for (const [after, tried] of [
      [1_999, 2],
      [2_000, 3],
      [4_000, 4],
      [60_000, 4],
    ] as const) {
      await clock.goTo(after);
      expect(attempts).toBe(tried);
    }
    expect([lines, clock.armed]).toEqual([[], 0]);
  });

  test('[R-REDIS-2] is done again once, however often it was asked for meanwhile, and beside others', async () => {
    faults = Array(4).fill(new StoreUnavailable()) as Error[];
    for (const whom of ['this', 'this', 'that', 'this']) await does(whom);
    await clock.pass(60_000);
    expect(attempts).toBe(6);
  });

  test('[R-STORE-6] says in one line that it fails, however long, and anew after it was done', async () => {
    faults = Array(3).fill(new TypeError('a message that repeats what came in')) as Error[];
    await does();
    await clock.pass(60_000);
    const line = { level: 'error', msg: 'telling failed', error: 'TypeError' };
    expect(lines).toEqual([expect.objectContaining(line)]);
    expect(JSON.stringify(lines)).not.toMatch(/repeats|this/);
    [faults, attempts] = [[new TypeError()], 0];
    await does();
    expect(lines).toHaveLength(2);
  });

  test('is left when the server stops', async () => {
    faults = [new StoreUnavailable()];
    await does();
    later.onApplicationShutdown();
    expect(clock.armed).toBe(0);
  });
});
