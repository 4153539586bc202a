import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { BatchList } from '../../src/administration/batches/batch-list.js';
import type { Batch, BatchLink, PersonFound } from '../../src/contract/index.js';
import { AskedBatches, Imports, StaffChanges } from '../../src/directory/index.js';
import { announcements, batches, groups, people, substitutes } from '../../src/directory/schema.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { batchesOf } from '../support/batches.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const TODAY = '2027-01-11';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const HOUR = 3_600_000;
const STAFF = 'e-mail;naam;schoolcode;rollen;groepen;dagen\n';
const RECIPIENT = { role: 'recipient', school: LINDE, title: 'ib' } as const;

const context = withApp({ production: true });
const directory = withDirectory(context, 'schools');
const id = (name: string) => context.app.personId(name);

/** Who tries what she may not alone. */
let femke: Asker;
/** Who is asked. */
let bas: Asker;
let own: ReturnType<typeof batchesOf>;
let second: ReturnType<typeof batchesOf>;
beforeEach(async () => {
  [femke, bas] = [await Asker.signsIn(context.app, 'Femke Ooms'), await Asker.signsIn(context.app, 'Bas Timmer')];
  [own, second] = [batchesOf(context.app, femke), batchesOf(context.app, bas)];
});
afterEach(() => void jest.restoreAllMocks());

/** But for whoever would go, where that was chosen. */
const seenBy = async (asker: typeof own, { id }: Batch) =>
  (await asker.one(id)).preview!.changes.filter(({ change }) => change !== 'removed');
const invites = async (names: string[]) => {
  const ids = await Promise.all(names.map(id));
  const { body } = await femke.asks('POST', 'batches/invitations', { people: ids });
  return own.settled((body as { id: string }).id);
};

describe('one administrator makes nobody a contact', () => {
  test('[R-IMPORT-4] of an address that is hers and was added before: whoever approves sees it', async () => {
    const asked = await own.does(await own.staff(`${STAFF}femke.too@elzenmeer.example;Ria Echt;${LINDE};directeur;;\n`));
    expect(await seenBy(second, asked)).toMatchObject([{ change: 'added', email: 'femke.too@elzenmeer.example' }]);
    // As somebody who is there she is no less seen.
    await femke.asks('POST', 'people', { name: 'Ria Echt', email: 'femke.too@elzenmeer.example' });
    expect(await seenBy(second, asked)).toMatchObject([
      { change: 'changed', label: 'Ria Echt', email: 'femke.too@elzenmeer.example', details: ['role-added'] },
    ]);
  });

  test('[R-IMPORT-4] by a name: whoever approves sees the old one and the new one', async () => {
    const asked = await own.does(await own.staff(`${STAFF}mo.benali@elzenmeer.example;Petra van Dam;${LINDE};ib;;\n`));
    expect(await seenBy(second, asked)).toMatchObject([
      { label: 'Mo Benali → Petra van Dam', email: 'mo.benali@elzenmeer.example', details: ['name', 'role-added'] },
    ]);
  });

  test('[R-IMPORT-4] by a title that says something else: whoever approves sees which role it is', async () => {
    const asked = await own.does(
      await own.staff(
        `${STAFF}a@elzenmeer.example;Ann;;beheerder (leerplichtambtenaar), zender;;\nb@delinde.example;Bo;${LINDE};"ib (leerkracht), leerkracht (Juf)";;\n`,
      ),
    );
    const titles = (await seenBy(second, asked)).map(({ roles }) => roles!.map(({ title }) => title));
    expect(titles).toEqual([
      ['leerplichtambtenaar (beheerder)', 'zender'],
      ['leerkracht (contactpersoon)', 'Juf (leerkracht)'],
    ]);
  });

  test('[R-IMPORT-4] behind a hundred others: who becomes an administrator or a contact is seen before them', async () => {
    const lines = Array.from({ length: 120 }, (_, at) => `a${at}@delinde.example;Juf;${LINDE};leerkracht;;\n`).join('');
    const hidden = `zz@delinde.example;Verstopt;${LINDE};ib;;\nzzz@elzenmeer.example;Verstopt;;beheerder;;\n`;
    const asked = await own.does(await own.staff(STAFF + lines + hidden));
    const added = await seenBy(second, asked);
    expect(added).toHaveLength(100);
    expect(added.slice(0, 3).map(({ email }) => email)).toEqual([
      'zzz@elzenmeer.example',
      'zz@delinde.example',
      'a0@delinde.example',
    ]);
  });

  test('[R-TWO-1] by an address in the moment in which an import makes somebody one', async () => {
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@delinde.example');
    const changes = context.app.get(StaffChanges);
    const address = changes.address.bind(changes);
    jest.spyOn(changes, 'address').mockImplementationOnce(async (...asked) => {
      await directory.holds('Sanne Nieuw', RECIPIENT);
      return address(...asked);
    });
    await femke.mustAsk('PUT', `people/${sanne}/address`, { email: 'femke.too@elzenmeer.example' });
    const [row] = await directory.db.select().from(people).where(eq(people.id, sanne));
    expect(row!.email).toBe('sanne.nieuw@delinde.example');
  });

  test('[R-IMPORT-8] by links for many: the contacts of their schools are told of each, and nobody of a sender', async () => {
    const asked = await own.does(await invites(['Petra van Dam', 'Marijke Bos', 'Karin de Graaf']));
    expect(await directory.told('Hans Willems')).toEqual([]);
    expect(await second.approves(asked)).toMatchObject({ state: 'done', links: 3 });
    expect(await directory.told('Hans Willems')).toEqual(
      expect.arrayContaining(['Petra van Dam', 'Marijke Bos'].map((about) => ({ change: 'invitation', about }))),
    );
    expect(await directory.told('Hans Willems')).toHaveLength(2);
    // Of whom an import adds, they are told by that.
    await directory.db.delete(announcements);
    const lines = `${STAFF}nel@delinde.example;Nel Nieuw;${LINDE};ib;;\n`;
    await second.approves(await own.does(await own.staff(lines), { invites: true }));
    expect(await directory.told('Hans Willems')).toEqual([{ change: 'import', about: 'OBS De Linde' }]);
  });
});

