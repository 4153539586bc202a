import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LIMITS, startOf, type View } from '../../src/contract/index.js';
import { Tally } from '../../src/signals/index.js';
import { withBystanders } from '../support/bystanders.js';
import { at } from '../support/fake-clock.js';
import { Listening } from '../support/listening.js';
import { of, overheard, settle } from '../support/news.js';
import { ok, type Person, prepared, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

/** Live; testing, and with a free Friday; not ready. */
const [LINDE, WIELEWAAL, VEER] = ['99AA00', '99AC00', '99AD00'];
const MINUTE = 60_000;

// In the evening: a real signal would be for tomorrow, and quiet until then.
describe('a drill', () => {
  const context = withApp({ now: at('2027-01-11 18:00') });
  withBystanders(context, { beyondAmber: true });
  const now = () => context.app.clock.now();
  let listening: Listening;
  let [karin, mo, esther, rachid, eva, ton, petra, hans]: Person[] = [];
  const counted = () => jest.spyOn(context.app.running.app.get(Tally), 'count');

  beforeEach(async () => {
    const names = ['Karin de Graaf', 'Mo Benali', 'Esther Blom', 'Rachid Chakir', 'Eva Jansen', 'Ton Schipper'];
    listening = await Listening.start(context.app, [...names, 'Petra van Dam', 'Hans Willems']);
    context.leave.push(() => listening.leave());
    [karin, mo, esther, rachid, eva, ton, petra, hans] = [...names, 'Petra van Dam', 'Hans Willems'].map((name) =>
      listening.who(name),
    );
  });

  test('[R-DRILL-3] a testing school takes drills and no real signals, one that is not ready neither, a live one both', async () => {
    const school = async (code: string) => karin!.finds(code);
    expect([(await school(LINDE)).state, (await school(WIELEWAAL)).state, (await school(VEER)).state]).toEqual([
      ...['live', 'testing', 'not-ready'],
    ]);
    const sends = async (code: string, drill: boolean) =>
      karin!.says('signal:send', await prepared(madeUpPupil(), await school(code), drill));
    expect(await sends(WIELEWAAL, false)).toEqual(refused('school-not-live'));
    expect(await sends(VEER, false)).toEqual(refused('school-not-live'));
    expect(await sends(VEER, true)).toEqual(refused('school-not-live'));
    expect(ok(await sends(WIELEWAAL, true)).view.drill).toBe(true);
    expect(ok(await sends(LINDE, true)).view.drill).toBe(true);
    expect(ok(await sends(LINDE, false)).view.drill).toBe(false);
    // Nor does the school itself get round it.
    const [own] = ok(await ton!.says('drill:schools', {})).schools;
    const { drill: _, ...signal } = await prepared(madeUpPupil(), own!);
    expect(await ton!.says('drill:send', signal)).toEqual(refused('school-not-live'));
    await ton!.hasHeardNothing();
  });

  test('[R-DRILL-4] is heard at once, whatever the time, where a real signal is quiet until the morning', async () => {
    const real = await karin!.sends(madeUpPupil(), LINDE);
    expect(await petra!.hears('signal:changed')).toMatchObject({ id: real, drill: false, opensAt: at('2027-01-12 07:30') });
    const drill = await karin!.sends(madeUpPupil(), LINDE, { drill: true });
    for (const contact of [petra!, hans!])
      expect(await contact.hears('signal:alert')).toMatchObject({
        id: drill,
        drill: true,
        opensAt: now(),
        endsAt: now() + LIMITS.drill,
      });
    expect(await overheard(real, hans!)).toMatchObject([{ event: 'signal:changed' }]);
  });

  test('[R-DRILL-4] is gone after an hour, wherever it has come to', async () => {
    const pupil = madeUpPupil();
    const [waits, passedOn] = [
      await karin!.sends(madeUpPupil(), WIELEWAAL, { drill: true }),
      await karin!.sends(pupil, WIELEWAAL, { drill: true }),
    ];
    await esther!.opens(passedOn, WIELEWAAL);
    await esther!.passesOn(passedOn, pupil, 'Eva Jansen');
    const people = [karin!, mo!, esther!, rachid!, eva!];
    await context.app.clock.pass(LIMITS.drill - 1);
    for (const person of people) {
      await person.hears('session:ending');
      await person.connects();
      await settle(person);
    }
    expect(await esther!.sees(waits)).toMatchObject({ as: 'contact', drill: true });
    await context.app.clock.pass(1);
    const gone = (id: string, as: View['as']) => ({ event: 'signal:gone', payload: { id, as, outcome: 'expired' } });
    for (const person of people) await person.inbox();
    for (const person of people) expect(person.heard.map((heard) => heard.event)).toEqual(person.heard.map(() => 'signal:gone'));
    expect(karin!.heard).toEqual(expect.arrayContaining([gone(waits, 'sender'), gone(passedOn, 'sender')]));
    expect(esther!.heard).toEqual(expect.arrayContaining([gone(waits, 'contact'), gone(passedOn, 'opener')]));
    expect(eva!.heard).toEqual([gone(passedOn, 'teacher')]);
    for (const person of people) expect(JSON.stringify(await person.inbox())).not.toMatch(`${waits}|${passedOn}`);
  });

  test('[R-DRILL-2] [R-COUNT-7] says that it is one in every view of every role, and is not counted', async () => {
    const count = counted();
    const pupil = madeUpPupil();
    const id = await karin!.sends(pupil, WIELEWAAL, { drill: true });
    await context.app.clock.pass(5 * MINUTE);
    await esther!.opens(id, WIELEWAAL);
    await rachid!.takesOver(id, WIELEWAAL);
    await rachid!.passesOn(id, pupil, 'Eva Jansen');
    expect(await eva!.opensCopy(id)).toEqual(pupil);
    ok(await eva!.says('signal:know', { id }));
    const views: View[] = [];
    for (const person of [karin!, mo!, esther!, rachid!, eva!]) {
      views.push(...(await person.inbox()).views, ...person.heard.map(({ payload }) => payload as View));
      const frames = listening.framesOf(person.name).filter((frame) => frame.includes(id) && frame.includes('"drill"'));
      expect(frames.length).toBeGreaterThan(0);
      expect(views.filter((view) => view.id === id && view.drill !== true)).toEqual([]);
    }
    const roles = new Set(views.filter((view) => view.id === id).map(({ as }) => as));
    expect([...roles].sort()).toEqual(['colleague', 'contact', 'opener', 'sender', 'teacher']);
    // For the result: "jullie waren klaar in ...".
    for (const contact of [esther!, rachid!]) {
      const view = (await contact.sees(id)) as Extract<View, { as: 'contact' | 'opener' }>;
      expect(view.knownAt! - startOf(view)).toBe(5 * MINUTE);
    }
    ok(await rachid!.says('signal:complete', { id }));
    expect(count).not.toHaveBeenCalled();
    // The control: a real one is.
    const real = await karin!.sends(madeUpPupil(), LINDE);
    ok(await karin!.says('signal:withdraw', { id: real }));
    expect(count.mock.calls.map(([{ kind }]) => kind)).toEqual(['sent', 'withdrawn']);
    count.mockRestore();
  });

  test('[R-DRILL-1] of the school itself takes its whole course there, and no municipality hears of it', async () => {
    const count = counted();
    const pupil = madeUpPupil();
    const id = await esther!.startsDrill(pupil, WIELEWAAL);
    for (const contact of [esther!, rachid!])
      expect(await contact.hears('signal:alert')).toMatchObject({ id, as: 'contact', drill: true });
    await context.app.clock.pass(6 * MINUTE);
    expect(await rachid!.opens(id, WIELEWAAL)).toEqual(pupil);
    await rachid!.passesOn(id, pupil, 'Eva Jansen');
    expect(await eva!.hears('signal:alert', of(id, 'teacher'))).toMatchObject({ drill: true, from: 'Rachid Chakir' });
    await eva!.opensCopy(id);
    ok(await eva!.says('signal:know', { id }));
    expect(await esther!.sees(id)).toMatchObject({ as: 'contact', progress: 'known', knownAt: now() });
    const course = { sender: karin!, school: WIELEWAAL, contact: rachid!, teacher: eva! };
    await listening.cannotTell(['Karin de Graaf', 'Mo Benali', 'Petra van Dam'], id, course, 'known');
    ok(await rachid!.says('signal:complete', { id }));
    expect(await eva!.opensCopy(id)).toEqual(pupil);
    for (const person of [karin!, mo!, ton!, petra!]) {
      expect(JSON.stringify(await person.inbox())).not.toContain(id);
      expect(listening.framesOf(person.name).join('\n')).not.toContain(id);
    }
    expect(count).not.toHaveBeenCalled();
    count.mockRestore();
  });

  test('[R-DRILL-1] of the school itself: of its own schools only, once however often it is sent, by whichever contact', async () => {
    const { schools } = ok(await petra!.says('drill:schools', {}));
    expect(schools.map(({ code }) => code).sort()).toEqual(['99AA00', '99AB00']);
    const linde = schools.find(({ code }) => code === LINDE)!;
    const { drill: _, ...signal } = await prepared(madeUpPupil(), linde);
    for (const contact of [petra!, hans!, petra!]) expect(ok(await contact.says('drill:send', signal)).missing).toEqual([]);
    expect(await overheard(signal.id, hans!)).toHaveLength(1);
    expect(await esther!.says('drill:send', signal)).toEqual(refused('unknown-school'));
    expect(await karin!.says('drill:send', signal)).toEqual(refused('not-allowed'));
    // Under its id no sender gets a signal through, nor a school a drill that is a sender's.
    for (const drill of [true, false])
      expect(await karin!.says('signal:send', { ...signal, drill })).toEqual(refused('id-in-use'));
    const sent = await prepared(madeUpPupil(), await karin!.finds(LINDE), true);
    ok(await karin!.says('signal:send', sent));
    expect(await karin!.says('signal:send', { ...sent, drill: false })).toEqual(refused('id-in-use'));
    const { drill: __, ...theirs } = sent;
    expect(await petra!.says('drill:send', theirs)).toEqual(refused('id-in-use'));
  });
});

// School is out for a week: the next bell is further away than a real signal may be.
describe('a drill in the holidays', () => {
  const context = withApp({ now: at('2027-02-12 17:00') });

  test('[R-DRILL-4] is heard at once, from a sender and from the school itself, where a real signal is too far away', async () => {
    const karin = await context.arrives('Karin de Graaf');
    const wim = await context.arrives('Wim Verhoeven');
    const hans = await context.arrives('Hans Willems');
    const now = context.app.clock.now();
    const kompas = await karin.finds('99AB00');
    expect(await karin.says('signal:send', await prepared(madeUpPupil(), kompas, false))).toEqual(refused('too-far'));
    const holiday = { drill: true, opensAt: now, bellAt: at('2027-02-22 08:30'), endsAt: now + LIMITS.drill };
    const ids = [await karin.sends(madeUpPupil(), '99AB00', { drill: true }), await wim.startsDrill(madeUpPupil(), '99AB00')];
    for (const id of ids) expect(await wim.hears('signal:alert', of(id, 'contact'))).toMatchObject({ id, ...holiday });
    await hans.hasHeardNothing();
  });
});
