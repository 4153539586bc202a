import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { programOf } from '../../scripts/system.mjs';
import { at } from '../support/fake-clock.js';
import { allCells, isTouched, VICTIMS } from './cells.js';
import { Matrix } from './matrix.js';
import { TwoServers } from './two-servers.js';

/** Of all random choices: another one with `MATRIX_SEED=…`; only some of it: `MATRIX_CELLS='server: known, 4'`. */
const SEED = Number(process.env.MATRIX_SEED ?? Date.now() % 2 ** 31);
const ONLY = new RegExp(process.env.MATRIX_CELLS ?? '');

const onRedis = programOf('redis-server') ? describe : describe.skip;

onRedis('two servers', () => {
  let servers: TwoServers;
  let matrix: Matrix;
  beforeAll(async () => {
    servers = await TwoServers.start(at('2027-02-08 08:02'));
    matrix = new Matrix(servers);
  });
  afterEach(() => expect(servers.lines).toEqual([]));
  afterAll(() => servers?.end());

  const cells = VICTIMS.flatMap((victim) =>
    allCells().flatMap((cell) => (isTouched(cell, victim) ? { cell, victim, name: `${victim}: ${cell.name}` } : [])),
  );
  test.each(cells.filter(({ name }) => ONLY.test(name)))(
    `[R-MATRIX-1] [R-MATRIX-2] [R-NODES-6] $name (seed ${SEED})`,
    async ({ victim, cell }) => {
      servers.victim = victim;
      const end = await matrix.runs(cell, SEED);
      if (!servers.forgets) expect(end).toBe('healed');
    },
  );
});
