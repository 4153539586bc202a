import type { Principal } from '../identity/index.js';

const DIRECTEUR = /directeur/i;

/**
 * Whether the caller runs a school: a contact there whose title says directeur ("directeur", "adjunct-directeur"). A title is in the
 * directory only, and stands there because two administrators wanted it so.
 */
export function isDirecteurAt({ roles }: Pick<Principal, 'roles'>, school: string): boolean {
  return roles.some((held) => held.role === 'recipient' && held.school === school && DIRECTEUR.test(held.title));
}

/** Of any school. */
export function isDirecteur(caller: Pick<Principal, 'roles'>): boolean {
  return caller.roles.some(({ school }) => school !== null && isDirecteurAt(caller, school));
}
