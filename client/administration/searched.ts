import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { LIMITS } from '../../src/contract/index.js';
import type { Result } from '../connection/live.js';
import { after } from '../elements/clock.js';
import type { Code } from '../elements/problem.js';
import { useNewest } from './newest.js';

/** The pause in typing after which is searched, in milliseconds. */
const PAUSE = 250;

/**
 * What is searched for while typing, from the start on with nothing typed; nothing searched for is kept after the page.
 * @param ask the same question each time, but for its words
 */
export function useSearch<T>(ask: (query: string) => Promise<Result<{ body: T }>>) {
  const query = useSignal('');
  const found = useSignal<T | null>(null);
  const busy = useSignal(false);
  const code = useSignal<Code | null>(null);
  const cancel = useRef<() => void>(() => {});
  const newest = useNewest();

  async function search(): Promise<void> {
    cancel.current();
    busy.value = true;
    const answer = await newest(() => ask(query.peek().trim()));
    if (answer === null) return;
    busy.value = false;
    code.value = answer.ok ? null : answer.code;
    found.value = answer.ok ? answer.body : null;
  }

  function type(value: string): void {
    query.value = value.slice(0, LIMITS.queryLength);
    cancel.current();
    cancel.current = after(PAUSE, () => void search());
  }

  useEffect(() => {
    void search();
    return () => cancel.current();
  }, []);

  const ways = useMemo(() => ({ search, type }), []);
  return { query: query.value, found: found.value, busy: busy.value, code: code.value, ...ways };
}
