import type { PersonFound } from '../../src/contract/index.js';
import type { Live, Result } from '../connection/live.js';
import type { Code } from '../elements/problem.js';
import { useSearch } from './searched.js';

/** So many are found at the most. */
export const MOST = 20;

/** The people of the organisation, as far as they were searched for. */
export function usePeople(live: Live) {
  return useSearch((query) => peopleWith(live, query));
}

export type People = ReturnType<typeof usePeople>;

/** Somebody as they are now; the code where that is not known. @param words of their name or address, which is nobody else's */
export async function personOf(live: Live, id: string, words: string): Promise<PersonFound | Code> {
  const answer = await peopleWith(live, words);
  if (!answer.ok) return answer.code;
  return answer.body.find((one) => one.id === id) ?? 'unknown-person';
}

function peopleWith(live: Live, query: string): Promise<Result<{ body: PersonFound[] }>> {
  return live.rest.post('/v1/people/search', { query });
}
