import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { at } from '../support/fake-clock.js';
import { withApp } from '../support/start-app.js';
import { seeded } from './cells.js';
import { Day } from './day.js';
import { AppServer } from './servers.js';

/** For so long, in minutes, and of all random choices: `FUZZ_MINUTES=…`, `FUZZ_SEED=…`. */
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 10);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const DOINGS = 400;
/** More than one day differs from another, in bytes. */
const UNEVEN = 40_000_000;

const context = withApp({ production: true, now: at('2027-02-22 08:02') });

test(
  `[R-FUZZ-1] whatever people and machines do, nobody reads what is not so, and nothing is left of a day (seed ${SEED})`,
  async () => {
    const server = new AppServer(context.app);
    const end = performance.now() + MINUTES * 60_000;
    const heaps: number[] = [];
    for (let number = 0; performance.now() < end; number += 1) {
      // Each day follows from the seed and its number: one that fails can be repeated alone.
      const day = new Day(server, seeded(SEED + number));
      try {
        await day.passes(DOINGS);
      } catch (error) {
        throw new Error(`day ${number}: ${(error as Error).message}`, { cause: error });
      } finally {
        await day.ends();
      }
      heaps.push(heapUsed());
      await server.dayEnds();
    }
    // The first days make what then stays.
    const [first = 0] = heaps.slice(2);
    expect(Math.max(0, ...heaps.slice(3))).toBeLessThan(first + UNEVEN);
  },
  MINUTES * 120_000 + 60_000,
);

/** After everything that nobody holds is gone. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
