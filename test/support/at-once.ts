import { jest } from '@jest/globals';
import type { MemoryStore } from '../../src/signals/index.js';

interface Saying {
  says: () => Promise<{ ok: boolean; code?: string }>;
  /** How often the server reads the signal for it, the last time in order to change it. */
  readings?: number;
}

/** All of them have read the store before any of them writes, the first one first. @returns `ok` or the code of each */
export async function atOnce(store: MemoryStore, ...sayings: Saying[]): Promise<string[]> {
  const get = store.get.bind(store);
  let [free, reached, release] = [0, () => {}, () => {}];
  const together = new Promise<void>((resolve) => (release = resolve));
  const reading = jest.spyOn(store, 'get').mockImplementation(async (id) => {
    const found = await get(id);
    if (free-- > 0) return found;
    reached();
    await together;
    return found;
  });
  const answers: ReturnType<Saying['says']>[] = [];
  for (const { says, readings = 1 } of sayings) {
    free = readings - 1;
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    const answer = says();
    answers.push(answer);
    // Refused before: it never gets there.
    await Promise.race([isReached, answer]);
  }
  release();
  const said = await Promise.all(answers);
  reading.mockRestore();
  return said.map(({ ok, code }) => (ok ? 'ok' : code!));
}
