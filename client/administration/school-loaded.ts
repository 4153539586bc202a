import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { SchoolDetails } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import type { Code } from '../elements/problem.js';
import { useNewest } from './newest.js';

/** A school as it is now. What a change answers is newer than whatever is still on its way. */
export function useSchool(live: Live, code: string) {
  const school = useSignal<SchoolDetails | null>(null);
  const fault = useSignal<Code | null>(null);
  const newest = useNewest();

  async function load(): Promise<void> {
    const answer = await newest(() => live.rest.get<SchoolDetails>(`/v1/schools/${code}`));
    if (answer === null) return;
    fault.value = answer.ok ? null : answer.code;
    if (answer.ok) school.value = answer.body;
  }

  async function show(details: SchoolDetails): Promise<void> {
    const shown = await newest(async () => details);
    if (shown) school.value = shown;
  }

  useEffect(() => void load(), []);
  const ways = useMemo(() => ({ load, show }), []);
  return { school: school.value, fault: fault.value, ...ways };
}
