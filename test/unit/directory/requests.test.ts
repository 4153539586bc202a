import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import type { Change } from '../../../src/contract/index.js';
import { loadDirectory } from '../../../src/directory/csv.js';
import type { OpenedDatabase } from '../../../src/directory/database.js';
import { People } from '../../../src/directory/people.js';
import { Requests } from '../../../src/directory/requests.js';
import { groups, people, requests as table, roles } from '../../../src/directory/schema.js';
import { freshDatabase } from '../../support/database.js';

const NOW = Date.parse('2026-11-23T08:02+01:00');
const WEEK = 7 * 24 * 3_600_000;
const INVITATION: Change = { kind: 'invitation' };

let opened: OpenedDatabase;
let requests: Requests;
/** By name. */
let ids: Map<string, string>;
let elzenmeer: string;
let zandrijk: string;

beforeAll(async () => {
  opened = await freshDatabase();
  await loadDirectory(opened.db, join(import.meta.dirname, '../../../demonstration'));
  requests = new Requests(opened.db);
  const listed = await new People(opened.db).all();
  ids = new Map(listed.map(({ id, name }) => [name, id]));
  elzenmeer = listed.find(({ name }) => name === 'Femke Ooms')!.organisation.id;
  zandrijk = listed.find(({ name }) => name === 'Anja Terpstra')!.organisation.id;
});

afterAll(() => opened.close());

beforeEach(async () => {
  await opened.db.delete(table);
});

const who = (name: string) => ids.get(name)!;
const ask = (change: Change = INVITATION, now = NOW, about = 'Petra van Dam') =>
  requests.ask({ organisation: elzenmeer, person: who(about), change, askedBy: who('Femke Ooms') }, now);
const decide = (id: string, by: string, outcome: 'approved' | 'refused' | 'withdrawn' = 'approved', now = NOW) =>
  requests.decide(id, { organisation: elzenmeer, by: who(by), outcome }, now);

/** Makes somebody an administrator, or no longer one, for as long as the test asks something. */
async function withAdministrator(name: string, is: boolean, ask: () => Promise<void>): Promise<void> {
  const role = { person: who(name), role: 'administrator', school: null, title: 'beheerder' } as const;
  const theirs = and(eq(roles.person, role.person), eq(roles.role, 'administrator'));
  const add = () => opened.db.insert(roles).values(role);
  const remove = () => opened.db.delete(roles).where(theirs);
  await (is ? add() : remove());
  await ask();
  await (is ? remove() : add());
}

