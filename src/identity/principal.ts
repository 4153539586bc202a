import type { Me, RoleName } from '../contract/index.js';
import type { Settings } from '../directory/index.js';

/** Who is calling, as the directory knows them at this moment. Handed to every handler as an argument. */
export interface Principal extends Me {
  /** The server session behind the token. */
  session: string;
  /** Whether the person said elsewhere that this device is theirs, or there was nowhere else. */
  isApproved: boolean;
  isWaiting: boolean;
  /** When the token ends, in ms. */
  expiresAt: number;
  /** The organisation's. */
  settings: Settings;
}

/** What a page is told of its person. */
export function meOf({ person, name, organisation, roles, use, provenUntil, phone }: Principal): Me {
  return { person, name, organisation, roles, use, provenUntil, phone };
}

export function hasRole({ roles }: Me, role: RoleName): boolean {
  return roles.some((held) => held.role === role);
}

/** Whoever works at a school: what is for them is for a contact and a teacher alike. */
export function isStaff(me: Me): boolean {
  return hasRole(me, 'recipient') || hasRole(me, 'teacher');
}

/** Codes of the schools where the principal holds a role. */
export function schoolsAs({ roles }: Pick<Me, 'roles'>, role: RoleName): string[] {
  return roles.flatMap((held) => (held.role === role && held.school !== null ? [held.school] : []));
}
