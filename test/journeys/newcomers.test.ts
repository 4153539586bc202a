import { beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { NotReadyList, PersonFound } from '../../src/contract/index.js';
import { devices, invitations, people, sessions } from '../../src/directory/schema.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { withApp } from '../support/start-app.js';

const SANNE = { name: 'Sanne Nieuw', email: 'sanne.nieuw@delinde.example' };
const RECIPIENT = { role: 'recipient', school: '99AA00', title: 'intern begeleider' } as const;
const SENDER = { role: 'sender', school: null, title: 'leerplichtambtenaar' } as const;

const context = withApp({ production: true });
const directory = withDirectory(context);
const id = (name: string) => context.app.personId(name);

let femke: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
});

const notReady = async (query = '', asker = femke) =>
  (await asker.asks('POST', 'people/not-ready', { query })).body as NotReadyList;
const how = async (query: string) => (await notReady(query)).people.map(({ name, why }) => `${name}: ${why}`);
const inDirectory = () => directory.db.$count(people);

describe('somebody new', () => {
  test('[R-ADMIN-5] is added by one administrator, is found at once, and may do nothing yet', async () => {
    context.app.records.splice(0);
    const { status, body } = await femke.asks('POST', 'people', { name: ' Sanne Niéuw ', email: ' Sanne.Nieuw@DeLinde.example' });
    const added = body as PersonFound;
    const nothing = { roles: [], passkeys: 0, accounts: 0, sessions: 0, invitation: null };
    expect({ status, added }).toEqual({ status: 201, added: { ...nothing, ...SANNE, name: 'Sanne Niéuw', id: added.id } });
    expect((await femke.asks('POST', 'people/search', { query: 'nieuw delinde' })).body).toEqual([added]);
    expect(await directory.rolesOf(added.id)).toEqual([]);
    // The role is what takes two.
    await femke.mustAsk('POST', `people/${added.id}/roles`, RECIPIENT);
    expect(await directory.rolesOf(added.id)).toEqual([]);
    const [line] = context.app.records;
    expect(JSON.parse(line!)).toMatchObject({ msg: 'person-added', actor: femke.person.id, object: added.id, result: 'done' });
    expect(context.app.records.join('')).not.toMatch(/Sanne|@/);
  });

  test('[R-ADMIN-5] takes an address that is nobody’s, of whichever organisation', async () => {
    const before = await inDirectory();
    for (const email of ['petra.vandam@delinde.example', 'Gerda.Wolters@dezandkorrel.example'])
      expect(await femke.asks('POST', 'people', { ...SANNE, email })).toEqual(refusal('address-in-use'));
    const both = await Promise.all([femke.asks('POST', 'people', SANNE), femke.asks('POST', 'people', SANNE)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await inDirectory()).toBe(before + 1);
  });

  test('[R-ADMIN-5] is what was described, added by a proven administrator; else nothing is written', async () => {
    const before = await inDirectory();
    const bad = [
      {},
      { name: SANNE.name },
      { email: SANNE.email },
      { ...SANNE, role: 'administrator' },
      { ...SANNE, id: await id('Petra van Dam') },
      ...['', '  ', '-', 'Sanne 2', 'Sanne\u0000', 'Sanne\nNieuw', '<b>Sanne</b>', 'x'.repeat(101), 7, null, ['Sanne']].map(
        (name) => ({
          ...SANNE,
          name,
        }),
      ),
      ...['sanne', 'Sanne <sanne@delinde.example>', 'sänne@delinde.example', 7, null].map((email) => ({ ...SANNE, email })),
    ];
    for (const body of bad) expect([body, await femke.asks('POST', 'people', body)]).toEqual([body, refusal('malformed')]);
    expect(await femke.asks('POST', 'people/not-ready', { query: 1 })).toEqual(refusal('malformed'));
    for (const name of ['Karin de Graaf', 'Petra van Dam', 'Marijke Bos']) {
      const asker = await Asker.signsIn(context.app, name);
      for (const path of ['people', 'people/not-ready'])
        expect(await asker.asks('POST', path, { anything: 1 })).toEqual(refusal('not-allowed'));
    }
    await directory.db.update(sessions).set({ provenAt: null });
    expect(await femke.asks('POST', 'people', SANNE)).toEqual(refusal('step-up-required'));
    expect(await inDirectory()).toBe(before);
  });
});

describe('who is not ready yet', () => {
  test('[R-ADMIN-6] has a role, and has never signed in or has no device that can read', async () => {
    const { total } = await notReady();
    const sanne = await directory.joins(SANNE.name, SANNE.email);
    expect(await how('sanne')).toEqual([]);
    await directory.db.update(people).set({ search: 'sanne nieuw' }).where(eq(people.id, sanne));
    await femke.asks('POST', `people/${sanne}/roles`, SENDER);
    expect(await how('sanne')).toEqual(['Sanne Nieuw: never-signed-in']);
    expect((await notReady()).total).toBe(total + 1);
    // Who only sends is reached by nobody.
    await directory.hasWaysIn(sanne);
    expect(await how('sanne')).toEqual([]);
    const tom = await id('Tom Vos');
    expect(await how('tom vos')).toEqual(['Tom Vos: never-signed-in']);
    await directory.hasWaysIn(tom);
    expect(await how('tom vos')).toEqual(['Tom Vos: no-device']);
    await context.app.session('Tom Vos');
    const [session] = await directory.db.select().from(sessions).where(eq(sessions.person, tom));
    const device = {
      id: 'telephone',
      key: { kty: 'EC', crv: 'P-256', x: '', y: '' } as const,
      person: tom,
      session: session!.id,
    };
    const registers = () => directory.db.insert(devices).values({ ...device, registeredAt: 0, seenAt: 0 });
    await registers();
    expect(await how('tom vos')).toEqual([]);
    await directory.db.update(sessions).set({ use: 'board' }).where(eq(sessions.id, session!.id));
    expect(await how('tom vos')).toEqual(['Tom Vos: no-device']);
  });

  test('[R-ADMIN-6] stands by school and name, with what became of the invitation, and is of the own organisation', async () => {
    const { people: listed, total } = await notReady();
    expect(listed).toHaveLength(Math.min(100, total));
    const linde = (await notReady('linde')).people;
    for (const { roles } of linde) expect(roles.map(({ schoolName }) => schoolName)).toContain('OBS De Linde');
    // Who works at several schools stands at the first one.
    const names = linde.filter(({ roles }) => roles.every((role) => role.schoolName === 'OBS De Linde')).map(({ name }) => name);
    expect(names.length).toBeGreaterThan(3);
    expect(names).toEqual([...names].sort(new Intl.Collator('nl').compare));
    const first = listed.map(({ roles }) => roles.map(({ schoolName }) => schoolName?.toLowerCase() ?? '~').sort()[0]!);
    expect(first).toEqual([...first].sort());

    const [mo, now] = [await id('Mo Benali'), context.app.clock.now()];
    expect((await notReady('benali')).people).toEqual([
      {
        id: mo,
        name: 'Mo Benali',
        roles: [{ title: expect.any(String), schoolName: null }],
        why: 'never-signed-in',
        invitation: null,
      },
    ]);
    await femke.wants('POST', `people/${mo}/invitation`);
    expect((await notReady('benali')).people).toMatchObject([{ invitation: { state: 'open', at: now } }]);
    await directory.db.update(invitations).set({ expiresAt: now });
    expect((await notReady('benali')).people).toMatchObject([{ invitation: { state: 'expired', at: now } }]);
    for (const query of ['gerda', '%', '_']) expect(await notReady(query)).toEqual({ people: [], total: 0 });
  });
});