describe('requests', () => {
  test('[R-TWO-3] are listed while they are open, the oldest first, in their own organisation', async () => {
    const address: Change = { kind: 'address', email: 'petra@delinde.example' };
    const second = await ask(address, NOW + 1);
    const first = await ask();
    const expected = {
      person: { id: who('Petra van Dam'), name: 'Petra van Dam', email: 'petra.vandam@delinde.example' },
      askedBy: 'Femke Ooms',
      asker: who('Femke Ooms'),
      ...{ school: null, group: null },
    };
    expect(await requests.open(elzenmeer, NOW + 1)).toEqual([
      { ...expected, id: first, change: INVITATION, askedAt: NOW, expiresAt: NOW + WEEK },
      { ...expected, id: second, change: address, askedAt: NOW + 1, expiresAt: NOW + 1 + WEEK },
    ]);
    expect(await requests.open(zandrijk, NOW)).toEqual([]);
    // Whoever decides must know where.
    await ask({ kind: 'role', role: 'teacher', school: '99AB00', title: 'leerkracht' }, NOW + 2);
    const [group] = await opened.db.select().from(groups).where(eq(groups.name, 'Groep 6 b'));
    await ask({ kind: 'substitute', group: group!.id, day: '2027-01-12' }, NOW + 3);
    expect((await requests.open(elzenmeer, NOW + 4)).slice(2)).toMatchObject([
      { school: 'CBS Het Kompas', group: null },
      { school: 'OBS De Linde', group: 'Groep 6 b' },
    ]);
    expect(await requests.asker(first, zandrijk)).toBeNull();
  });

  test('[R-TWO-3] are one for each change, however often it is asked for', async () => {
    const id = await ask();
    expect(await ask(INVITATION, NOW + 1)).toBe(id);
    expect(await ask(INVITATION, NOW, 'Hans Willems')).not.toBe(id);
    await decide(id, 'Bas Timmer', 'refused');
    expect(await ask()).not.toBe(id);
  });

  test.each(['approved', 'refused'] as const)(
    '[R-TWO-2] are %s by another administrator of the organisation only',
    async (outcome) => {
      const id = await ask();
      for (const name of ['Femke Ooms', 'Petra van Dam', 'Karin de Graaf']) expect(await decide(id, name, outcome)).toBeNull();
      await withAdministrator('Anja Terpstra', true, async () => {
        const elsewhere = { organisation: zandrijk, by: who('Anja Terpstra'), outcome };
        expect(await requests.decide(id, elsewhere, NOW)).toBeNull();
      });
      expect(await decide(id, 'Bas Timmer', outcome)).toEqual({ person: who('Petra van Dam'), change: INVITATION });
    },
  );

  test('[R-TWO-2] an approval by whoever asked is refused by the database itself', async () => {
    const id = await ask();
    const own = opened.db
      .update(table)
      .set({ outcome: 'approved', decidedBy: who('Femke Ooms') })
      .where(eq(table.id, id));
    await expect(own).rejects.toMatchObject({ cause: { code: '23514' } });
  });

  test('[R-TWO-2] are over when whoever asked, and approved by nobody who, is no longer an administrator', async () => {
    const id = await ask();
    await withAdministrator('Bas Timmer', false, async () => {
      expect(await decide(id, 'Bas Timmer')).toBeNull();
    });
    await withAdministrator('Femke Ooms', false, async () => {
      expect(await requests.open(elzenmeer, NOW)).toEqual([]);
      expect(await decide(id, 'Bas Timmer')).toBeNull();
    });
    expect(await decide(id, 'Bas Timmer')).not.toBeNull();
  });

  test('[R-TWO-3] are withdrawn by whoever asked, and by nobody else', async () => {
    const id = await ask();
    expect(await decide(id, 'Bas Timmer', 'withdrawn')).toBeNull();
    expect(await decide(id, 'Femke Ooms', 'withdrawn')).not.toBeNull();
  });

  test.each(['approved', 'refused', 'withdrawn'] as const)('[R-TWO-3] are decided once: %s', async (outcome) => {
    const id = await ask();
    expect(await decide(id, outcome === 'withdrawn' ? 'Femke Ooms' : 'Bas Timmer', outcome)).not.toBeNull();
    expect(await decide(id, 'Bas Timmer')).toBeNull();
    expect(await decide(id, 'Femke Ooms', 'withdrawn')).toBeNull();
    expect(await requests.open(elzenmeer, NOW)).toEqual([]);
  });

  test('[R-TWO-3] of two who approve at the same time, one does', async () => {
    const id = await ask();
    await withAdministrator('Mo Benali', true, async () => {
      const both = await Promise.all([decide(id, 'Bas Timmer'), decide(id, 'Mo Benali'), decide(id, 'Bas Timmer')]);
      expect(both.filter((each) => each !== null)).toHaveLength(1);
    });
  });

  test('[R-TWO-3] wait again where what was approved could not be done', async () => {
    const id = await ask();
    await decide(id, 'Bas Timmer');
    await requests.reopen(id);
    expect(await requests.open(elzenmeer, NOW)).toHaveLength(1);
    expect(await decide(id, 'Bas Timmer')).not.toBeNull();
  });

  test('[R-TWO-3] are over after seven days, and gone when the next one is made', async () => {
    const id = await ask();
    expect(await requests.open(elzenmeer, NOW + WEEK - 1)).toHaveLength(1);
    expect(await requests.open(elzenmeer, NOW + WEEK)).toEqual([]);
    expect(await decide(id, 'Bas Timmer', 'approved', NOW + WEEK)).toBeNull();
    await ask(INVITATION, NOW + WEEK, 'Hans Willems');
    expect(await requests.asker(id, elzenmeer)).toBeNull();
  });

  test('[R-TWO-3] go with the person whom they are about', async () => {
    const [left] = await opened.db
      .insert(people)
      .values({ organisation: elzenmeer, email: 'weg@delinde.example', name: 'Sanne Weg', search: 'sanne weg' })
      .returning();
    const asked = { organisation: elzenmeer, person: left!.id, change: INVITATION, askedBy: who('Femke Ooms') };
    const id = await requests.ask(asked, NOW);
    await opened.db.delete(people).where(eq(people.id, left!.id));
    expect(await decide(id, 'Bas Timmer')).toBeNull();
  });
});
