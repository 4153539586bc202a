import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { type Code, useAttempt } from '../elements/problem.js';

/**
 * A list that is asked for over REST when it is shown, and again whenever something in it was changed.
 * @param news what says, by being another one, that something was changed elsewhere
 */
export function useLoaded<T>(
  live: Live,
  path: string,
  news?: unknown,
): { list: Signal<T[] | null>; code: Code | null; load: () => Promise<T[] | null> } {
  const list = useSignal<T[] | null>(null);
  const { code, attempt } = useAttempt();

  async function load(): Promise<T[] | null> {
    const answer = await attempt(() => live.rest.get<T[]>(path));
    if (answer) list.value = answer.body;
    return answer && answer.body;
  }
  useEffect(() => void load(), [news]);

  return { list, code, load };
}
