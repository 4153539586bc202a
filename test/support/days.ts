import { and, eq } from 'drizzle-orm';
import { News } from '../../src/identity/index.js';
import { DATABASE, type Database } from '../../src/directory/index.js';
import { absences, pushSubscriptions, sessions } from '../../src/directory/schema.js';
import type { Person } from './person.js';
import type { TestApp } from './start-app.js';

const directory = (app: TestApp) => app.running.app.get<Database>(DATABASE);

/** Somebody is said not to be there on a day, ISO 8601. */
export async function isAbsent(app: TestApp, { id }: Person, day: string): Promise<void> {
  await directory(app).insert(absences).values({ person: id, day });
  app.get(News).changed([id]);
}

/** Nobody says so any more. */
export async function isBack(app: TestApp, { id }: Person, day: string): Promise<void> {
  await directory(app)
    .delete(absences)
    .where(and(eq(absences.person, id), eq(absences.day, day)));
  app.get(News).changed([id]);
}

/** The browsers where somebody is signed in can be woken. */
export async function isWoken(app: TestApp, { id }: Person): Promise<void> {
  const signedIn = await directory(app).select({ session: sessions.id }).from(sessions).where(eq(sessions.person, id));
  const rows = signedIn.map(({ session }) => ({ session, endpoint: 'https://push.example/', p256dh: 'p', auth: 'a' }));
  await directory(app).insert(pushSubscriptions).values(rows).onConflictDoNothing();
  app.get(News).changed([id]);
}
