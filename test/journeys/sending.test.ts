import { beforeEach, describe, expect, test } from '@jest/globals';
import type { SenderView, View } from '../../src/contract/index.js';
import { open } from '../../src/sealed/index.js';
import { withBystanders } from '../support/bystanders.js';
import { ok, type Person, prepared } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const [LINDE, KOMPAS] = ['99AA00', '99AB00'];
const MINUTE = 60_000;

const progressed = (progress: SenderView['progress']) => (view: View) => 'progress' in view && view.progress === progress;
const arrived = (view: View) => view.as === 'sender' && view.arrivedAt !== null;
const ids = (person: Person, event: string) =>
  person.heard.filter((heard) => heard.event === event).map(({ payload }) => (payload as View).id);

describe('sending', () => {
  const context = withApp();
  withBystanders(context, { beyondAmber: true });
  const { arrives } = context;
  // Six weeks later no session and no signal of the test before is left.
  beforeEach(() => context.app.clock.pass(42 * 24 * 60 * MINUTE));

  test('[R-SEND-1] the same signal sent a hundred times at once is one signal, with one alert', async () => {
    const [karin, mo, petra, wim] = [
      await arrives('Karin de Graaf'),
      await arrives('Mo Benali'),
      await arrives('Petra van Dam'),
      await arrives('Wim Verhoeven'),
    ];
    const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
    const answers = await Promise.all(Array.from({ length: 100 }, () => karin.says('signal:send', signal)));
    expect(answers.filter((answer) => answer.ok && answer.view.id === signal.id)).toHaveLength(100);
    await karin.hears('signal:changed', arrived);
    await petra.inbox();
    expect(ids(petra, 'signal:alert')).toEqual([signal.id]);
    expect(context.app.store.size).toBe(1);

    karin.leaves();
    await karin.connects();
    expect(ok(await karin.says('signal:send', signal))).toMatchObject({ view: { id: signal.id, as: 'sender' }, missing: [] });
    const elsewhere = await prepared(madeUpPupil(), await karin.finds('kompas'), false, signal.id);
    expect(await karin.says('signal:send', elsewhere)).toEqual({ ok: false, code: 'id-in-use' });
    expect(await mo.says('signal:send', signal)).toEqual({ ok: false, code: 'id-in-use' });
    expect(ids(petra, 'signal:alert')).toEqual([signal.id]);

    ok(await karin.says('signal:withdraw', { id: signal.id }));
    expect(await karin.says('signal:send', signal)).toEqual({ ok: false, code: 'ended' });
    await wim.hasHeardNothing();
    await mo.hasHeardNothing();
  });

  test('[R-SILENT-1] siblings at two schools, sent one after the other, never mix', async () => {
    const [karin, petra, hans, wim] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Wim Verhoeven'),
    ];
    const [eldest, second, youngest] = [madeUpPupil(), madeUpPupil(), madeUpPupil()];
    const [first, other, last] = [
      await karin.sends(eldest, 'linde'),
      await karin.sends(second, 'kompas'),
      await karin.sends(youngest, 'linde'),
    ];
    for (const person of [petra, hans, wim]) await person.inbox();
    expect(ids(petra, 'signal:alert')).toEqual([first, other, last]);
    expect(ids(hans, 'signal:alert')).toEqual([first, last]);
    expect(ids(wim, 'signal:alert')).toEqual([other]);

    expect(await petra.opens(last, LINDE)).toEqual(youngest);
    expect(await hans.opens(first, LINDE)).toEqual(eldest);
    expect(await petra.opens(other, KOMPAS)).toEqual(second);
    expect(await petra.says('signal:open', { id: first, device: petra.device })).toEqual({ ok: false, code: 'taken' });
    expect(await wim.says('signal:open', { id: last, device: wim.device })).toEqual({ ok: false, code: 'unknown-signal' });

    ok(await hans.says('signal:told', { id: first }));
    ok(await petra.says('signal:return', { id: other }));
    const steps = (await karin.inbox()).views.map((view) => [view.id, 'progress' in view && view.progress]);
    expect(Object.fromEntries(steps)).toEqual({ [first]: 'known', [other]: 'returned', [last]: 'opened' });
  });

  test('[R-SEND-3] devices that came after the look-up are named, and copies for those that left are stripped', async () => {
    const [karin, petra, hans] = [await arrives('Karin de Graaf'), await arrives('Petra van Dam'), await arrives('Hans Willems')];
    const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
    expect(signal.sealed.recipients.map(({ header }) => header.kid).sort()).toEqual([petra.device, hans.device].sort());
    await hans.signsOut();
    const telephone = await arrives('Petra van Dam');

    // However often it is sent: the missing ones are those of the envelope that is there.
    for (let time = 0; time < 2; time++) expect(ok(await karin.says('signal:send', signal)).missing).toEqual([telephone.device]);
    const { sealed } = ok(await petra.says('signal:open', { id: signal.id, device: petra.device }));
    expect(sealed.recipients.map(({ header }) => header.kid)).toEqual([petra.device]);
    expect(await telephone.says('signal:open', { id: signal.id, device: telephone.device })).toEqual({
      ok: false,
      code: 'no-living-key',
    });

    const late = await prepared(madeUpPupil(), await karin.finds('linde'));
    for (const device of [petra, telephone]) await device.signsOut();
    expect(await karin.says('signal:send', late)).toEqual({ ok: false, code: 'no-living-key' });
    const again = await arrives('Hans Willems');
    expect(await karin.says('signal:send', late)).toEqual({ ok: false, code: 'stale-keys' });
    await again.hasHeardNothing();
  });

  test('[R-VIEW-1] the sender follows every step, with the minute at which it happened', async () => {
    const { clock } = context.app;
    const [karin, petra, marijke] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Marijke Bos'),
    ];
    petra.answers = false;
    const pupil = madeUpPupil();
    const start = clock.now();
    const id = await karin.sends(pupil, 'linde');
    const sent = { id, as: 'sender', sentAt: start, arrivedAt: null, openedAt: null, knownAt: null, returnedAt: null };
    expect(await karin.hears('signal:changed')).toMatchObject({ ...sent, progress: 'waiting' });
    expect(await karin.sees(id)).toMatchObject({ ...sent, progress: 'waiting' });

    await clock.pass(MINUTE);
    petra.answers = true;
    await petra.inbox();
    const hasArrived = { ...sent, arrivedAt: start + MINUTE };
    expect(await karin.hears('signal:changed')).toMatchObject({ ...hasArrived, progress: 'waiting' });

    await clock.pass(MINUTE);
    await petra.opens(id, LINDE);
    const isOpened = { ...hasArrived, openedAt: start + 2 * MINUTE };
    expect(await karin.hears('signal:changed')).toMatchObject({ ...isOpened, progress: 'opened' });

    await clock.pass(MINUTE);
    await petra.passesOn(id, pupil, 'Marijke Bos');
    expect(await karin.hears('signal:changed')).toMatchObject({ ...isOpened, progress: 'passed-on' });

    await clock.pass(MINUTE);
    await marijke.opensCopy(id);
    await clock.pass(MINUTE);
    ok(await marijke.says('signal:know', { id }));
    const isKnown = { ...isOpened, knownAt: start + 5 * MINUTE };
    expect(await karin.hears('signal:changed')).toMatchObject({ ...isKnown, progress: 'known' });
    expect(karin.heard).toEqual([]);
    expect(await petra.sees(id)).toMatchObject({
      as: 'opener',
      chosen: [{ name: 'Marijke Bos', chosenAt: start + 3 * MINUTE, openedAt: start + 4 * MINUTE, knownAt: start + 5 * MINUTE }],
    });
  });

  test('[R-SEND-4] a page that does not answer has not been reached; one that answers has', async () => {
    const { clock } = context.app;
    const [karin, petra] = [await arrives('Karin de Graaf'), await arrives('Petra van Dam')];
    petra.answers = false;
    const id = await karin.sends(madeUpPupil(), 'linde');
    await petra.hears('signal:alert');
    await clock.pass(MINUTE);
    expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });

    petra.leaves();
    petra.answers = true;
    await petra.connects();
    expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });
    expect((await petra.inbox()).views).toMatchObject([{ id, as: 'contact' }]);
    expect(await petra.hears('signal:alert')).toMatchObject({ id });
    expect(await karin.hears('signal:changed', arrived)).toMatchObject({ id, arrivedAt: clock.now() });

    await petra.inbox();
    expect(ids(petra, 'signal:alert')).toEqual([]);
  });

  test('[R-SEND-4] a teacher has been reached when their page has answered, and not before', async () => {
    const { clock } = context.app;
    const [karin, petra, marijke] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Marijke Bos'),
    ];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    await petra.opens(id, LINDE);
    marijke.leaves();
    await petra.passesOn(id, pupil, 'Marijke Bos');
    expect(await petra.sees(id)).toMatchObject({ chosen: [{ arrivedAt: null, openedAt: null }] });
    await clock.pass(MINUTE);
    await marijke.connects();
    await marijke.inbox();
    await marijke.hears('signal:alert');
    await petra.hears('signal:changed', (view: View) => view.as === 'opener' && view.chosen[0]?.arrivedAt === clock.now());
  });

  const stages = ['waiting', 'reserved', 'opened', 'passed-on', 'known'] as const;
  test.each(stages)('[R-SILENT-2] withdrawn while %s: everybody who saw it is told, and nobody else', async (stage) => {
    const [karin, petra, hans, marijke, ...bystanders] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Marijke Bos'),
      await arrives('Mo Benali'),
      await arrives('Tom Vos'),
      await arrives('Wim Verhoeven'),
    ];
    const has = (step: (typeof stages)[number]) => stages.indexOf(stage) >= stages.indexOf(step);
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    if (has('reserved')) ok(await petra.says('signal:open', { id, device: petra.device }));
    if (has('opened')) ok(await petra.says('signal:read', { id }));
    if (has('passed-on')) await petra.passesOn(id, pupil, 'Marijke Bos');
    if (has('known')) {
      await marijke.opensCopy(id);
      ok(await marijke.says('signal:know', { id }));
    }

    ok(await karin.says('signal:withdraw', { id }));
    const outcome = 'withdrawn';
    expect(await karin.hears('signal:gone')).toEqual({ id, as: 'sender', outcome });
    expect(await petra.hears('signal:gone')).toEqual({ id, as: has('opened') ? 'opener' : 'contact', outcome });
    expect(await hans.hears('signal:gone')).toEqual({ id, as: 'contact', outcome });
    if (has('passed-on')) expect(await marijke.hears('signal:gone')).toEqual({ id, as: 'teacher', outcome });
    else await marijke.hasHeardNothing();
    for (const bystander of bystanders) await bystander.hasHeardNothing();
    for (const person of [karin, petra, hans, marijke]) {
      expect(await person.sees(id)).toBeUndefined();
      expect(ids(person, 'signal:gone')).toEqual([]);
    }
    expect(ok(await karin.says('signal:withdraw', { id }))).toEqual({ ok: true });
    expect(await petra.says('signal:read', { id })).toEqual({ ok: false, code: 'unknown-signal' });
  });

  test('[R-VIEW-4] colleagues who saw it from amber on are told as well that it was withdrawn', async () => {
    const [karin, mo, petra, anja] = [
      await arrives('Karin de Graaf'),
      await arrives('Mo Benali'),
      await arrives('Petra van Dam'),
      await arrives('Anja Terpstra'),
    ];
    const id = await karin.sends(madeUpPupil(), 'linde');
    await context.app.clock.pass(5 * MINUTE);
    expect(await mo.sees(id)).toMatchObject({ as: 'colleague', school: { code: LINDE }, progress: 'waiting' });
    expect(await mo.says('signal:withdraw', { id })).toEqual({ ok: false, code: 'unknown-signal' });
    ok(await karin.says('signal:withdraw', { id }));
    expect(await mo.hears('signal:gone')).toEqual({ id, as: 'colleague', outcome: 'withdrawn' });
    expect(await petra.hears('signal:gone')).toEqual({ id, as: 'contact', outcome: 'withdrawn' });
    await anja.hasHeardNothing();
  });

  test('[R-END-1] "niet bij ons": the sender is told and finds it after a reload; the school has nothing left', async () => {
    const [karin, mo, petra, hans, marijke] = [
      await arrives('Karin de Graaf'),
      await arrives('Mo Benali'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Marijke Bos'),
    ];
    const id = await karin.sends(madeUpPupil(), 'linde');
    await petra.opens(id, LINDE);
    await context.app.clock.pass(MINUTE);
    ok(await petra.says('signal:return', { id }));
    const returned = { id, as: 'sender', progress: 'returned', returnedAt: context.app.clock.now() };
    expect(await karin.hears('signal:changed', progressed('returned'))).toMatchObject(returned);
    expect(await petra.hears('signal:gone')).toEqual({ id, as: 'opener', outcome: 'returned' });
    expect(await hans.hears('signal:gone')).toEqual({ id, as: 'contact', outcome: 'returned' });
    for (const bystander of [mo, marijke]) await bystander.hasHeardNothing();

    karin.leaves();
    await karin.connects();
    expect(await karin.sees(id)).toMatchObject(returned);
    expect(ids(karin, 'signal:gone')).toEqual([]);
    for (const contact of [petra, hans]) {
      const { views, gone } = await contact.inbox();
      expect([...views, ...gone].filter((each) => each.id === id)).toEqual([]);
    }
    expect(await petra.says('signal:open', { id, device: petra.device })).toEqual({ ok: false, code: 'unknown-signal' });
  });

  test('[R-LIFE-1] told in person: the sender reads that it is known, without a teacher having been named', async () => {
    const [karin, petra, hans, marijke] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Marijke Bos'),
    ];
    const { clock } = context.app;
    const id = await karin.sends(madeUpPupil(), 'linde');
    await petra.opens(id, LINDE);
    await clock.pass(MINUTE);
    ok(await petra.says('signal:told', { id }));
    expect(await karin.hears('signal:changed', progressed('known'))).toMatchObject({ id, knownAt: clock.now() });
    expect(await hans.hears('signal:changed', progressed('known'))).toMatchObject({ id, as: 'contact' });
    await clock.pass(MINUTE);
    ok(await petra.says('signal:told', { id }));
    expect(await petra.sees(id)).toMatchObject({ toldAt: clock.now() - MINUTE, chosen: [] });
    expect(karin.heard.filter(({ payload }) => progressed('known')(payload as View))).toEqual([]);
    await marijke.hasHeardNothing();
  });
});

