import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type {
  Me,
  Organisation,
  OrganisationSettings,
  RecordsListed,
  SchoolDetails,
  SessionListed,
} from '../../src/contract/index.js';
import { organisations, RecordList } from '../../src/directory/index.js';
import { administrationRecords } from '../../src/directory/schema.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { withApp } from '../support/start-app.js';

const DAY = 24 * 3_600_000;
const PHASES = { repeat: 2, amber: 5, call: 8, callBeforeBell: 15, walk: 3, choose: 5 };
const DEFAULTS = { windowMinutes: 60, cutoffMinutes: 60, stepUpMinutes: 240, approveDevices: false, phone: '', phases: PHASES };
const SENDER = { role: 'sender', school: null, title: 'leerplichtambtenaar' };

const context = withApp({ production: true });
const directory = withDirectory(context);
const id = (name: string) => context.app.personId(name);

/** An administrator, another one of the same organisation, and one of another organisation. */
let femke: Asker;
let bas: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
  bas = await Asker.signsIn(context.app, 'Bas Timmer');
});
afterEach(() => directory.db.update(organisations).set({ settings: {} }));

const elzenmeer = async () => ((await femke.asks('GET', 'me')).body as { organisation: string }).organisation;

async function elsewhere(): Promise<Asker> {
  await directory.holds('Anja Terpstra', { role: 'administrator', school: null, title: 'beheerder' });
  return Asker.signsIn(context.app, 'Anja Terpstra');
}

const recordsOf = async (asker: Asker, before?: string) =>
  (await asker.asks('GET', `records${before === undefined ? '' : `?before=${before}`}`)).body as RecordsListed;
const linesOf = async (asker: Asker) =>
  (await recordsOf(asker)).records.map(({ actor, action, object, result }) => [actor, action, object, result]);

