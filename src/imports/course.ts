import { setImmediate } from 'node:timers/promises';

/** Something long on its way: how far it is, and whether it is still wanted. */
export interface Course {
  readonly signal: AbortSignal;
  /** So many more lines, or rows, are done. */
  advance(by: number): void;
}

/** Lets everybody else go first: live signals travel through the same process. @throws where it is no longer wanted */
export async function breathe(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

/** So many go without a breath: a few milliseconds of work. */
export const STRETCH = 500;

/** Does something with each, and breathes in between. */
export async function forEach<T>(items: Iterable<T>, signal: AbortSignal, deed: (item: T) => void): Promise<void> {
  let done = 0;
  for (const item of items) {
    deed(item);
    done += 1;
    if (done % STRETCH === 0) await breathe(signal);
  }
}
