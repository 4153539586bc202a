import { afterEach, beforeAll, expect } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Changed } from '../../src/contract/index.js';
import { Announcements, DATABASE, type Database } from '../../src/directory/index.js';
import {
  absences,
  administrationRecords,
  accounts,
  announcements,
  batches,
  groups,
  groupTeachers,
  holidays,
  invitations,
  passkeys,
  people,
  requests,
  roles,
  schools,
  sessions,
} from '../../src/directory/schema.js';
import { substitutes } from '../../src/directory/schema.js';
import { searchable } from '../../src/directory/searchable.js';
import { hashOf } from '../../src/identity/index.js';
import { Person } from './person.js';
import type { TestApp, withApp } from './start-app.js';

export interface Answer {
  status: number;
  /** As it came. */
  text: string;
  body: unknown;
}

/** Somebody who asks over REST what only administrators may. */
export class Asker {
  private constructor(
    private readonly app: TestApp,
    readonly person: Person,
  ) {}

  static async signsIn(app: TestApp, name: string): Promise<Asker> {
    return new Asker(app, await Person.signsIn(app, name));
  }

  async asks(method: string, path: string, body?: object, token?: string): Promise<Answer> {
    const response = await fetch(`${this.app.url}/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token ?? (await this.person.token())}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    expect(response.headers.get('cache-control') ?? 'no-store').toBe('no-store');
    const text = await response.text();
    return { status: response.status, text, body: text ? JSON.parse(text) : null };
  }

  /** A token of another session of theirs. */
  async tokenOf(session: Parameters<TestApp['session']>[1]): Promise<string> {
    const cookie = await this.app.session(this.person.name, session);
    const answer = await fetch(`${this.app.url}/v1/session/token`, { method: 'POST', headers: { cookie } });
    return ((await answer.json()) as { token: string }).token;
  }

  /** A change that is done, or asked of another administrator. */
  async wants(method: string, path: string, body?: object): Promise<Changed> {
    const { status, body: changed } = await this.asks(method, path, body);
    expect({ status, changed }).toEqual({ status: 200, changed: expect.objectContaining({ done: expect.any(Boolean) }) });
    return changed as Changed;
  }

  /** A change that waits for another administrator; resolves with the request's id. */
  async mustAsk(method: string, path: string, body?: object): Promise<string> {
    const changed = await this.wants(method, path, body);
    if (changed.done) throw new Error(`${method} ${path} was done by one administrator`);
    return changed.request;
  }

  approves(request: string): Promise<Answer> {
    return this.asks('POST', `requests/${request}/approval`);
  }
}

/** What is answered instead of what was asked. */
export const refusal = (code: string) => expect.objectContaining({ body: expect.objectContaining({ code }) });

/** The secret of a one-time link. */
export const secretOf = (link: string | null) => new URL(link!).hash.slice(1);

const CHANGED = [
  administrationRecords,
  batches,
  requests,
  announcements,
  invitations,
  passkeys,
  accounts,
  substitutes,
  absences,
  sessions,
];

/** What stands of schools, in an order in which it can be put back. */
const OF_SCHOOLS = [schools, holidays, groups, groupTeachers];

/** The directory of an application, which is after each test what it was before. @param changes what the tests change of it too */
export function withDirectory(context: ReturnType<typeof withApp>, changes: 'people' | 'schools' = 'people') {
  const db = () => context.app.get<Database>(DATABASE as never);
  const ofSchools: [(typeof OF_SCHOOLS)[number], never[]][] = [];
  let staff: (typeof people.$inferSelect)[];
  let held: (typeof roles.$inferSelect)[];
  beforeAll(async () => {
    [staff, held] = [await db().select().from(people), await db().select().from(roles)];
    if (changes === 'people') return;
    for (const table of OF_SCHOOLS) ofSchools.push([table, (await db().select().from(table)) as never[]]);
  });
  afterEach(async () => {
    for (const table of [...CHANGED, roles, people]) {
      if (table !== people) await db().delete(table);
    }
    const known = new Set(staff.map(({ id }) => id));
    for (const { id } of await db().select({ id: people.id }).from(people))
      if (!known.has(id)) await db().delete(people).where(eq(people.id, id));
    for (const { id, ...person } of staff) await db().update(people).set(person).where(eq(people.id, id));
    if (changes === 'schools') await db().delete(schools);
    for (const [table, rows] of ofSchools) await db().insert(table).values(rows);
    await db().insert(roles).values(held);
  });
  return {
    get db() {
      return db();
    },
    /** Somebody who is in the directory, and holds no role yet. */
    async joins(name: string, email: string, role?: Omit<typeof roles.$inferInsert, 'person'>): Promise<string> {
      const organisation = staff.find((each) => each.name === 'Femke Ooms')!.organisation;
      const [made] = await db()
        .insert(people)
        .values({ organisation, name, email, search: searchable(`${name} ${email}`) })
        .returning({ id: people.id });
      if (role)
        await db()
          .insert(roles)
          .values({ ...role, person: made!.id });
      return made!.id;
    },
    /** Makes somebody of the demonstration more than they are there. */
    async holds(name: string, role: Omit<typeof roles.$inferInsert, 'person'>): Promise<void> {
      await db()
        .insert(roles)
        .values({ ...role, person: await context.app.personId(name) });
    },
    async rolesOf(person: string): Promise<string[]> {
      const rows = await db().select().from(roles).where(eq(roles.person, person));
      return rows.map(({ role, school }) => `${role} ${school ?? ''}`.trim()).sort();
    },
    /** What the person has been told, and has not seen. */
    async told(name: string): Promise<{ change: string; about: string }[]> {
      const unseen = await context.app.get(Announcements).unseen(await context.app.personId(name));
      return unseen.map(({ change, about }) => ({ change, about }));
    },
    /** A link is used, as its person does. */
    async uses(link: string | null): Promise<void> {
      const which = eq(invitations.secretHash, hashOf(secretOf(link)));
      const used = await db().update(invitations).set({ usedAt: context.app.clock.now() }).where(which).returning();
      expect(used).toHaveLength(1);
    },
    /** What somebody could sign in with. */
    async waysIn(person: string) {
      return {
        passkeys: await db().$count(passkeys, eq(passkeys.person, person)),
        accounts: await db().$count(accounts, eq(accounts.person, person)),
      };
    },
    async hasWaysIn(person: string): Promise<void> {
      const common = { person, createdAt: context.app.clock.now() };
      const passkey = { id: `passkey-${person}`, name: 'Telefoon', publicKey: 'x', counter: 0, transports: [] };
      await db()
        .insert(passkeys)
        .values({ ...common, ...passkey });
      await db()
        .insert(accounts)
        .values({ ...common, issuer: 'https://login.example', subject: `subject-${person}` });
    },
    /** Opens a link, as whoever has it. @returns `ok` or the code of the refusal */
    async opens(link: string | null): Promise<string> {
      const response = await fetch(`${context.app.url}/v1/invitations/open`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret: secretOf(link) }),
      });
      const { code } = (await response.json()) as { code?: string };
      return response.ok ? 'ok' : code!;
    },
  };
}