describe('what administrators did', () => {
  test('[R-RECORD-1] is read by the organisation’s administrators, with the names of today', async () => {
    const [petra, mo, gerda] = [await id('Petra van Dam'), await id('Mo Benali'), await id('Gerda Wolters')];
    const request = await femke.mustAsk('PUT', `people/${petra}/address`, { email: 'geheim@delinde.example' });
    await femke.approves(request);
    await bas.asks('POST', `requests/${request}/refusal`);
    await bas.asks('DELETE', `people/${mo}/sessions`);
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@elzenmeer.example');
    await femke.wants('POST', `people/${sanne}/roles`, SENDER);
    await femke.asks('DELETE', `people/${sanne}`);
    await femke.asks('POST', `people/${gerda}/invitation`);
    expect(await linesOf(bas)).toEqual([
      // Somebody of another organisation has no name here, nor has who has left.
      ['Femke Ooms', 'invitation', null, 'unknown-person'],
      ['Femke Ooms', 'person-removed', null, 'done'],
      ['Femke Ooms', 'role', null, 'done'],
      ['Bas Timmer', 'sessions-ended', 'Mo Benali', 'done'],
      ['Bas Timmer', 'refusal', 'Petra van Dam', 'done'],
      ['Femke Ooms', 'approval', 'Petra van Dam', 'own-request'],
      ['Femke Ooms', 'address', 'Petra van Dam', 'asked'],
    ]);
    expect((await recordsOf(femke)).records[0]!.at).toBe(context.app.clock.now());
    expect(await recordsOf(await elsewhere())).toEqual({ records: [], more: false });
    // Nothing but ids is stored.
    const stored = JSON.stringify(await directory.db.select().from(administrationRecords));
    expect(stored).not.toMatch(/geheim|Petra|Mo B|Sanne|@/);
  });

  test('[R-RECORD-1] has the names of schools and groups, of the same organisation only', async () => {
    const organisation = await elzenmeer();
    const [group] = (await femke.asks('GET', 'groups?school=99AA00')).body as SchoolDetails['groups'];
    const record = { organisation, at: context.app.clock.now(), actor: randomUUID(), action: 'school', result: 'done' };
    const other = (await (await elsewhere()).asks('GET', 'groups?school=99DA00')).body as SchoolDetails['groups'];
    for (const object of ['99AA00', group!.id, '99DA00', other[0]!.id, organisation, 'no id'])
      await context.app.get(RecordList).add({ ...record, object });
    expect((await linesOf(femke)).map(([actor, , object]) => [actor, object])).toEqual([
      ...[null, null, null, null].map((object) => [null, object]),
      ...['Groep 1/2', 'OBS De Linde'].map((object) => [null, object]),
    ]);
  });

  test('[R-RECORD-1] comes 50 at a time, and is kept for 180 days', async () => {
    const mo = await id('Mo Benali');
    const records = context.app.get(RecordList);
    const now = context.app.clock.now();
    const organisation = await elzenmeer();
    const record = { organisation, actor: femke.person.id, action: 'address', object: mo, result: 'done' };
    const values = [180 * DAY, 180 * DAY - 1, ...Array<number>(49).fill(0)].map((ago) => ({ ...record, at: now - ago }));
    await directory.db.insert(administrationRecords).values(values);
    expect((await recordsOf(femke)).more).toBe(false);
    await records.add({ ...record, at: now });
    expect(await directory.db.$count(administrationRecords)).toBe(51);
    const first = await recordsOf(femke);
    expect([first.records.length, first.more]).toEqual([50, true]);
    expect(await recordsOf(femke, first.records[49]!.id)).toMatchObject({ records: [{ at: now - 180 * DAY + 1 }], more: false });
    for (const before of ['x', '-1', '1e3', ''])
      expect(await femke.asks('GET', `records?before=${before}`)).toEqual(refusal('malformed'));
  });

  test('[R-RECORD-1] is not lost where its record cannot be stored', async () => {
    const broken = jest.spyOn(context.app.get(RecordList), 'add').mockRejectedValue(new TypeError('of Mo Benali'));
    const mo = await id('Mo Benali');
    await femke.wants('POST', `people/${mo}/invitation`);
    expect(await femke.asks('POST', `people/${randomUUID()}/invitation`)).toEqual(refusal('unknown-person'));
    broken.mockRestore();
    expect(context.app.lines).toHaveLength(2);
    context.app.expectLog(/^{"level":"error","time":"[^"]*","error":"TypeError","msg":"a record was not stored"}\n$/);
  });
});

describe('what an organisation sets for itself', () => {
  const settingsOf = async (asker: Asker) => (await asker.asks('GET', 'organisation')).body as Organisation;
  const set = (settings: object, asker = femke) => asker.asks('PUT', 'organisation/settings', settings);
  const me = async (asker: Asker) => (await asker.asks('GET', 'me')).body as Me;
  const stored = async () => {
    const of = eq(organisations.id, await elzenmeer());
    return (await directory.db.select({ settings: organisations.settings }).from(organisations).where(of))[0]!.settings;
  };

  test('[R-SETTINGS-1] holds from the next command on, for that organisation alone', async () => {
    const settings: OrganisationSettings = {
      ...DEFAULTS,
      stepUpMinutes: 30,
      phone: '013 - 123 45 99',
      phases: { ...PHASES, call: 9 },
    };
    expect(await settingsOf(femke)).toEqual({ name: 'Regio Elzenmeer', settings: DEFAULTS, defaults: DEFAULTS });
    const token = await bas.person.token();
    expect((await set(settings)).status).toBe(204);
    expect(await settingsOf(bas)).toEqual({ name: 'Regio Elzenmeer', settings, defaults: DEFAULTS });
    const zandrijk = await elsewhere();
    expect((await settingsOf(zandrijk)).settings).toEqual(DEFAULTS);
    expect(await stored()).toEqual({ stepUpMinutes: 30, phone: '013 - 123 45 99', phases: { call: 9 } });
    const { provenUntil, phone } = (await bas.asks('GET', 'me', undefined, token)).body as Me;
    expect(provenUntil).toBe(context.app.clock.now() + 30 * 60_000);
    expect([phone, (await me(zandrijk)).phone]).toEqual(['013 - 123 45 99', null]);
    expect((await set(DEFAULTS)).status).toBe(204);
    expect((await me(bas)).phone).toBeNull();
    expect(await stored()).toEqual({});
    expect((await linesOf(femke)).slice(0, 2)).toEqual(Array(2).fill(['Femke Ooms', 'settings', null, 'done']));
  });

  test('[R-SETTINGS-1] is whole, in whole minutes within bounds, and in order', async () => {
    const { stepUpMinutes: _, ...less } = DEFAULTS;
    const phases = (changed: object) => ({ ...DEFAULTS, phases: { ...PHASES, ...changed } });
    const bad = [
      {},
      less,
      { ...DEFAULTS, more: 1 },
      { ...DEFAULTS, phases: {} },
      { ...DEFAULTS, phases: null },
      { ...DEFAULTS, approveDevices: 'no' },
      ...[null, 13, 'bel Wim', '12', '1'.repeat(30)].map((phone) => ({ ...DEFAULTS, phone })),
      ...[4, 241, 60.5, '60', null, -1].map((windowMinutes) => ({ ...DEFAULTS, windowMinutes })),
      ...[-1, 241].map((cutoffMinutes) => ({ ...DEFAULTS, cutoffMinutes })),
      ...[4, 721].map((stepUpMinutes) => ({ ...DEFAULTS, stepUpMinutes })),
      ...['repeat', 'amber', 'call', 'walk', 'choose'].flatMap((key) => [0, 61].map((value) => phases({ [key]: value }))),
      ...[-1, 61].map((callBeforeBell) => phases({ callBeforeBell })),
      ...[{ repeat: 6 }, { amber: 9 }, { more: 1 }].map(phases),
    ];
    for (const settings of bad) expect([settings, await set(settings)]).toEqual([settings, refusal('malformed')]);
    expect(await stored()).toEqual({});
    for (const edge of [
      phases({ repeat: 8, amber: 8 }),
      { ...phases({ callBeforeBell: 0 }), cutoffMinutes: 0, windowMinutes: 5 },
    ])
      expect((await set(edge)).status).toBe(204);
  });

  test('[R-SESSION-3] takes a fresh proof', async () => {
    const cookie = await context.app.session('Femke Ooms', { proven: false });
    const headers = { cookie, 'content-type': 'application/json' };
    const { token } = (await (await fetch(`${context.app.url}/v1/session/token`, { method: 'POST', headers })).json()) as {
      token: string;
    };
    const [mo, session] = [await id('Mo Benali'), randomUUID()];
    for (const [method, path, body] of [
      ['PUT', 'organisation/settings', DEFAULTS],
      ['DELETE', `people/${mo}/sessions/${session}`, undefined],
    ] as const)
      expect(await femke.asks(method, path, body, token)).toEqual(refusal('step-up-required'));
    expect(await linesOf(femke)).toEqual([
      ['Femke Ooms', 'session-ended', 'Mo Benali', 'step-up-required'],
      ['Femke Ooms', 'settings', null, 'step-up-required'],
    ]);
  });
});

describe('where somebody is signed in', () => {
  const sessionsOf = async (person: string) => (await femke.asks('GET', `people/${person}/sessions`)).body as SessionListed[];

  test('[R-ADMIN-2] is told by the day, and ended one by one', async () => {
    const mo = await id('Mo Benali');
    await context.app.session('Mo Benali', { use: 'shared' });
    const arrived = await context.arrives('Mo Benali');
    const before = await sessionsOf(mo);
    expect(before).toHaveLength(2);
    const day = { since: '2027-01-11', usedOn: '2027-01-11', label: expect.any(String) };
    for (const use of ['shared', 'own']) expect(before).toContainEqual({ id: expect.any(String), use, ...day });
    const own = before.find(({ use }) => use === 'own')!;
    expect((await femke.asks('DELETE', `people/${mo}/sessions/${own.id}`)).status).toBe(204);
    await arrived.isGone();
    expect(await sessionsOf(mo)).toEqual(before.filter(({ use }) => use === 'shared'));
    expect((await linesOf(femke))[0]).toEqual(['Femke Ooms', 'session-ended', 'Mo Benali', 'done']);
  });

  test('[R-ADMIN-1] is asked and ended of that person only', async () => {
    const [mo, gerda] = [await id('Mo Benali'), await id('Gerda Wolters')];
    await context.app.session('Gerda Wolters');
    const [own] = (await sessionsOf(femke.person.id)).map(({ id }) => id);
    for (const person of [gerda, randomUUID()]) {
      expect(await femke.asks('GET', `people/${person}/sessions`)).toEqual(refusal('unknown-person'));
      expect(await femke.asks('DELETE', `people/${person}/sessions/${own}`)).toEqual(refusal('unknown-person'));
    }
    expect((await femke.asks('DELETE', `people/${mo}/sessions/${own}`)).status).toBe(204);
    expect((await sessionsOf(femke.person.id)).map(({ id }) => id)).toContain(own);
    for (const path of [`people/${mo}/sessions/x`, `people/x/sessions/${own}`])
      expect(await femke.asks('DELETE', path)).toEqual(refusal('malformed'));
  });
});
