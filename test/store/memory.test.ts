import { describe, expect, test } from '@jest/globals';
import { MemoryStore } from '../../src/signals/index.js';
import { FakeClock } from '../support/fake-clock.js';
import * as made from '../unit/signals/made-up.js';
import { storeContract } from './contract.js';

describe('[R-STORE-1] the memory store', () => storeContract(async (clock, capacity) => new MemoryStore(clock, capacity)));

test('[R-STORE-2] the memory store leaves no timer of what was replaced, and nothing at all after the end', async () => {
  const clock = new FakeClock(made.SENT);
  const store = new MemoryStore(clock, 3);
  await store.put(made.waiting, 0);
  expect([store.size, clock.armed]).toEqual([1, 1]);
  await store.put({ ...made.opened, version: 5 }, 4);
  await store.put({ ...made.state('card'), version: 6 }, 5);
  await store.put({ ...made.state('end:c'), version: 7 }, 6);
  expect([store.size, clock.armed]).toEqual([1, 1]);
  await clock.goTo(made.ENDS);
  expect([store.size, clock.armed]).toEqual([0, 0]);
});
