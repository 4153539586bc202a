import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { type Code, useAttempt } from '../elements/problem.js';

/** A list that is asked for over REST when it is shown, and again whenever something in it was changed. */
export function useLoaded<T>(
  live: Live,
  path: string,
): { list: Signal<T[] | null>; code: Code | null; load: () => Promise<void> } {
  const list = useSignal<T[] | null>(null);
  const { code, attempt } = useAttempt();

  async function load(): Promise<void> {
    const answer = await attempt(() => live.rest.get<T[]>(path));
    if (answer) list.value = answer.body;
  }
  useEffect(() => void load(), []);

  return { list, code, load };
}
