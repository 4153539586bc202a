import { beforeEach, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import type { Candidate, SchoolDetails } from '../../src/contract/index.js';
import { groups, roles, substitutes } from '../../src/directory/schema.js';
import { Endings } from '../../src/identity/index.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { at } from '../support/fake-clock.js';
import { of } from '../support/news.js';
import { ok } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const KOMPAS = '99AB00';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const TODAY = '2027-01-11';

const context = withApp({ production: true });
const directory = withDirectory(context, 'schools');
const id = (name: string) => context.app.personId(name);
const groupOf = async (school: string) => (await directory.db.select().from(groups).where(eq(groups.school, school)))[0]!.id;
const stepIn = () => directory.db.select().from(substitutes);

/** The directeur of OBS De Linde. */
let hans: Asker;
let group: string;
beforeEach(async () => {
  hans = await Asker.signsIn(context.app, 'Hans Willems');
  group = await groupOf(LINDE);
});

describe('a directeur', () => {
  test('[R-DIRECTEUR-1] edits the groups of her own school', async () => {
    const { teachers, groups: all } = (await hans.asks('GET', `schools/${LINDE}`)).body as SchoolDetails;
    expect([teachers.length, all.length]).toEqual([9, 8]);
    const added = await hans.asks('POST', `schools/${LINDE}/groups`, { name: 'Plusgroep' });
    const path = `groups/${(added.body as { id: string }).id}`;
    const teaching = [{ person: await id('Tom Vos'), weekdays: [5] }];
    expect((await hans.asks('PUT', path, { name: 'Plusklas', teachers: teaching })).body).toMatchObject({ teachers: teaching });
    expect((await hans.asks('DELETE', path)).status).toBe(204);
  });

  test('[R-DIRECTEUR-1] has nothing to say elsewhere: as where there is no school and no group', async () => {
    const kompas = await groupOf(KOMPAS);
    const substitute = { person: await id('Tom Vos'), day: TODAY };
    for (const code of [KOMPAS, '99DA00', '99ZZ99']) {
      expect(await hans.asks('GET', `schools/${code}`)).toEqual(refusal('unknown-school'));
      expect(await hans.asks('POST', `schools/${code}/groups`, { name: 'x' })).toEqual(refusal('unknown-school'));
      expect(await hans.asks('POST', `schools/${code}/candidates`, { query: '' })).toEqual(refusal('unknown-school'));
    }
    for (const other of [kompas, NOBODY]) {
      expect(await hans.asks('PUT', `groups/${other}`, { name: 'x', teachers: [] })).toEqual(refusal('unknown-group'));
      expect(await hans.asks('DELETE', `groups/${other}`)).toEqual(refusal('unknown-group'));
      expect(await hans.asks('POST', 'substitutes', { ...substitute, group: other })).toEqual(refusal('unknown-group'));
      expect(await hans.asks('DELETE', 'substitutes', { ...substitute, group: other })).toEqual(refusal('unknown-group'));
    }
    expect(await directory.db.$count(groups, eq(groups.school, KOMPAS))).toBe(3);
    expect(await stepIn()).toEqual([]);
  });

  test.each([
    ['intern begeleider', 'recipient', 403],
    ['Adjunct-Directeur', 'recipient', 200],
    // A word is no role.
    ['directeur', 'teacher', 403],
  ] as const)('[R-DIRECTEUR-1] is told by the title of a contact: %s, %s', async (title, role, status) => {
    await directory.db.delete(roles).where(eq(roles.person, await id('Tom Vos')));
    await directory.holds('Tom Vos', { role, school: LINDE, title });
    const tom = await Asker.signsIn(context.app, 'Tom Vos');
    expect((await tom.asks('GET', `schools/${LINDE}`)).status).toBe(status);
  });

  test('[R-DIRECTEUR-1] is none any more from the moment that the title goes', async () => {
    const path = `schools/${LINDE}`;
    expect((await hans.asks('GET', path)).status).toBe(200);
    const hers = and(eq(roles.person, hans.person.id), eq(roles.school, LINDE));
    await directory.db.update(roles).set({ title: 'intern begeleider' }).where(hers);
    expect(await hans.asks('GET', path)).toEqual(refusal('not-allowed'));
    expect(await hans.asks('POST', 'substitutes', { group, person: await id('Tom Vos'), day: TODAY })).toEqual(
      refusal('not-allowed'),
    );
  });

  test('[R-DIRECTEUR-1] changes nothing on a device that a class looks at, or without a proof', async () => {
    const substitute = { group, person: await id('Tom Vos'), day: TODAY };
    for (const [session, code] of [
      [{ use: 'board' }, 'not-allowed'] as const,
      [{ proven: false }, 'step-up-required'] as const,
    ]) {
      const theirs = await hans.tokenOf(session);
      expect(await hans.asks('POST', 'substitutes', substitute, theirs)).toEqual(refusal(code));
      expect(await hans.asks('DELETE', 'substitutes', substitute, theirs)).toEqual(refusal(code));
      expect(await hans.asks('DELETE', `groups/${group}`, undefined, theirs)).toEqual(refusal(code));
    }
    expect(await stepIn()).toEqual([]);
  });

  test('[R-DIRECTEUR-2] finds who may step in by name: of the school, and teachers elsewhere', async () => {
    const find = async (query: string) => (await hans.asks('POST', `schools/${LINDE}/candidates`, { query })).body as Candidate[];
    const first = await find('');
    expect(first).toHaveLength(20);
    expect(first.slice(0, 11).every(({ schoolName }) => schoolName === 'OBS De Linde')).toBe(true);
    expect(await find('wim')).toEqual([
      { person: await id('Wim Verhoeven'), name: 'Wim Verhoeven', title: 'leerkracht', schoolName: 'CBS Het Kompas' },
    ]);
    expect(await find('petra')).toMatchObject([{ title: 'intern begeleider', schoolName: 'OBS De Linde' }]);
    // Neither who holds no such role, nor another organisation's, nor by an address.
    for (const query of ['karin', 'femke', 'esther', 'gerda', 'kim', 'hetkompas', 'example', '%'])
      expect(await find(query)).toEqual([]);
  });

  test('[R-DIRECTEUR-2] sets a substitute from elsewhere, who can be chosen for a signal at once', async () => {
    const jeroen = await context.arrives('Jeroen Mulder');
    const substitute = { group, person: jeroen.id, day: TODAY };
    expect((await hans.asks('POST', 'substitutes', substitute)).body).toEqual({ done: true, link: null });
    // What he may do is something else now: his page connects anew.
    await jeroen.isGone();
    await jeroen.connects();
    expect((await hans.asks('POST', 'substitutes', substitute)).body).toEqual({ done: true, link: null });
    for (const name of ['Petra van Dam', 'Hans Willems'])
      expect(await directory.told(name)).toEqual([{ change: 'substitute', about: 'Jeroen Mulder' }]);
    expect(((await hans.asks('GET', `schools/${LINDE}`)).body as SchoolDetails).substitutes).toEqual([
      { ...substitute, name: 'Jeroen Mulder' },
    ]);

    const [petra, karin] = [await context.arrives('Petra van Dam'), await context.arrives('Karin de Graaf')];
    const pupil = madeUpPupil();
    const signal = await karin.sends(pupil, LINDE);
    await petra.opens(signal, LINDE);
    const [teacher] = (await petra.listsTeachers(signal)).filter(({ person }) => person === jeroen.id);
    expect(teacher).toMatchObject({ title: 'invaller', groups: [{ today: true }], reach: 'now' });
    // Whom he stands in for no more cannot be chosen.
    expect((await hans.asks('DELETE', 'substitutes', substitute)).status).toBe(204);
    expect((await petra.listsTeachers(signal)).some(({ person }) => person === jeroen.id)).toBe(false);
    expect(await stepIn()).toEqual([]);
  });

  test('[R-DIRECTEUR-2] sets nobody else, and not for another day', async () => {
    const on = (person: string, day = TODAY) => hans.asks('POST', 'substitutes', { group, person, day });
    for (const name of ['Karin de Graaf', 'Femke Ooms', 'Esther Blom', 'Kim de Boer', 'Gerda Wolters'])
      expect(await on(await id(name))).toEqual(refusal('unknown-teacher'));
    expect(await on(NOBODY)).toEqual(refusal('unknown-teacher'));
    const tom = await id('Tom Vos');
    expect(await on(tom, '2027-01-10')).toEqual(refusal('too-late'));
    expect(await on(tom, '2027-01-26')).toEqual(refusal('malformed'));
    expect(await stepIn()).toEqual([]);
    expect(await directory.told('Petra van Dam')).toEqual([]);
    expect((await on(tom, '2027-01-25')).status).toBe(200);
  });

  test('[R-DIRECTEUR-2] for an administrator it stays a request to a second one', async () => {
    const femke = await Asker.signsIn(context.app, 'Femke Ooms');
    await femke.mustAsk('POST', 'substitutes', { group, person: await id('Tom Vos'), day: TODAY });
    expect(await stepIn()).toEqual([]);
  });

  test('[R-DIRECTEUR-2] a group that goes takes its substitutes’ part with it', async () => {
    const jeroen = await context.arrives('Jeroen Mulder');
    await hans.asks('POST', 'substitutes', { group, person: jeroen.id, day: TODAY });
    expect((await hans.asks('DELETE', `groups/${group}`)).status).toBe(204);
    const [petra, karin] = [await context.arrives('Petra van Dam'), await context.arrives('Karin de Graaf')];
    const signal = await karin.sends(madeUpPupil(), LINDE);
    await petra.opens(signal, LINDE);
    expect((await petra.listsTeachers(signal)).some(({ person }) => person === jeroen.id)).toBe(false);
  });

  test('[R-OPEN-5] who steps in tomorrow keeps the copy of this evening, whatever else changes of them', async () => {
    await context.app.clock.goTo(at('2027-01-11 19:00'));
    const jeroen = await context.arrives('Jeroen Mulder');
    const tomorrow = { group, person: jeroen.id, day: '2027-01-12' };
    await directory.db.insert(substitutes).values(tomorrow);
    const [petra, karin] = [await context.arrives('Petra van Dam'), await context.arrives('Karin de Graaf')];
    const pupil = madeUpPupil();
    const signal = await karin.sends(pupil, LINDE);
    await petra.opens(signal, LINDE);
    await petra.passesOn(signal, pupil, 'Jeroen Mulder');
    const changes = async () => {
      context.app.get(Endings).changed([jeroen.id]);
      await jeroen.isGone();
      await jeroen.connects();
    };
    await changes();
    expect(await petra.sees(signal)).toMatchObject({ chosen: [{ person: jeroen.id }] });
    await directory.db.delete(substitutes);
    await changes();
    await petra.hears(
      'signal:changed',
      of(signal, 'opener', ({ chosen }) => chosen.length === 0),
    );
    ok(await karin.says('signal:withdraw', { id: signal }));
  });
});
