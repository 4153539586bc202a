import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PersonFound } from '../../src/contract/index.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const SUBSTITUTE = { group: NOBODY, person: NOBODY, day: '2027-01-11' };
const PHASES = { repeat: 2, amber: 5, call: 8, callBeforeBell: 15, walk: 3, choose: 5 };
const SETTINGS = { windowMinutes: 60, cutoffMinutes: 60, stepUpMinutes: 240, approveDevices: false, phone: '', phases: PHASES };
const SENDER = { role: 'sender', school: null, title: 'leerplichtambtenaar' };

/** Everything that administrators can ask, of one person. */
const ROUTES: [string, (person: string) => string, ((person: string) => object)?][] = [
  ['POST', () => 'people/search', () => ({ query: '' })],
  ['POST', (person) => `people/${person}/invitation`],
  ['DELETE', (person) => `people/${person}/invitation`],
  ['PUT', (person) => `people/${person}/address`, () => ({ email: 'nieuw@delinde.example' })],
  ['POST', (person) => `people/${person}/roles`, () => SENDER],
  ['DELETE', (person) => `people/${person}/roles`, () => ({ role: 'recipient', school: LINDE })],
  ['DELETE', (person) => `people/${person}/sessions`],
  ['DELETE', (person) => `people/${person}/passkeys`],
  ['POST', () => 'substitutes', (person) => ({ ...SUBSTITUTE, person })],
  ['DELETE', () => 'substitutes', (person) => ({ ...SUBSTITUTE, person })],
  ['GET', () => `groups?school=${LINDE}`],
  ['GET', () => 'requests'],
  ['POST', () => `requests/${NOBODY}/approval`],
  ['POST', () => `requests/${NOBODY}/refusal`],
  ['DELETE', () => `requests/${NOBODY}`],
  ['GET', (person) => `people/${person}/sessions`],
  ['DELETE', (person) => `people/${person}/sessions/${NOBODY}`],
  ['GET', () => 'records'],
  ['GET', () => 'organisation'],
  ['PUT', () => 'organisation/settings', () => SETTINGS],
];

const context = withApp({ production: true });
const directory = withDirectory(context);
const id = (name: string) => context.app.personId(name);

let femke: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
});

