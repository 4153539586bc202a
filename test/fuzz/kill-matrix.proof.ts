import { expect, test } from '@jest/globals';
import { at } from '../support/fake-clock.js';
import { withApp } from '../support/start-app.js';
import { allCells } from './cells.js';
import { Matrix } from './matrix.js';
import { AppServer } from './servers.js';

/** Of all random choices: another one with `MATRIX_SEED=…`. */
const SEED = Number(process.env.MATRIX_SEED ?? Date.now() % 2 ** 31);
const ONLY = process.env.MATRIX_CELLS;

// A year of school days without a holiday at OBS De Linde.
const context = withApp({ production: true, now: at('2027-02-08 08:02') });
let matrix: Matrix | undefined;

const cells = allCells().filter(({ name }) => !ONLY || new RegExp(ONLY).test(name));

test.each(cells)(`[R-MATRIX-1] $name (seed ${SEED})`, async (cell) => {
  matrix ??= new Matrix(new AppServer(context.app));
  expect(['healed', 'lost', 'unreadable']).toContain(await matrix.runs(cell, SEED));
});