describe('what goes by an import', () => {
  const NIENKE = 'nienke@deproef.example;Nienke Nieuw;99QA00;leerkracht;Groep 99;\n';
  const stepsIn = async (group: string) =>
    directory.db.insert(substitutes).values({ group, person: await id('Karin de Graaf'), day: TODAY });
  const groupCalled = async (name: string) => (await directory.db.select().from(groups).where(eq(groups.name, name)))[0];

  test('[R-IMPORT-7] a group with who steps in there: they are out at once; a group that nobody had was not seen, and stays', async () => {
    const proef = { code: '99QA00', name: 'OBS De Proef', place: 'Elzenmeer', sector: 'po', phone: '' };
    expect((await femke.asks('POST', 'schools', proef)).status).toBe(201);
    await second.approves(await own.does(await own.staff(STAFF + NIENKE)));
    await directory.db.insert(groups).values({ school: '99QA00', name: 'Groep 100' });
    await stepsIn((await groupCalled('Groep 99'))!.id);
    const karin = await context.arrives('Karin de Graaf');
    const closed = new Promise<void>((resolve) => karin.socket.once('disconnect', () => resolve()));
    const batch = await own.staff(STAFF + NIENKE.replace('Groep 99', ''));
    expect(batch.preview).toMatchObject({ takesTwo: false });
    expect(await own.does(batch, { removes: true })).toMatchObject({ state: 'done' });
    await closed;
    expect(await groupCalled('Groep 99')).toBeUndefined();
    expect(await groupCalled('Groep 100')).toBeDefined();
  });

  test('[R-IMPORT-7] a school with who steps in there, and its contacts are told that it went', async () => {
    const [group] = await directory.db.select().from(groups).where(eq(groups.school, LINDE));
    await stepsIn(group!.id);
    const karin = await context.arrives('Karin de Graaf');
    const closed = new Promise<void>((resolve) => karin.socket.once('disconnect', () => resolve()));
    const header = 'VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;GEMEENTENUMMER;GEMEENTENAAM;TELEFOONNUMMER\n';
    const schools = (codes: string[]) => header + codes.map((code) => `${code};School;E;0099;E;\n`).join('');
    await own.does(await own.schools(schools([LINDE, '99AB00'])));
    await own.does(await own.schools(schools(['99AB00'])), { removes: true });
    await closed;
    expect(await directory.told('Hans Willems')).toEqual([{ change: 'school-removed', about: 'School' }]);
  });
});

