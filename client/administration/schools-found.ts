import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { LIMITS, type SchoolsListed, type SchoolState } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { after } from '../elements/clock.js';
import type { Code } from '../elements/problem.js';
import { useNewest } from './newest.js';

/** The pause in typing after which is searched, in milliseconds. */
const PAUSE = 250;

/** The schools of the organisation, as far as they were searched for. */
export function useSchools(live: Live) {
  const query = useSignal('');
  const state = useSignal<SchoolState | null>(null);
  const found = useSignal<SchoolsListed | null>(null);
  const code = useSignal<Code | null>(null);
  const cancel = useRef<() => void>(() => {});
  const newest = useNewest();

  async function search(): Promise<void> {
    cancel.current();
    const asked = { query: query.peek().trim(), state: state.peek() };
    const answer = await newest(() => live.rest.post<SchoolsListed>('/v1/schools/search', asked));
    if (answer === null) return;
    code.value = answer.ok ? null : answer.code;
    found.value = answer.ok ? answer.body : null;
  }

  function type(value: string): void {
    query.value = value.slice(0, LIMITS.queryLength);
    cancel.current();
    cancel.current = after(PAUSE, () => void search());
  }

  function only(which: SchoolState | null): void {
    state.value = which;
    void search();
  }

  useEffect(() => {
    void search();
    return () => cancel.current();
  }, []);

  const ways = useMemo(() => ({ search, type, only }), []);
  return { query: query.value, state: state.value, found: found.value, code: code.value, ...ways };
}