describe('administration', () => {
  test.each(['Karin de Graaf', 'Petra van Dam', 'Marijke Bos', 'Anja Terpstra'])('[R-ADMIN-1] is not for %s', async (name) => {
    const asker = await Asker.signsIn(context.app, name);
    const marijke = await id('Marijke Bos');
    const before = await femke.asks('POST', 'people/search', { query: 'Marijke' });
    for (const [method, path, body] of ROUTES) {
      const answer = await asker.asks(method, path(marijke), body?.(marijke));
      expect([method, path(marijke), answer.status, answer.body]).toEqual([
        ...[method, path(marijke), 403],
        expect.objectContaining({ code: 'not-allowed' }),
      ]);
      // Before anything that was sent is looked at.
      if (method !== 'GET') expect(await asker.asks(method, path('anybody'), { anything: 1 })).toEqual(answer);
    }
    expect(await femke.asks('POST', 'people/search', { query: 'Marijke' })).toEqual(before);
  });

  test('[R-ADMIN-1] is for nobody without a token', async () => {
    for (const [method, path] of ROUTES)
      expect((await fetch(`${context.app.url}/v1/${path(NOBODY)}`, { method })).status).toBe(401);
  });

  test('[R-ADMIN-1] answers about another organisation’s people as about nobody', async () => {
    const gerda = await id('Gerda Wolters');
    for (const [method, path, body] of ROUTES.filter(([, path]) => /^(people\/x\/|substitutes)/.test(path('x')))) {
      const nobody = await femke.asks(method, path(NOBODY), body?.(NOBODY));
      expect(nobody).toEqual(refusal('unknown-person'));
      expect(await femke.asks(method, path(gerda), body?.(gerda))).toEqual(nobody);
    }
    expect((await directory.rolesOf(gerda)).length).toBe(1);
    expect((await femke.asks('POST', 'people/search', { query: 'gerda' })).body).toEqual([]);
  });

  test('[R-ADMIN-1] of another organisation’s schools there is nothing', async () => {
    expect(await femke.asks('GET', 'groups?school=99DA00')).toEqual(await femke.asks('GET', 'groups?school=99ZZ99'));
    expect(await femke.asks('GET', 'groups?school=99DA00')).toEqual(refusal('unknown-school'));
    const role = { role: 'teacher', school: '99DA00', title: 'leerkracht' };
    expect(await femke.asks('POST', `people/${await id('Tom Vos')}/roles`, role)).toEqual(refusal('unknown-school'));
    await directory.holds('Anja Terpstra', { role: 'administrator', school: null, title: 'beheerder' });
    const anja = await Asker.signsIn(context.app, 'Anja Terpstra');
    const [group] = (await anja.asks('GET', 'groups?school=99DA00')).body as { id: string }[];
    const substitute = { group: group!.id, person: await id('Tom Vos'), day: '2027-01-11' };
    expect(await femke.asks('POST', 'substitutes', substitute)).toEqual(refusal('unknown-school'));
    // Nor is one there who comes from elsewhere.
    expect(await anja.asks('POST', 'substitutes', substitute)).toEqual(refusal('unknown-person'));
  });

  test('[R-INPUT-1] takes nothing that it does not know', async () => {
    const tom = await id('Tom Vos');
    const role = { role: 'teacher', school: LINDE, title: 'leerkracht' };
    const substitute = { ...SUBSTITUTE, person: tom };
    const bad: [string, string, object][] = [
      ['POST', 'people/search', {}],
      ['POST', 'people/search', { query: 1 }],
      ['POST', 'people/search', { query: 'x'.repeat(101) }],
      ['POST', 'people/search', { query: '', more: 1 }],
      ['PUT', 'people/nobody/address', { email: 'tom@delinde.example' }],
      ...['tom', 'tom@', `${'x'.repeat(250)}@delinde.example`, 'tóm@delinde.example', 'Tom <tom@delinde.example>', 1, null].map(
        (email): [string, string, object] => ['PUT', `people/${tom}/address`, { email }],
      ),
      ...[
        { ...role, role: 'director' },
        { ...role, school: null },
        { ...role, school: '99aa00' },
        { ...role, school: undefined },
        { ...role, title: '' },
        { ...role, title: 'leer\u0000kracht' },
        { ...role, title: '<b>' },
        { ...role, title: 'x'.repeat(61) },
        { ...role, role: 'sender' },
        { ...role, person: tom },
      ].map((body): [string, string, object] => ['POST', `people/${tom}/roles`, body]),
      ...['2027-02-30', '2027-1-11', '11-01-2027', '2027-01-11T08:00Z', 20270111].map((day): [string, string, object] => [
        'POST',
        'substitutes',
        { ...substitute, day },
      ]),
      ['POST', 'substitutes', { ...substitute, group: 'Groep 3' }],
    ];
    for (const [method, path, body] of bad) {
      const answer = await femke.asks(method, path, body);
      expect([path, body, answer]).toEqual([path, body, refusal('malformed')]);
    }
    expect(await femke.asks('GET', 'groups')).toEqual(refusal('malformed'));
    expect(await femke.asks('GET', 'groups?school=99AA00&school=99AB00')).toEqual(refusal('malformed'));
    expect((await femke.asks('GET', 'requests')).body).toEqual([]);
  });
});

