import { and, eq, or } from 'drizzle-orm';
import { Announcements } from './announcements.js';
import type { Database } from './database.js';
import { InvitationList } from './invitations.js';
import { organisations, people } from './schema.js';
import { personSearch, searchable } from './searchable.js';
import { StaffChanges } from './staff-changes.js';
import { Staff } from './staff.js';

/** Somebody is to decide on what the other one asks for. */
const FEWEST = 2;

interface Asked {
  name: string;
  email: string;
}

/** Something that the person at the terminal can mend, in one sentence. */
export class CannotAdminister extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}

/**
 * Makes people administrators of an organisation, which is made where it is new; all or nothing. The administrators that it had
 * are told.
 * @param organisation its name, or its key
 * @param now milliseconds
 * @returns the people as the directory has them, in that order
 * @throws CannotAdminister
 */
export function firstAdministrators(
  db: Database,
  { organisation, asked }: { organisation: string; asked: Asked[] },
  now: number,
): Promise<{ id: string; name: string }[]> {
  return db.transaction(async (tx) => {
    const id = await organisationOf(tx, organisation, asked.length);
    const before = await new Staff(tx, new InvitationList(tx)).administrators(id);
    const made: { id: string; name: string }[] = [];
    for (const each of asked) made.push(await administratorOf(tx, id, each, now));
    for (const { id: person, name } of made) {
      const others = before.filter((administrator) => administrator !== person);
      await new Announcements(tx).tell(others, { change: before.includes(person) ? 'invitation' : 'role', about: name }, now);
    }
    return made;
  });
}

async function organisationOf(db: Database, name: string, number: number): Promise<string> {
  const key = searchable(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (key === '') throw new CannotAdminister('The name of the organisation must have letters or digits.');
  const [known, another] = await db
    .select({ id: organisations.id })
    .from(organisations)
    .where(or(eq(organisations.key, key), eq(organisations.name, name)));
  if (another) throw new CannotAdminister(`Several organisations are called ${name}: give the key of one.`);
  if (known) return known.id;
  if (number < FEWEST) throw new CannotAdminister('A new organisation needs two administrators: one asks and the other decides.');
  const [made] = await db.insert(organisations).values({ key, name, settings: {} }).returning({ id: organisations.id });
  return made!.id;
}

async function administratorOf(db: Database, organisation: string, { name, email }: Asked, now: number) {
  await db
    .insert(people)
    .values({ organisation, email, name, search: personSearch({ name, email }) })
    .onConflictDoNothing();
  const [person] = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(eq(people.email, email), eq(people.organisation, organisation)));
  if (!person) throw new CannotAdminister(`The address ${email} is somebody's of another organisation.`);
  const changes = new StaffChanges(db);
  const role = { role: 'administrator', school: null, title: 'beheerder' } as const;
  // What led in before could have been made by one administrator alone.
  if (!(await changes.holds(person.id, role))) await changes.grant(person.id, role, true, now);
  return person;
}
