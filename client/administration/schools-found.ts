import { useSignal } from '@preact/signals';
import type { SchoolsListed, SchoolState } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { useSearch } from './searched.js';

/** The schools of the organisation, as far as they were searched for. */
export function useSchools(live: Live) {
  const state = useSignal<SchoolState | null>(null);
  const searched = useSearch((query) => live.rest.post<SchoolsListed>('/v1/schools/search', { query, state: state.peek() }));

  function only(which: SchoolState | null): void {
    state.value = which;
    void searched.search();
  }

  return { ...searched, state: state.value, only };
}
