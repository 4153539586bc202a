import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { OpenerView, SchoolDetails } from '../../src/contract/index.js';
import { phase } from '../../src/contract/index.js';
import { absences, groups, sessions, substitutes } from '../../src/directory/schema.js';
import { Asker, refusal, withDirectory } from '../support/administration.js';
import { withBystanders } from '../support/bystanders.js';
import { at } from '../support/fake-clock.js';
import { of, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const NOBODY = '00000000-0000-4000-8000-000000000000';
const [TODAY, TOMORROW] = ['2027-01-11', '2027-01-12'];
const away = (absent: boolean) => (news: { today: { absent: boolean } }) => news.today.absent === absent;

const context = withApp({ production: true });
withBystanders(context);
const directory = withDirectory(context, 'schools');
const id = (name: string) => context.app.personId(name);
const stored = () => directory.db.select().from(absences);
const recorded = () =>
  context.app.records
    .map((line) => JSON.parse(line) as { msg: string; actor: string; object: string; result: string })
    .filter(({ msg }) => msg.startsWith('absence'));
const groupOf = async (school: string) => (await directory.db.select().from(groups).where(eq(groups.school, school)))[0]!.id;
const detailsFor = async (asker: Asker) => (await asker.asks('GET', `schools/${LINDE}`)).body as SchoolDetails;

beforeEach(() => void context.app.records.splice(0));

describe('whoever is not there today', () => {
  test('[R-ABSENT-1] says so of themselves: their own pages know, what they said there this morning is taken back', async () => {
    const [marijke, tablet] = [await context.arrives('Marijke Bos'), await context.arrives('Marijke Bos')];
    const [petra, karin] = [await context.arrives('Petra van Dam'), await context.arrives('Karin de Graaf')];
    await directory.db.update(sessions).set({ checkedInOn: TODAY }).where(eq(sessions.person, marijke.id));
    await settle(marijke, tablet, petra, karin);
    expect((await tablet.inbox()).today).toMatchObject({ here: true, absent: false });
    for (let twice = 0; twice < 2; twice++) ok(await marijke.says('presence:absent', {}));
    for (const page of [marijke, tablet]) await page.hears('session:news', away(true));
    for (const page of [marijke, tablet]) expect((await page.inbox()).today).toMatchObject({ here: false, absent: true });
    expect(await stored()).toEqual([{ person: marijke.id, day: TODAY }]);
    await petra.hasHeardNothing();
    await karin.hasHeardNothing();
    expect(recorded()).toEqual([]);
  });

  test('[R-ABSENT-1] on a device that several people use too; not beside a blackboard, and not who works at no school', async () => {
    for (const use of ['board', null] as const) {
      const page = await context.arrives('Marijke Bos', { use });
      expect(await page.says('presence:absent', {})).toEqual(refused('not-allowed'));
    }
    for (const name of ['Karin de Graaf', 'Femke Ooms'])
      expect(await (await context.arrives(name)).says('presence:absent', {})).toEqual(refused('not-allowed'));
    expect(await stored()).toEqual([]);
    ok(await (await context.arrives('Marijke Bos', { use: 'shared' })).says('presence:absent', {}));
  });

  test('[R-ABSENT-5] is alerted all the same where they are a contact', async () => {
    const [karin, petra] = [await context.arrives('Karin de Graaf'), await context.arrives('Petra van Dam')];
    ok(await petra.says('presence:absent', {}));
    const signal = await karin.sends(madeUpPupil(), LINDE);
    await petra.hears('signal:alert', of(signal, 'contact'));
    ok(await karin.says('signal:withdraw', { id: signal }));
  });
});

describe('a directeur', () => {
  let hans: Asker;
  let marijke: Person;
  beforeEach(async () => {
    hans = await Asker.signsIn(context.app, 'Hans Willems');
    marijke = await context.arrives('Marijke Bos');
  });

  test('[R-ABSENT-2] says of her own people who is not there, and takes it back; twice is once', async () => {
    const petra = await context.arrives('Petra van Dam');
    const absence = { person: marijke.id, day: TODAY };
    for (let twice = 0; twice < 2; twice++) expect((await hans.asks('POST', 'absences', absence)).status).toBe(204);
    await marijke.hears('session:news', away(true));
    expect(await stored()).toEqual([absence]);
    expect((await hans.asks('POST', 'absences', { person: petra.id, day: TOMORROW })).status).toBe(204);
    expect((await detailsFor(hans)).absences).toEqual([
      { ...absence, name: 'Marijke Bos' },
      { person: petra.id, name: 'Petra van Dam', day: TOMORROW },
    ]);
    for (let twice = 0; twice < 2; twice++) expect((await hans.asks('DELETE', 'absences', absence)).status).toBe(204);
    await marijke.hears('session:news', away(false));
    expect(await stored()).toHaveLength(1);
    const line = { actor: hans.person.id, object: marijke.id, result: 'done' };
    expect(recorded().filter(({ object }) => object === marijke.id)).toMatchObject([
      ...Array<object>(2).fill({ msg: 'absence', ...line }),
      ...Array<object>(2).fill({ msg: 'absence-removed', ...line }),
    ]);
    expect(context.app.records.join('')).not.toMatch(/Marijke|Petra|2027-01-1/);
  });

  test('[R-ABSENT-2] has nothing to say of anybody else: as of nobody', async () => {
    const femke = await Asker.signsIn(context.app, 'Femke Ooms');
    const ask = async (asker: Asker, person: string) => [
      await asker.asks('POST', 'absences', { person, day: TODAY }),
      await asker.asks('DELETE', 'absences', { person, day: TODAY }),
    ];
    const [none, noneOfAll] = [await ask(hans, NOBODY), await ask(femke, NOBODY)];
    expect([none, noneOfAll]).toEqual(Array(2).fill(Array(2).fill(refusal('unknown-person'))));
    for (const name of ['Wim Verhoeven', 'Karin de Graaf', 'Femke Ooms', 'Gerda Wolters'])
      expect([name, await ask(hans, await id(name))]).toEqual([name, none]);
    // Who sends works at no school; of an organisation's own schools anybody.
    for (const name of ['Karin de Graaf', 'Bas Timmer', 'Gerda Wolters'])
      expect([name, await ask(femke, await id(name))]).toEqual([name, noneOfAll]);
    expect(await stored()).toEqual([]);
    for (const { status } of await ask(femke, await id('Wim Verhoeven'))) expect(status).toBe(204);
    const petra = await Asker.signsIn(context.app, 'Petra van Dam');
    expect(await ask(petra, marijke.id)).toEqual(Array(2).fill(refusal('not-allowed')));
    for (const [session, code] of [[{ use: 'board' }, 'not-allowed'] as const, [{ proven: false }, 'step-up-required'] as const])
      expect(await hans.asks('POST', 'absences', { person: marijke.id, day: TODAY }, await hans.tokenOf(session))).toEqual(
        refusal(code),
      );
    expect(await stored()).toEqual([]);
  });

  test('[R-ABSENT-2] of whoever steps in only on their day; up to two weeks ahead; and days that are over go', async () => {
    const on = (person: string, day: string) => hans.asks('POST', 'absences', { person, day });
    const jeroen = await id('Jeroen Mulder');
    await directory.db.insert(substitutes).values({ group: await groupOf(LINDE), person: jeroen, day: TOMORROW });
    expect(await on(jeroen, TODAY)).toEqual(refusal('unknown-person'));
    expect((await on(jeroen, TOMORROW)).status).toBe(204);
    expect(await on(marijke.id, '2027-01-10')).toEqual(refusal('too-late'));
    expect(await on(marijke.id, '2027-01-26')).toEqual(refusal('malformed'));
    for (const day of ['2027-02-30', 'vandaag', '']) expect(await on(marijke.id, day)).toEqual(refusal('malformed'));
    await directory.db.insert(absences).values({ person: marijke.id, day: '2027-01-08' });
    expect((await detailsFor(hans)).absences).toEqual([{ person: jeroen, name: 'Jeroen Mulder', day: TOMORROW }]);
    expect((await on(marijke.id, '2027-01-25')).status).toBe(204);
    expect((await stored()).map(({ day }) => day).sort()).toEqual([TOMORROW, '2027-01-25']);
  });
});

describe('a teacher to whom a signal was passed on', () => {
  const pupil = madeUpPupil();
  let karin: Person;
  let petra: Person;
  let hans: Asker;
  let marijke: Person;
  let tom: Person;
  let signal: string;
  beforeEach(async () => {
    [karin, petra] = [await context.arrives('Karin de Graaf'), await context.arrives('Petra van Dam')];
    [marijke, tom] = [await context.arrives('Marijke Bos'), await context.arrives('Tom Vos')];
    hans = await Asker.signsIn(context.app, 'Hans Willems');
    signal = await karin.sends(pupil, LINDE);
    await petra.opens(signal, LINDE);
  });
  afterEach(async () => void (await karin.says('signal:withdraw', { id: signal })));

  const isAway = (absent: boolean) =>
    of(signal, 'opener', ({ chosen: [one] }) => one !== undefined && (one.absentAt !== null) === absent);

  test('[R-ABSENT-4] and who is not there, is known at once to whoever follows it, who chooses somebody else', async () => {
    const colleague = await context.arrives('Hans Willems');
    await petra.passesOn(signal, pupil, 'Marijke Bos');
    await settle(karin, petra, marijke, tom, colleague);
    ok(await marijke.says('presence:absent', {}));
    const view = (await petra.hears('signal:changed', isAway(true))) as OpenerView;
    expect(phase(view, context.app.clock.now())).toBe('walk');
    await marijke.hears('session:news', away(true));
    // She has it still, in case that she is there after all.
    expect(await marijke.sees(signal)).toMatchObject({ as: 'teacher', openedAt: null });
    for (const page of [karin, marijke, tom, colleague]) await page.hasHeardNothing();
    await petra.passesOn(signal, pupil, 'Tom Vos', marijke);
    await tom.hears('signal:alert');
    await marijke.hears('signal:gone');
    expect(await petra.sees(signal)).toMatchObject({ chosen: [{ name: 'Tom Vos', absentAt: null }] });
  });

  test('[R-ABSENT-4] whoever says so: before the choice, after it, and that it was a mistake', async () => {
    const absence = { person: marijke.id, day: TODAY };
    await hans.asks('POST', 'absences', absence);
    await petra.passesOn(signal, pupil, 'Marijke Bos');
    await petra.hears('signal:changed', isAway(true));
    // As it was before that it was heard too.
    petra.heard.splice(0);
    await hans.asks('DELETE', 'absences', absence);
    await petra.hears('signal:changed', isAway(false));
    await hans.asks('POST', 'absences', { ...absence, day: TOMORROW });
    await marijke.hears('session:news', away(false));
    expect(await petra.sees(signal)).toMatchObject({ chosen: [{ absentAt: null }] });
  });

  test('[R-ABSENT-4] and has opened it, takes care of it, there or not', async () => {
    await petra.passesOn(signal, pupil, 'Marijke Bos');
    await marijke.opensCopy(signal);
    await settle(petra, marijke);
    ok(await marijke.says('presence:absent', {}));
    await marijke.hears('session:news', away(true));
    await petra.hasHeardNothing();
  });
});

describe('a day that is over', () => {
  test('[R-DIRECTEUR-3] that somebody does not step in after all is told to the contacts, once', async () => {
    const hans = await Asker.signsIn(context.app, 'Hans Willems');
    const substitute = { group: await groupOf(LINDE), person: await id('Jeroen Mulder'), day: TODAY };
    const petra = await context.arrives('Petra van Dam');
    await hans.asks('POST', 'substitutes', substitute);
    await petra.hears('session:news');
    for (let twice = 0; twice < 2; twice++) expect((await hans.asks('DELETE', 'substitutes', substitute)).status).toBe(204);
    await petra.hears('session:news');
    expect((await directory.told('Petra van Dam')).map(({ change }) => change).sort()).toEqual([
      'substitute',
      'substitute-removed',
    ]);
    await petra.hasHeardNothing();
  });

  test('[R-DIRECTEUR-3] at midnight whoever steps in that day is a teacher, and whoever stepped in is none, on open pages too', async () => {
    const group = await groupOf(LINDE);
    const [jeroen, wim, marijke] = [await id('Jeroen Mulder'), await id('Wim Verhoeven'), await id('Marijke Bos')];
    await directory.db.insert(substitutes).values([
      { group, person: jeroen, day: TODAY },
      { group, person: wim, day: TOMORROW },
    ]);
    await directory.db.insert(absences).values({ person: marijke, day: TOMORROW });
    await context.app.clock.goTo(at('2027-01-11 23:55'));
    const pages = await Promise.all(['Jeroen Mulder', 'Wim Verhoeven', 'Marijke Bos'].map((name) => context.arrives(name)));
    const atLinde = async (page: Person) => (await page.inbox()).me.roles.some(({ school }) => school === LINDE);
    expect([await atLinde(pages[0]!), await atLinde(pages[1]!)]).toEqual([true, false]);
    pages[2]!.heard.splice(0);
    await context.app.clock.goTo(at('2027-01-12 00:00'));
    for (const page of pages.slice(0, 2)) {
      await page.isGone();
      await page.connects();
    }
    expect([await atLinde(pages[0]!), await atLinde(pages[1]!)]).toEqual([false, true]);
    // Nobody else's page notices.
    await pages[2]!.hears('session:news', away(true));
    expect(pages[2]!.socket.connected).toBe(true);
  });
});
