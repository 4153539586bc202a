import { type Column, eq, isNull, or, type Placeholder, type SQL } from 'drizzle-orm';
import { heldRoles } from './schema.js';

/** Whether a role is held on a day (ISO 8601): always, or as a substitute on that very day. */
export function isHeldOn(day: string | Placeholder | Column): SQL | undefined {
  return or(isNull(heldRoles.day), eq(heldRoles.day, day));
}
