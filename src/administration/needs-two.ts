import type { Change, Role, RoleName } from '../contract/index.js';

/** Who holds such a role receives signals, or decides on who does. */
function isGuarded(role: RoleName): boolean {
  return role !== 'sender';
}

/** Whether a person with these roles, whichever day they are for, is one for whom it takes two administrators. */
export function isGuardedBy(held: Pick<Role, 'role'>[]): boolean {
  return held.some(({ role }) => isGuarded(role));
}

/** Whether a change of a person who holds these roles takes a second administrator. Taking something away never does. */
export function needsTwo(change: Change, held: Pick<Role, 'role'>[]): boolean {
  if (change.kind === 'substitute' || (change.kind === 'role' && isGuarded(change.role))) return true;
  return isGuardedBy(held);
}
