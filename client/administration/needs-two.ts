import type { Change, PersonFound } from '../../src/contract/index.js';

/**
 * Whether the person is told, before they ask for it, that another administrator has to agree. The server decides, and knows of
 * substitutes too.
 */
export function needsTwo(change: Pick<Change, 'kind'>, { roles }: Pick<PersonFound, 'roles'>): boolean {
  return change.kind === 'substitute' || roles.some(({ role }) => role !== 'sender');
}