describe('what a second administrator approved', () => {
  const lines = `${STAFF}nel@delinde.example;Nel Nieuw;${LINDE};ib;;\n`;
  const found = async () => (await femke.asks('POST', 'people/search', { query: 'nel nieuw' })).body as PersonFound[];

  test('[R-IMPORT-8] keeps its links for them, whatever whoever asked begins next, and however long that was ago', async () => {
    const asked = await own.does(await own.staff(lines), { invites: true });
    // Sessions end before that.
    jest.spyOn(context.app.get(AskedBatches), 'one').mockImplementationOnce(async (...which) => {
      const one = await context.app.get(AskedBatches).one(...which);
      return one && { ...one, askedAt: one.askedAt - 13 * HOUR };
    });
    const { preview } = asked;
    await bas.asks('POST', `batches/${asked.id}/approval`, { fingerprint: preview!.fingerprint });
    expect(await second.settled(asked.id)).toMatchObject({ state: 'done', links: 1 });
    await own.staff(lines);
    await second.staff(lines);
    const links = (await bas.asks('GET', `batches/${asked.id}/links`)).body as BatchLink[];
    expect(links).toMatchObject([{ email: 'nel@delinde.example' }]);
  });

  test('[R-IMPORT-6] waits to be approved anew where the server stops while it is written', async () => {
    const asked = await own.does(await own.staff(lines));
    const imports = context.app.get(Imports);
    const write = imports.write.bind(imports);
    let stopped: Promise<void> | undefined;
    jest.spyOn(imports, 'write').mockImplementationOnce((organisation, what, now, step) =>
      write(organisation, what, now, async (rows) => {
        stopped = context.app.get(BatchList).onModuleDestroy();
        await step(rows);
      }),
    );
    expect(await second.approves(asked)).toMatchObject({ state: 'cancelled' });
    await stopped;
    expect(await found()).toEqual([]);
    expect(await context.app.get(AskedBatches).open(await organisation(), context.app.clock.now())).toMatchObject([
      { id: asked.id },
    ]);
  });

  test('[R-IMPORT-4] is kept for a week, and no longer, whoever looks', async () => {
    await own.does(await own.staff(lines));
    const [asked, now] = [context.app.get(AskedBatches), context.app.clock.now()];
    expect(await asked.open(await organisation(), now + 168 * HOUR - 1)).toHaveLength(1);
    expect(await asked.open(NOBODY, now + 168 * HOUR)).toEqual([]);
    expect(await directory.db.$count(batches)).toBe(0);
  });

  test('[R-IMPORT-3] is not done where it was withdrawn meanwhile, which is nobody’s fault', async () => {
    const asked = await own.does(await own.staff(lines));
    const imports = context.app.get(Imports);
    const write = imports.write.bind(imports);
    jest.spyOn(imports, 'write').mockImplementationOnce(async (...what) => {
      const by = { organisation: await organisation(), by: femke.person.id, outcome: 'withdrawn' } as const;
      expect(await context.app.get(AskedBatches).decide(asked.id, by, context.app.clock.now())).toBe(true);
      return write(...what);
    });
    expect(await second.approves(asked)).toMatchObject({ state: 'failed' });
    expect(await found()).toEqual([]);
    expect(await bas.asks('POST', `batches/${asked.id}/approval`, { fingerprint: 'x' })).toEqual(refusal('too-late'));
  });

  const organisation = async () =>
    (await directory.db.select().from(people).where(eq(people.id, femke.person.id)))[0]!.organisation;
});
