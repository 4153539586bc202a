import { beforeEach, expect, test } from '@jest/globals';
import { Clock } from '../../../client/connection/clock.js';
import { FakeClock } from '../../support/fake-clock.js';
import { PageMachine } from '../../support/page-machine.js';

const HOUR = 3_600_000;
const time = new FakeClock(0);
let machine: PageMachine;
let clock: Clock;

beforeEach(() => {
  machine = new PageMachine(time);
  clock = new Clock(() => {}, machine);
});

/** An answer, under way for so long, of a server that is so much ahead of the machine. */
async function hears(ahead: number, took: number): Promise<void> {
  const askedAt = clock.local();
  await time.pass(took);
  clock.learn(time.now() - took / 2 + ahead, askedAt);
}

const ahead = () => clock.now() - time.now();

test('[R-WAKE-2] an answer that was long under way says too little to correct what the server said', async () => {
  await hears(HOUR, 100);
  await hears(2 * HOUR, 3_000);
  expect(ahead()).toBe(HOUR);
});

test('[R-WAKE-2] what the machine was believed in, for want of an answer, any answer corrects', async () => {
  await hears(0, 100);
  machine.sleeps();
  await time.pass(HOUR);
  machine.wakes();
  // Nobody answers within the patience of ten seconds.
  await time.pass(12_000);
  expect(ahead()).toBe(0);
  // The server's clock stood still, as far as it says.
  await hears(-HOUR, 3_000);
  expect(ahead()).toBe(-HOUR);
});
