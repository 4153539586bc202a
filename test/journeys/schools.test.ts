import { beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { SchoolDetails, SchoolsListed } from '../../src/contract/index.js';
import { groups, people, roles, schools } from '../../src/directory/schema.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const VEER = '99AD00';
const ELSEWHERE = '99DA00';
const NONE = '99ZZ99';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const DAY = { bell: '08:30', end: '15:30' };
const FIELDS = { name: 'OBS De Eik', place: 'Elzenmeer', sector: 'po', phone: '013 - 123 45 99' };
const NEW = { code: '99XA00', ...FIELDS };
const EDITED = { ...FIELDS, hours: { 1: DAY } };

/** What only administrators can ask about a school. */
const ROUTES: [string, (code: string) => string, object?][] = [
  ['PUT', (code) => `schools/${code}`, EDITED],
  ['PUT', (code) => `schools/${code}/holidays`, { holidays: [] }],
  ['PUT', (code) => `schools/${code}/state`, { state: 'not-ready' }],
  ['DELETE', (code) => `schools/${code}`],
  ['POST', () => 'schools', NEW],
  ['POST', () => 'schools/search', { query: '' }],
];
/** And what a directeur can too. */
const SHARED: [string, (code: string) => string, object?][] = [
  ['GET', (code) => `schools/${code}`],
  ['POST', (code) => `schools/${code}/groups`, { name: 'Groep 9' }],
  ['POST', (code) => `schools/${code}/candidates`, { query: '' }],
];

const context = withApp({ production: true });
const directory = withDirectory(context, 'schools');
const id = (name: string) => context.app.personId(name);
const groupOf = async (name: string) =>
  (await directory.db.select().from(groups).where(eq(groups.name, name))).find(({ school }) => school === LINDE)!.id;

/** Everything of schools and who holds what, to see that nothing was written. */
const written = async () =>
  JSON.stringify([
    await directory.db.select().from(schools).orderBy(schools.code),
    await directory.db.select().from(roles).orderBy(roles.person, roles.role, roles.school),
    await directory.db.select().from(groups).orderBy(groups.id),
  ]);

let femke: Asker;
beforeEach(async () => {
  femke = await Asker.signsIn(context.app, 'Femke Ooms');
});

const detailsOf = async (code: string) => (await femke.asks('GET', `schools/${code}`)).body as SchoolDetails;
const kinds = ({ warnings }: SchoolDetails) => warnings.map(({ kind }) => kind);
const search = async (query: string, state?: string | null) =>
  (await femke.asks('POST', 'schools/search', { query, state })).body as SchoolsListed;

describe('schools', () => {
  test.each(['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Marijke Bos', 'Gerda Wolters'])(
    '[R-SCHOOL-1] are not for %s',
    async (name) => {
      const [asker, before] = [await Asker.signsIn(context.app, name), await written()];
      const isDirecteur = ['Hans Willems', 'Gerda Wolters'].includes(name);
      const theirs = [...ROUTES, ...(isDirecteur ? [] : SHARED)];
      const group = await groupOf('Groep 3');
      if (!isDirecteur) {
        theirs.push(['PUT', () => `groups/${group}`, { name: 'Groep 3', teachers: [] }]);
        theirs.push(['DELETE', () => `groups/${group}`]);
      }
      for (const [method, path, body] of theirs) {
        const answer = await asker.asks(method, path(LINDE), body);
        expect([method, path(LINDE), answer.status, answer.body]).toEqual([
          ...[method, path(LINDE), 403],
          expect.objectContaining({ code: 'not-allowed' }),
        ]);
        // Before anything that was sent is looked at.
        if (method !== 'GET') expect(await asker.asks(method, path('anything'), { anything: 1 })).toEqual(answer);
      }
      expect(await written()).toBe(before);
    },
  );

  test('[R-SCHOOL-1] of another organisation are as none', async () => {
    const before = await written();
    for (const [method, path, body] of [...ROUTES, ...SHARED].filter(([, path]) => path('x') !== path('y'))) {
      const none = await femke.asks(method, path(NONE), body);
      expect(none).toEqual(refusal('unknown-school'));
      for (const code of [ELSEWHERE, 'x', '99aa00', '%00']) expect(await femke.asks(method, path(code), body)).toEqual(none);
    }
    const elsewhere = (await directory.db.select().from(groups).where(eq(groups.school, ELSEWHERE)))[0]!.id;
    for (const group of [elsewhere, NOBODY]) {
      expect(await femke.asks('PUT', `groups/${group}`, { name: 'x', teachers: [] })).toEqual(refusal('unknown-group'));
      expect(await femke.asks('DELETE', `groups/${group}`)).toEqual(refusal('unknown-group'));
    }
    expect((await search('zandkorrel')).schools).toEqual([]);
    expect(await written()).toBe(before);
  });

  test('[R-SESSION-3] are changed by whoever is proven, and looked at by any administrator', async () => {
    const before = await written();
    const token = await femke.tokenOf({ proven: false });
    const group = await groupOf('Groep 3');
    for (const [method, path, body] of [...ROUTES, ...SHARED])
      if (method !== 'GET' && !/search|candidates/.test(path('')))
        expect(await femke.asks(method, path(LINDE), body, token)).toEqual(refusal('step-up-required'));
    expect(await femke.asks('PUT', `groups/${group}`, { name: 'x', teachers: [] }, token)).toEqual(refusal('step-up-required'));
    expect(await femke.asks('DELETE', `groups/${group}`, undefined, token)).toEqual(refusal('step-up-required'));
    expect((await femke.asks('GET', `schools/${LINDE}`, undefined, token)).status).toBe(200);
    expect(await written()).toBe(before);
  });

  test('[R-SCHOOL-3] are found by name, place, code and state, with how many things are wrong', async () => {
    const all = await search('');
    expect([all.total, all.states]).toEqual([6, { live: 4, testing: 1, 'not-ready': 1 }]);
    expect((await search('elzenmeer')).schools.map(({ name }) => name)).toEqual([
      'Merencollege',
      "Montessorischool 't Veer",
      'OBS De Linde',
    ]);
    expect((await search('', 'testing')).schools.map(({ code }) => code)).toEqual(['99AC00']);
    const none = await search('99ab', 'not-ready');
    expect([none.schools, none.total, none.states]).toEqual([[], 0, all.states]);
    for (const { code, contacts, warnings } of all.schools) {
      const details = await detailsOf(code);
      expect([contacts, warnings]).toEqual([details.contacts.length, details.warnings.length]);
    }
  });

  test('[R-SCHOOL-2] begin not ready, and get as far as nothing keeps them from', async () => {
    expect(await femke.asks('POST', 'schools', { ...NEW, code: LINDE })).toEqual(refusal('code-in-use'));
    expect(await femke.asks('POST', 'schools', { ...NEW, code: ELSEWHERE })).toEqual(refusal('code-in-use'));
    const added = await femke.asks('POST', 'schools', { ...NEW, phone: ' ' });
    expect(added).toMatchObject({
      status: 201,
      body: { code: '99XA00', state: 'not-ready', phone: '', groups: [], contacts: [] },
    });
    expect((added.body as SchoolDetails).hours).toEqual({ 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY });
    expect(kinds(added.body as SchoolDetails)).toEqual(['no-phone', 'no-contact']);
    const turn = (state: string) => femke.asks('PUT', 'schools/99XA00/state', { state });
    const edit = (changed: object) => femke.asks('PUT', 'schools/99XA00', { ...EDITED, ...changed });
    expect(await turn('testing')).toEqual(refusal('school-incomplete'));
    expect((await edit({ hours: {} })).status).toBe(200);
    await directory.holds('Yvonne Maas', { role: 'recipient', school: '99XA00', title: 'zorgcoördinator' });
    expect(kinds(await detailsOf('99XA00'))).toEqual(['no-hours', 'one-contact', 'never-signed-in']);
    expect(await turn('testing')).toEqual(refusal('school-incomplete'));
    expect((await edit({ name: 'OBS De Eikel' })).body).toMatchObject({ name: 'OBS De Eikel', hours: { 1: DAY } });
    expect((await search('eikel')).total).toBe(1);
    expect((await turn('testing')).body).toMatchObject({ state: 'testing' });
    // It takes part in drills: what it needs for that stays.
    for (const changed of [{ phone: '' }, { hours: {} }]) expect(await edit(changed)).toEqual(refusal('school-incomplete'));
    expect(await turn('live')).toEqual(refusal('school-incomplete'));
    await directory.holds('Sjoerd Hoekstra', { role: 'recipient', school: '99XA00', title: 'directeur' });
    expect(await turn('live')).toEqual(refusal('school-incomplete'));
    for (const name of ['Yvonne Maas', 'Sjoerd Hoekstra']) await directory.hasWaysIn(await id(name));
    expect((await turn('live')).body).toMatchObject({ state: 'live' });
    expect(kinds(await detailsOf('99XA00'))).toEqual(['no-device', 'no-device']);
    expect((await turn('not-ready')).body).toMatchObject({ state: 'not-ready' });
  });

  test('[R-SCHOOL-3] name who cannot be reached, and which group has nobody', async () => {
    const petra = await context.arrives('Petra van Dam');
    const linde = await detailsOf(LINDE);
    expect(linde.today).toBe('2027-01-11');
    expect(linde.warnings).toEqual([
      { kind: 'never-signed-in', name: 'Hans Willems' },
      { kind: 'uncovered', group: 'Groep 8', weekdays: [5] },
    ]);
    await directory.hasWaysIn(await id('Hans Willems'));
    await petra.signsOut();
    // A teacher who is one no more covers nothing.
    await directory.db.delete(roles).where(eq(roles.person, await id('Bram Peeters')));
    expect((await detailsOf(LINDE)).warnings).toEqual([
      { kind: 'never-signed-in', name: 'Petra van Dam' },
      { kind: 'no-device', name: 'Hans Willems' },
      { kind: 'uncovered', group: 'Groep 3', weekdays: [1, 2, 3, 4, 5] },
      { kind: 'uncovered', group: 'Groep 8', weekdays: [5] },
    ]);
  });

  test('[R-SCHOOL-4] have holidays that exist, as one list', async () => {
    const put = (holidays: unknown) => femke.asks('PUT', `schools/${LINDE}/holidays`, { holidays });
    const spring = { first: '2027-02-13', last: '2027-02-21', name: 'voorjaarsvakantie' };
    expect(((await put([spring])).body as SchoolDetails).holidays).toEqual([spring]);
    const bad = [
      [{ ...spring, last: '2027-02-12' }],
      [{ ...spring, first: '2027-02-30', last: '2027-03-01' }],
      [{ ...spring, name: '' }],
      [{ ...spring, more: 1 }],
      [spring, { first: '2027-02-21', last: '2027-02-22', name: 'studiedag' }],
      [spring, spring],
      'voorjaar',
      undefined,
      [null],
    ];
    for (const holidays of bad) expect([holidays, await put(holidays)]).toEqual([holidays, refusal('malformed')]);
    expect((await detailsOf(LINDE)).holidays).toEqual([spring]);
    const after = { first: '2027-02-22', last: '2027-02-22', name: 'studiedag' };
    expect(((await put([after, spring])).body as SchoolDetails).holidays).toEqual([spring, after]);
  });

  test('[R-INPUT-1] take nothing that they do not know', async () => {
    const before = await written();
    const bad: [string, string, object][] = [
      ['POST', 'schools/search', {}],
      ['POST', 'schools/search', { query: '', state: 'open' }],
      ['POST', 'schools/search', { query: 'x'.repeat(101) }],
      ...[{ code: '99xa00' }, { code: undefined }, { name: ' ' }, { name: 'a\nb' }, { place: '' }, { sector: 'hbo' }]
        .concat([{ phone: 'bel maar' }, { phone: null }, { state: 'live' }, { hours: {} }] as never[])
        .map((changed): [string, string, object] => ['POST', 'schools', { ...NEW, ...changed }]),
      ...[{ 0: DAY }, { 8: DAY }, { 1: { bell: '15:30', end: '08:30' } }, { 1: { bell: '8:30', end: '15:30' } }]
        .concat([{ 1: null }, { 1: { ...DAY, more: 1 } }, { 1: { bell: '08:30' } }, [DAY], null, 'altijd'] as never[])
        .map((hours): [string, string, object] => ['PUT', `schools/${LINDE}`, { ...EDITED, hours }]),
      ['PUT', `schools/${LINDE}`, FIELDS],
      ['PUT', `schools/${LINDE}/state`, { state: 'open' }],
      ['POST', `schools/${LINDE}/groups`, { name: '' }],
      ['POST', `schools/${LINDE}/groups`, { name: 'x'.repeat(61) }],
      ['POST', `schools/${LINDE}/candidates`, {}],
      ...[
        { person: 'x', weekdays: [1] },
        { person: NOBODY, weekdays: [] },
        { person: NOBODY, weekdays: [0] },
      ]
        .concat([
          { person: NOBODY, weekdays: [1, 1] },
          { person: NOBODY, weekdays: ['1'] },
        ] as never[])
        .map((teacher): [string, string, object] => ['PUT', `groups/${NOBODY}`, { name: 'Groep 3', teachers: [teacher] }]),
      ['PUT', 'groups/three', { name: 'Groep 3', teachers: [] }],
    ];
    for (const [method, path, body] of bad) {
      const answer = await femke.asks(method, path, body);
      expect([path, body, answer]).toEqual([path, body, refusal('malformed')]);
    }
    expect(await written()).toBe(before);
  });

  test('[R-SCHOOL-5] go with roles and groups, at once; their people stay, and the contacts are told', async () => {
    const ton = await context.arrives('Ton Schipper');
    expect((await ton.says('drill:schools', {})).ok).toBe(true);
    expect((await femke.asks('DELETE', `schools/${VEER}`)).status).toBe(204);
    await ton.isGone();
    expect(await directory.rolesOf(ton.id)).toEqual([]);
    expect(await directory.db.$count(groups, eq(groups.school, VEER))).toBe(0);
    expect(await directory.db.$count(people, eq(people.id, await id('Linda Brouwer')))).toBe(1);
    expect(await directory.told('Ton Schipper')).toEqual([{ change: 'school-removed', about: "Montessorischool 't Veer" }]);
    for (const name of ['Linda Brouwer', 'Petra van Dam', 'Femke Ooms']) expect(await directory.told(name)).toEqual([]);
    expect(await femke.asks('GET', `schools/${VEER}`)).toEqual(refusal('unknown-school'));
  });

  test('[R-SCHOOL-6] have groups with teachers of their own, several on one day', async () => {
    const added = await femke.asks('POST', `schools/${LINDE}/groups`, { name: ' Groep 9 ' });
    expect(added).toMatchObject({ status: 201, body: { name: 'Groep 9', teachers: [] } });
    expect(await femke.asks('POST', `schools/${LINDE}/groups`, { name: 'Groep 9' })).toEqual(refusal('name-in-use'));
    const group = (added.body as { id: string }).id;
    const put = (teachers: object[], name = 'Groep 9') => femke.asks('PUT', `groups/${group}`, { name, teachers });
    const [tom, marijke] = [await id('Tom Vos'), await id('Marijke Bos')];
    const both = [
      { person: tom, weekdays: [1, 2, 3] },
      { person: marijke, weekdays: [3, 4, 5] },
    ];
    expect((await put(both)).body).toEqual({ id: group, name: 'Groep 9', teachers: both });
    for (const name of ['Jeroen Mulder', 'Hans Willems', 'Karin de Graaf', 'Kim de Boer'])
      expect(await put([...both, { person: await id(name), weekdays: [1] }])).toEqual(refusal('unknown-teacher'));
    expect(await put([{ person: NOBODY, weekdays: [1] }])).toEqual(refusal('unknown-teacher'));
    expect(await put([], 'Groep 3')).toEqual(refusal('name-in-use'));
    const stored = (await detailsOf(LINDE)).groups.find(({ id: one }) => one === group)!;
    expect(stored.teachers).toHaveLength(2);
    expect(stored.teachers).toEqual(expect.arrayContaining(both));
    expect((await femke.asks('DELETE', `groups/${group}`)).status).toBe(204);
    expect(await femke.asks('DELETE', `groups/${group}`)).toEqual(refusal('unknown-group'));
  });

  test('[R-ADMIN-3] are recorded by their codes and ids, with no name, number or place', async () => {
    const group = await groupOf('Groep 3');
    context.app.records.splice(0);
    await femke.asks('POST', 'schools', NEW);
    await femke.asks('POST', 'schools', NEW);
    await femke.asks('PUT', 'schools/99XA00', EDITED);
    await femke.asks('PUT', 'schools/99XA00/holidays', { holidays: [] });
    await femke.asks('PUT', 'schools/99XA00/state', { state: 'live' });
    await femke.asks('POST', 'schools/99XA00/groups', { name: 'Groep Geheim' });
    await femke.asks('PUT', `groups/${group}`, { name: 'Groep Geheim', teachers: [] });
    await femke.asks('DELETE', `groups/${group}`);
    await femke.asks('DELETE', 'schools/99XA00');
    await femke.asks('DELETE', 'schools/Robin%20Oefenkind');
    const lines = context.app.records.splice(0);
    const records = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(records.map(({ msg, object, result }) => [msg, object, result])).toEqual([
      ['school-added', '99XA00', 'done'],
      ['school-added', '99XA00', 'code-in-use'],
      ['school', '99XA00', 'done'],
      ['holidays', '99XA00', 'done'],
      ['school-state', '99XA00', 'school-incomplete'],
      ['group', '99XA00', 'done'],
      ['group', group, 'done'],
      ['group-removed', group, 'done'],
      ['school-removed', '99XA00', 'done'],
    ]);
    expect(lines.join('')).not.toMatch(/Eik|Geheim|013|Elzenmeer|Robin/);
  });
});
