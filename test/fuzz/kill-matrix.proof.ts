import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { at } from '../support/fake-clock.js';
import { withServers } from '../support/server-process.js';
import { withApp } from '../support/start-app.js';
import { allCells, cellOf } from './cells.js';
import { Matrix } from './matrix.js';
import { AppServer, KilledServer } from './servers.js';

/** Of all random choices: another one with `MATRIX_SEED=…`; only some of it: `MATRIX_CELLS='known, 4'`. */
const SEED = Number(process.env.MATRIX_SEED ?? Date.now() % 2 ** 31);
const ONLY = new RegExp(process.env.MATRIX_CELLS ?? '');

describe('the kill matrix', () => {
  // A year of school days without a holiday at OBS De Linde.
  const context = withApp({ production: true, now: at('2027-02-08 08:02') });
  let matrix: Matrix | undefined;
  const ends: Record<string, number> = {};

  test.each(allCells().filter(({ name }) => ONLY.test(name)))(`[R-MATRIX-1] [R-MATRIX-2] $name (seed ${SEED})`, async (cell) => {
    matrix ??= new Matrix(new AppServer(context.app));
    const end = await matrix.runs(cell, SEED);
    ends[end] = (ends[end] ?? 0) + 1;
  });

  // Of some cells alone nothing follows.
  const whole = process.env.MATRIX_CELLS === undefined ? test : test.skip;
  whole('[R-MATRIX-1] most of it heals', () => {
    const { healed = 0, ...others } = ends;
    expect(healed).toBeGreaterThan(Object.values(others).reduce((sum, number) => sum + number, 0));
  });
});

/** With the kernel's own SIGKILL, and a directory in a folder that the dead process had open. */
describe('a server process', () => {
  const servers = withServers();
  const cells = [
    'known, 0 karin sends: strike signal:send after',
    'known, 2 petra passes on to tom: strike signal:pass-on after',
    'known, 4 tom knows: kill down 0',
    'known, 8 hans takes over: cut petra broken 9000 kill true',
    'known, 12 hans completes: strike signal:complete after',
    'returned, 1 petra opens: strike signal:read before',
    'withdrawn, 5 karin withdraws: strike signal:withdraw after',
  ].map(cellOf);

  test.each(cells)(
    `[R-MATRIX-1] [R-MATRIX-2] is killed in $name (seed ${SEED})`,
    async (cell) => {
      const env = {
        DATA_DIR: join(servers.folder, randomBytes(4).toString('hex')),
        ROOM_KEY: randomBytes(32).toString('base64'),
      };
      expect(await new Matrix(await KilledServer.starts(servers, env)).runs(cell, SEED)).toBe('healed');
    },
    240_000,
  );
});
