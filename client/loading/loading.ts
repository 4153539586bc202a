import { computed, type ReadonlySignal, signal } from '@preact/signals';

/** Between two attempts to load a part, in milliseconds: at first, and at the most. */
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

/** Of every part that somebody waits for: how often it could not be loaded so far. */
const failing = signal<ReadonlyMap<unknown, number>>(new Map());

/** How often the part that fails most could not be loaded; pages say so as long as it is more than nothing. */
export const missing: ReadonlySignal<number> = computed(() => Math.max(0, ...failing.value.values()));

/**
 * A part of the client that is loaded when it is first asked for, and asked for again until it is there: a network that is away for a
 * while breaks nothing. Never rejects; what is missing meanwhile is told by `missing`. Where a browser keeps that an import failed
 * (WHATWG HTML, the module map), or the server has other files by now, only loading the page again helps: the page says that too.
 * @returns asks for it: `isAwaited` where somebody waits, else it is fetched in case, and nobody is told that it fails
 */
export function needed<T>(load: () => Promise<T>): (isAwaited?: boolean) => Promise<T> {
  let part: Promise<T> | undefined;
  let failures = 0;
  let isTold = false;

  function tell(): void {
    if (isTold) failing.value = new Map(failing.peek()).set(load, failures);
  }

  async function persist(): Promise<T> {
    for (;;) {
      try {
        const loaded = await load();
        failures = 0;
        tell();
        return loaded;
      } catch (error) {
        // The person is told in words; whoever mends it sees why.
        if (failures === 0) globalThis.reportError?.(error);
        failures += 1;
        tell();
        await pause(Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - 1)));
      }
    }
  }

  return (isAwaited = true) => {
    isTold ||= isAwaited;
    tell();
    return (part ??= persist());
  };
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