describe('an administrator', () => {
  const finds = async (query: string) => (await femke.asks('POST', 'people/search', { query })).body as PersonFound[];

  test('[R-ADMIN-1] finds the organisation’s people by every word of their name or address', async () => {
    const names = async (query: string) => (await finds(query)).map(({ name }) => name);
    expect(await names('AYSE kaya')).toEqual(['Ayşe Kaya']);
    expect(await names('hetkompas wim')).toEqual(['Wim Verhoeven']);
    expect(await names('wim linde')).toEqual([]);
    for (const sign of ['%', '_', "'; drop table people; --"]) expect(await names(sign)).toEqual([]);
    const first = await names('');
    expect(first).toHaveLength(20);
    expect(first).toEqual([...first].sort(new Intl.Collator('nl').compare));
    expect(first[0]).toBe('Anouk Prins');
  });

  test('[R-ADMIN-1] sees of them what they are and how they sign in, and nothing that leads in', async () => {
    const [petra, now] = [await id('Petra van Dam'), context.app.clock.now()];
    await directory.hasWaysIn(petra);
    await context.app.session('Petra van Dam');
    const found = {
      id: petra,
      name: 'Petra van Dam',
      email: 'petra.vandam@delinde.example',
      roles: [
        { role: 'recipient', school: LINDE, title: 'intern begeleider', schoolName: 'OBS De Linde' },
        { role: 'recipient', school: '99AB00', title: 'intern begeleider', schoolName: 'CBS Het Kompas' },
      ],
      passkeys: 1,
      accounts: 1,
      sessions: 1,
    };
    expect(await finds('petra')).toEqual([{ ...found, invitation: null }]);
    const { link } = (await femke.wants('POST', `people/${await id('Mo Benali')}/invitation`)) as { link: string | null };
    expect(await finds('benali')).toMatchObject([{ invitation: { state: 'open', at: now } }]);
    await directory.uses(link);
    expect(await finds('benali')).toMatchObject([{ invitation: { state: 'used', at: now } }]);
  });

  test('[R-TWO-1] does alone what is about somebody who only sends', async () => {
    const mo = await id('Mo Benali');
    const { link } = (await femke.wants('POST', `people/${mo}/invitation`)) as { link: string | null };
    expect(link).toMatch(/\/uitnodiging#[\w-]{43}$/);
    await directory.hasWaysIn(mo);
    const cookie = await context.app.session('Mo Benali');
    const done = { done: true, link: null };
    expect(await femke.wants('PUT', `people/${mo}/address`, { email: ' Mo@Elzenmeer.example ' })).toEqual(done);
    expect(await finds('benali')).toMatchObject([{ email: 'mo@elzenmeer.example', passkeys: 1, accounts: 0, sessions: 0 }]);
    expect(await directory.opens(link)).toBe('invitation-expired');
    expect((await fetch(`${context.app.url}/v1/session/token`, { method: 'POST', headers: { cookie } })).status).toBe(401);
    const sanne = await directory.joins('Sanne Nieuw', 'sanne.nieuw@elzenmeer.example');
    expect(await femke.wants('POST', `people/${sanne}/roles`, SENDER)).toEqual(done);
    expect(await femke.wants('POST', `people/${sanne}/roles`, SENDER)).toEqual(done);
    expect(await directory.rolesOf(sanne)).toEqual(['sender']);
    expect((await femke.asks('GET', 'requests')).body).toEqual([]);
  });

  test('[R-ADMIN-1] gives nobody an address that is somebody else’s', async () => {
    const email = 'Gerda.Wolters@dezandkorrel.example';
    for (const name of ['Mo Benali', 'Petra van Dam'])
      expect(await femke.asks('PUT', `people/${await id(name)}/address`, { email })).toEqual(refusal('address-in-use'));
    expect((await femke.asks('GET', 'requests')).body).toEqual([]);
  });

  test('[R-ADMIN-1] makes substitutes from today up to two weeks ahead', async () => {
    const groups = (await femke.asks('GET', `groups?school=${LINDE}`)).body as { id: string; name: string }[];
    expect(groups.map(({ name }) => name).slice(0, 3)).toEqual(['Groep 1/2', 'Groep 3', 'Groep 4']);
    const on = async (day: string) =>
      femke.asks('POST', 'substitutes', { group: groups[0]!.id, person: await id('Tom Vos'), day });
    for (const day of ['2027-01-11', '2027-01-25']) expect((await on(day)).body).toMatchObject({ done: false });
    expect(await on('2027-01-10')).toEqual(refusal('too-late'));
    for (const day of ['2027-01-26', '9999-12-31']) expect(await on(day)).toEqual(refusal('malformed'));
    const elsewhere = { group: randomUUID(), person: await id('Tom Vos'), day: '2027-01-11' };
    expect(await femke.asks('POST', 'substitutes', elsewhere)).toEqual(refusal('unknown-school'));
  });

  test('[R-ADMIN-3] is recorded: who, whom and what came of it, and no name or address', async () => {
    const bas = await Asker.signsIn(context.app, 'Bas Timmer');
    const [petra, mo] = [await id('Petra van Dam'), await id('Mo Benali')];
    context.app.records.splice(0);
    const request = await femke.mustAsk('PUT', `people/${petra}/address`, { email: 'geheim@delinde.example' });
    await femke.approves(request);
    await bas.approves(request);
    await bas.asks('DELETE', `people/${petra}/sessions`);
    await femke.wants('POST', `people/${mo}/invitation`);
    await femke.asks('POST', `people/${NOBODY}/invitation`);
    const lines = context.app.records.splice(0);
    const [f, b] = [femke.person.id, bas.person.id];
    const records = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(records.map(({ msg, actor, object, result }) => [msg, actor, object, result])).toEqual([
      ['address', f, petra, 'asked'],
      ['approval', f, request, 'own-request'],
      ['address', b, petra, 'done'],
      ['approval', b, request, 'done'],
      ['sessions-ended', b, petra, 'done'],
      ['invitation', f, mo, 'done'],
      ['invitation', f, NOBODY, 'unknown-person'],
    ]);
    expect(lines.join('')).not.toMatch(/geheim|Petra|Mo B|uitnodiging|@/);
  });
});
