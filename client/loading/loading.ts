import { type ReadonlySignal, signal } from '@preact/signals';

/** Between two attempts to load a part, in milliseconds: at first, and at the most. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

const failing = signal(0);

/** How many parts of the client are asked for and could not be loaded so far; pages say so as long as there are any. */
export const missing: ReadonlySignal<number> = failing;

/**
 * A part of the client that is loaded when it is first asked for, and asked for again until it is there: a network that is away
 * for a while breaks nothing. Never rejects; what is missing meanwhile is told by `missing`.
 */
export function needed<T>(load: () => Promise<T>): () => Promise<T> {
  let part: Promise<T> | undefined;
  return () => (part ??= persist(load));
}

async function persist<T>(load: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      const part = await load();
      if (failures > 0) failing.value -= 1;
      return part;
    } catch (error) {
      if (failures === 0) {
        failing.value += 1;
        // The person is told in words; whoever mends it sees why.
        globalThis.reportError?.(error);
      }
      await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures));
    }
  }
}

/** Shorter where the network comes back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    window.addEventListener('online', go);
  });
}

/** Does something once the browser has nothing else to do, and after so many milliseconds at the latest. */
export function whenIdle(work: () => void, latest = 2_000): void {
  // Safari does not know it yet.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: latest });
  else setTimeout(work, latest);
}
