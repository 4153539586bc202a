import type { Role } from './events.js';

const DIRECTEUR = /directeur/i;

/**
 * The codes of the schools that somebody runs: where they are a contact whose title says directeur ("directeur",
 * "adjunct-directeur"). A title is in the directory only, and stands there because two administrators wanted it so.
 */
export function directeurAt(roles: Role[]): string[] {
  const held = roles.filter(({ role, title }) => role === 'recipient' && DIRECTEUR.test(title));
  return held.flatMap(({ school }) => school ?? []);
}
