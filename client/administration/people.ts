import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { LIMITS, type PersonFound } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { after } from '../elements/clock.js';
import type { Code } from '../elements/problem.js';
import { useNewest } from './newest.js';

/** The pause in typing after which is searched, in milliseconds; and so many are found at the most. */
const PAUSE = 250;
export const MOST = 20;

/** The people of the organisation, as far as they were searched for; nothing searched for is kept after the page. */
export function usePeople(live: Live) {
  const query = useSignal('');
  const found = useSignal<PersonFound[] | null>(null);
  const busy = useSignal(false);
  const code = useSignal<Code | null>(null);
  const names = useSignal<ReadonlyMap<string, string>>(new Map());
  const cancel = useRef<() => void>(() => {});
  const newest = useNewest();

  async function ask(words: string): Promise<PersonFound[] | Code> {
    const answer = await peopleWith(live, words);
    if (typeof answer !== 'string') names.value = withSchools(names.peek(), answer);
    return answer;
  }

  async function search(): Promise<void> {
    cancel.current();
    busy.value = true;
    const answer = await newest(() => ask(query.peek().trim()));
    if (answer === null) return;
    busy.value = false;
    code.value = typeof answer === 'string' ? answer : null;
    found.value = typeof answer === 'string' ? null : answer;
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
  return { query: query.value, found: found.value, busy: busy.value, code: code.value, schools: names.value, ...ways };
}

export type People = ReturnType<typeof usePeople>;

/** Somebody as they are now; the code where that is not known. @param words of their name or address, which is nobody else's */
export async function personOf(live: Live, id: string, words: string): Promise<PersonFound | Code> {
  const answer = await peopleWith(live, words);
  if (typeof answer === 'string') return answer;
  return answer.find((one) => one.id === id) ?? 'unknown-person';
}

async function peopleWith(live: Live, words: string): Promise<PersonFound[] | Code> {
  const answer = await live.rest.post<PersonFound[]>('/v1/people/search', { query: words });
  return answer.ok ? answer.body : answer.code;
}

/** The schools where people work: the only ones whose names are known here. */
function withSchools(known: ReadonlyMap<string, string>, people: PersonFound[]): ReadonlyMap<string, string> {
  const roles = people.flatMap((person) => person.roles);
  return new Map([
    ...known,
    ...roles.flatMap(({ school, schoolName }) => (school && schoolName ? [[school, schoolName]] : []) as [string, string][]),
  ]);
}