describe('a store that holds two signals', () => {
  const context = withApp({ env: { CAPACITY: '2' } });
  withBystanders(context, { beyondAmber: true });

  test('[R-STORE-2] says that it is full, keeps what it has, and has room again the day after', async () => {
    const { app, arrives } = context;
    const [karin, petra] = [await arrives('Karin de Graaf'), await arrives('Petra van Dam')];
    const school = await karin.finds('linde');
    const pupils = [madeUpPupil(), madeUpPupil(), madeUpPupil()];
    const signals = await Promise.all(pupils.map((pupil) => prepared(pupil, school)));
    const answers = [];
    for (const signal of signals) answers.push(await karin.says('signal:send', signal));
    expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: false, code: 'busy' }]);
    expect(ok(await karin.says('signal:send', signals[0]!)).view.id).toBe(signals[0]!.id);
    await petra.inbox();
    expect(ids(petra, 'signal:alert')).toEqual([signals[0]!.id, signals[1]!.id]);
    const { sealed } = ok(await petra.says('signal:open', { id: signals[1]!.id, device: petra.device }));
    expect(await open(sealed, signals[1]!.id, { school: LINDE }, petra.device, petra.key)).toEqual(pupils[1]);

    const { endsAt } = (await karin.sees(signals[0]!.id))!;
    await app.clock.goTo(endsAt);
    expect(app.store.size).toBe(0);
    // The proof of this morning is too old by now.
    const again = await arrives('Karin de Graaf');
    expect(ok(await again.says('signal:send', signals[2]!)).view.bellAt).toBeGreaterThan(endsAt);
  });
});
