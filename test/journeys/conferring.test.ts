import { beforeEach, describe, expect, test } from '@jest/globals';
import { withBystanders } from '../support/bystanders.js';
import { of, overheard, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;

describe('a teacher who wants to confer', () => {
  const context = withApp();
  withBystanders(context);
  const now = () => context.app.clock.now();
  let [karin, petra, hans, marijke, tom]: Person[] = [];

  beforeEach(async () => {
    karin = await context.arrives('Karin de Graaf');
    petra = await context.arrives('Petra van Dam');
    hans = await context.arrives('Hans Willems');
    marijke = await context.arrives('Marijke Bos');
    tom = await context.arrives('Tom Vos');
  });

  /** Petra has passed it on to Marijke and Tom, and Marijke has opened it. */
  async function passedOn() {
    const pupil = madeUpPupil();
    const id = await karin!.sends(pupil, 'linde');
    await petra!.opens(id, LINDE);
    await petra!.passesOn(id, pupil, 'Marijke Bos');
    await petra!.passesOn(id, pupil, 'Tom Vos');
    await marijke!.opensCopy(id);
    await settle(karin!, petra!, hans!, marijke!, tom!);
    return { id, pupil };
  }

  test('[R-CONFER-1] asks; whoever follows it says that they are coming; and nobody else hears of either', async () => {
    const { id } = await passedOn();
    const confer = { askedAt: now(), comingAt: null };
    ok(await marijke!.says('signal:confer', { id }));
    expect(await marijke!.hears('signal:changed')).toMatchObject({ id, as: 'teacher', confer });
    const chosen = [
      { name: 'Marijke Bos', confer },
      { name: 'Tom Vos', confer: null },
    ];
    expect(await petra!.hears('signal:changed')).toMatchObject({ id, as: 'opener', chosen });

    await context.app.clock.pass(MINUTE);
    ok(await petra!.says('signal:coming', { id, teacher: marijke!.id }));
    const coming = { ...confer, comingAt: now() };
    expect(await marijke!.hears('signal:changed')).toMatchObject({ id, confer: coming });
    expect(await petra!.hears('signal:changed')).toMatchObject({ id, chosen: [{ confer: coming }, { confer: null }] });
    expect(await overheard(id, karin!, petra!, hans!, marijke!, tom!)).toEqual([]);
    for (const other of [karin!, hans!, tom!]) expect(JSON.stringify(await other.inbox())).not.toContain('askedAt');
  });

  test('[R-CONFER-1] asked twice is asked once; asked after somebody came, they come again', async () => {
    const { id } = await passedOn();
    const askedAt = now();
    ok(await marijke!.says('signal:confer', { id }));
    await settle(petra!, marijke!);
    await context.app.clock.pass(MINUTE);
    ok(await marijke!.says('signal:confer', { id }));
    expect(await overheard(id, petra!, marijke!)).toEqual([]);
    expect(await marijke!.sees(id)).toMatchObject({ confer: { askedAt, comingAt: null } });
    for (let time = 0; time < 2; time++) ok(await petra!.says('signal:coming', { id, teacher: marijke!.id }));
    expect(await petra!.sees(id)).toMatchObject({ chosen: [{ confer: { askedAt, comingAt: now() } }, { confer: null }] });
    await context.app.clock.pass(MINUTE);
    ok(await marijke!.says('signal:confer', { id }));
    expect(await petra!.sees(id)).toMatchObject({ chosen: [{ confer: { askedAt: now(), comingAt: null } }, { confer: null }] });
  });

  test('[R-CONFER-1] only whoever has opened it asks, and only who asked is come to', async () => {
    const { id } = await passedOn();
    expect(await tom!.says('signal:confer', { id })).toEqual(refused('wrong-moment'));
    expect(await petra!.says('signal:coming', { id, teacher: marijke!.id })).toEqual(refused('wrong-moment'));
    expect(await petra!.says('signal:coming', { id, teacher: hans!.id })).toEqual(refused('unknown-teacher'));
    ok(await marijke!.says('signal:confer', { id }));
    expect(await hans!.says('signal:coming', { id, teacher: marijke!.id })).toEqual(refused('taken'));
    expect(await marijke!.sees(id)).toMatchObject({ confer: { comingAt: null } });
  });

  test('[R-CONFER-1] the question goes along with a signal that is taken over, and stays away from who takes her place', async () => {
    const { id, pupil } = await passedOn();
    const daan = await context.arrives('Daan Kuipers');
    ok(await marijke!.says('signal:confer', { id }));
    await hans!.takesOver(id, LINDE);
    expect(await hans!.sees(id)).toMatchObject({ chosen: [{ name: 'Marijke Bos', confer: { comingAt: null } }, {}] });
    expect(await petra!.says('signal:coming', { id, teacher: marijke!.id })).toEqual(refused('taken'));
    ok(await hans!.says('signal:coming', { id, teacher: marijke!.id }));
    const isComing = of(id, 'teacher', ({ confer, from }) => from === 'Hans Willems' && confer?.comingAt === now());
    await marijke!.hears('signal:changed', isComing);
    await hans!.passesOn(id, pupil, 'Daan Kuipers', marijke);
    expect(await daan.sees(id)).toMatchObject({ confer: null });
    expect(await marijke!.says('signal:confer', { id })).toEqual(refused('unknown-signal'));
    expect(await hans!.says('signal:coming', { id, teacher: marijke!.id })).toEqual(refused('unknown-teacher'));
  });

  test('[R-CONFER-1] after "wij zijn klaar" there is nobody to confer with, and the card says so', async () => {
    const { id } = await passedOn();
    expect(await marijke!.sees(id)).toMatchObject({ followed: true });
    ok(await petra!.says('signal:complete', { id }));
    expect(await marijke!.hears('signal:changed')).toMatchObject({ id, as: 'teacher', followed: false });
    expect(await marijke!.says('signal:confer', { id })).toEqual(refused('wrong-moment'));
    expect(await petra!.says('signal:coming', { id, teacher: marijke!.id })).toEqual(refused('unknown-signal'));
  });
});
