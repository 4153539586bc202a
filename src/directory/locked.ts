import { eq } from 'drizzle-orm';
import type { Database } from './database.js';
import { people } from './schema.js';

/** For the rest of a transaction, one at a time for a person: what decides how they sign in sees all that came before it. */
export async function lockPerson(tx: Database, person: string): Promise<void> {
  await tx.select({ id: people.id }).from(people).where(eq(people.id, person)).for('no key update');
}
