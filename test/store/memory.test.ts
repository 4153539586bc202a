import { describe, expect, test } from '@jest/globals';
import { MemoryPending } from '../../src/counts/memory-pending.js';
import { MemoryStore } from '../../src/signals/index.js';
import { FakeClock } from '../support/fake-clock.js';
import * as made from '../unit/signals/made-up.js';
import { storeContract } from './contract.js';

describe('[R-STORE-1] the memory store', () =>
  storeContract(async (clock, capacity) => {
    const pending = new MemoryPending();
    return { store: new MemoryStore(clock, capacity, pending), pending };
  }));

test('[R-STORE-2] the memory store leaves no timer of what was replaced, and nothing at all after the end', async () => {
  const clock = new FakeClock(made.SENT);
  const store = new MemoryStore(clock, 3, new MemoryPending());
  await store.put(made.waiting, 0, null);
  expect([store.size, clock.armed]).toEqual([1, 1]);
  await store.put({ ...made.opened, version: 5 }, 4, null);
  await store.put({ ...made.state('card'), version: 6 }, 5, null);
  await store.put({ ...made.state('end:c'), version: 7 }, 6, null);
  expect([store.size, clock.armed]).toEqual([1, 1]);
  await clock.goTo(made.ENDS);
  expect([store.size, clock.armed]).toEqual([0, 0]);
});
