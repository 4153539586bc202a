import { beforeAll, describe, expect, test } from '@jest/globals';
import type { View } from '../../src/contract/index.js';
import { withBystanders } from '../support/bystanders.js';
import { at } from '../support/fake-clock.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';

/** Hours later: the token has ended, and the socket with it; the page comes back by itself. */
async function comeBack(...people: Person[]): Promise<void> {
  for (const person of people) {
    await person.hears('session:ending');
    await person.connects();
  }
}

// The tests walk through one school year: each begins on a day of its own, later than the one before.
describe('a signal, and the end of its school day', () => {
  const context = withApp({ now: at('2026-10-23 18:00') });
  withBystanders(context, { beyondAmber: true });
  const { arrives } = context;
  const goTo = (local: string) => context.app.clock.goTo(at(local));

  let idle: number;
  beforeAll(() => {
    idle = context.app.clock.armed;
  });

  /** Nothing is held and nothing is armed any more: as it is when nobody has ever sent anything. */
  const nothingIsLeft = async (...people: Person[]) => {
    expect(context.app.store.size).toBe(0);
    // Every socket has a timer of its own, for its token.
    for (const person of people) person.leaves();
    for (let turn = 0; turn < 100 && context.app.clock.armed > idle; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      // That they have left is told a little later.
      await context.app.clock.pass(5_000);
    }
    expect(context.app.clock.armed).toBe(idle);
  };

  const weekends = [
    { change: 'the winter', friday: '2026-10-23', monday: '2026-10-26', endsAt: '2026-10-26T14:30:00Z' },
    { change: 'no', friday: '2027-01-08', monday: '2027-01-11', endsAt: '2027-01-11T14:30:00Z' },
    { change: 'the summer', friday: '2027-03-26', monday: '2027-03-29', endsAt: '2027-03-29T13:30:00Z' },
  ];
  test.each(weekends)(
    '[R-DIR-3] sent on a Friday evening, with $change time change in between: quiet, Monday morning loud, gone at 15:30',
    async ({ friday, monday, endsAt }) => {
      await goTo(`${friday} 19:00`);
      const [karin, petra, hans] = [
        await arrives('Karin de Graaf'),
        await arrives('Petra van Dam'),
        await arrives('Hans Willems'),
      ];
      const bystanders = [await arrives('Marijke Bos'), await arrives('Wim Verhoeven'), await arrives('Gerda Wolters')];
      const pupil = madeUpPupil();
      const id = await karin.sends(pupil, 'linde');
      for (const contact of [petra, hans]) {
        expect(await contact.hears('signal:changed')).toMatchObject({ id, as: 'contact', progress: 'waiting' });
        expect((await contact.inbox()).views).toMatchObject([{ id }]);
        await contact.hasHeardNothing();
      }
      expect(await karin.sees(id)).toMatchObject({ arrivedAt: null, opensAt: at(`${monday} 07:30`), endsAt: Date.parse(endsAt) });
      for (const bystander of bystanders) await bystander.hasHeardNothing();

      await goTo(`${monday} 07:29`);
      await comeBack(petra, hans, ...bystanders);
      const later = await arrives('Karin de Graaf'); // Friday's session lasted a working day
      await petra.hasHeardNothing();
      await goTo(`${monday} 07:30`);
      for (const contact of [petra, hans]) expect(await contact.hears('signal:alert')).toMatchObject({ id, as: 'contact' });
      const arrived = (view: View) => view.as === 'sender' && view.arrivedAt === at(`${monday} 07:30`);
      await later.hears('signal:changed', arrived);
      for (const bystander of bystanders) await bystander.hasHeardNothing();

      await goTo(`${monday} 08:00`);
      await comeBack(petra, hans, later);
      expect(await petra.opens(id, LINDE)).toEqual(pupil);

      await goTo(`${monday} 15:29`);
      await comeBack(petra, hans, later, ...bystanders);
      const mo = await arrives('Mo Benali');
      expect(await petra.sees(id)).toMatchObject({ as: 'opener', endsAt: Date.parse(endsAt) });
      expect(await hans.sees(id)).toMatchObject({ as: 'contact' });
      await goTo(`${monday} 15:30`);
      const outcome = 'expired';
      expect(await later.hears('signal:gone')).toEqual({ id, as: 'sender', outcome });
      expect(await petra.hears('signal:gone')).toEqual({ id, as: 'opener', outcome });
      expect(await hans.hears('signal:gone')).toEqual({ id, as: 'contact', outcome });
      expect(await mo.hears('signal:gone')).toEqual({ id, as: 'colleague', outcome });
      for (const bystander of bystanders) await bystander.hasHeardNothing();
      expect(await petra.says('signal:open', { id, device: petra.device })).toEqual({ ok: false, code: 'unknown-signal' });
      await nothingIsLeft(karin, petra, hans, later, mo, ...bystanders);
    },
  );

  test('[R-END-1] nobody opened it: whoever is there is told at the end of the day, colleagues from amber on as well', async () => {
    await goTo('2027-03-30 08:00');
    const [karin, mo, petra, anja] = [
      await arrives('Karin de Graaf'),
      await arrives('Mo Benali'),
      await arrives('Petra van Dam'),
      await arrives('Anja Terpstra'),
    ];
    const id = await karin.sends(madeUpPupil(), 'linde');
    await goTo('2027-03-30 15:29');
    await comeBack(karin, mo, petra, anja);
    expect(await mo.sees(id)).toMatchObject({ as: 'colleague', progress: 'waiting' });
    expect(await petra.sees(id)).toMatchObject({ as: 'contact', progress: 'waiting' });
    await goTo('2027-03-30 15:30');
    expect(await karin.hears('signal:gone')).toEqual({ id, as: 'sender', outcome: 'expired' });
    expect(await mo.hears('signal:gone')).toEqual({ id, as: 'colleague', outcome: 'expired' });
    expect(await petra.hears('signal:gone')).toEqual({ id, as: 'contact', outcome: 'expired' });
    await anja.hasHeardNothing();
    await nothingIsLeft(karin, mo, petra, anja);
  });

  test('[R-END-2] on a short Wednesday, the card of a teacher stays after "wij zijn klaar", and is gone at 12:30', async () => {
    await goTo('2027-03-31 08:00');
    const [karin, petra, hans, marijke, tom] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Marijke Bos'),
      await arrives('Tom Vos'),
    ];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    await petra.opens(id, LINDE);
    await petra.passesOn(id, pupil, 'Marijke Bos');
    await marijke.opensCopy(id);
    ok(await petra.says('signal:complete', { id }));
    for (const person of [karin, petra, hans]) expect(await person.hears('signal:gone')).toMatchObject({ outcome: 'completed' });

    await goTo('2027-03-31 12:29');
    for (const person of [karin, petra, hans]) person.heard.length = 0;
    for (const person of [karin, petra, hans, tom]) await person.connects();
    tom.heard.length = 0;
    await comeBack(marijke);
    expect(await marijke.opensCopy(id)).toEqual(pupil);
    for (const person of [karin, petra, hans]) expect(await person.inbox()).toMatchObject({ views: [], gone: [] });
    await goTo('2027-03-31 12:30');
    expect(await marijke.hears('signal:gone')).toEqual({ id, as: 'teacher', outcome: 'expired' });
    expect(await marijke.says('copy:open', { id, device: marijke.device })).toEqual({ ok: false, code: 'unknown-signal' });
    expect(await marijke.inbox()).toMatchObject({ views: [], gone: [] });
    for (const person of [karin, petra, hans, tom]) await person.hasHeardNothing();
    await nothingIsLeft(karin, petra, hans, marijke, tom);
  });

  test('[R-END-1] what became of it is told to whoever comes back later that day, and the day after not even that', async () => {
    await goTo('2027-04-06 08:00');
    const [karin, petra, hans, marijke] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Marijke Bos'),
    ];
    const pupil = madeUpPupil();
    const withdrawn = await karin.sends(pupil, 'linde');
    const returned = await karin.sends(madeUpPupil(), 'linde');
    await petra.opens(withdrawn, LINDE);
    await petra.passesOn(withdrawn, pupil, 'Marijke Bos');
    await petra.opens(returned, LINDE);
    for (const person of [hans, marijke]) person.leaves();
    ok(await petra.says('signal:return', { id: returned }));
    petra.leaves();
    ok(await karin.says('signal:withdraw', { id: withdrawn }));
    karin.leaves();

    await goTo('2027-04-06 12:00');
    const outcome = 'withdrawn';
    for (const person of [karin, petra, hans, marijke]) await person.connects();
    expect(await karin.inbox()).toMatchObject({
      views: [{ id: returned, as: 'sender', progress: 'returned', returnedAt: at('2027-04-06 08:00') }],
      gone: [{ id: withdrawn, as: 'sender', outcome }],
    });
    expect(await petra.inbox()).toMatchObject({ views: [], gone: [{ id: withdrawn, as: 'opener', outcome }] });
    expect(await marijke.inbox()).toMatchObject({ views: [], gone: [{ id: withdrawn, as: 'teacher', outcome }] });
    expect(await hans.inbox()).toMatchObject({ views: [], gone: [] });

    await goTo('2027-04-06 15:30');
    expect(context.app.store.size).toBe(0);
    await goTo('2027-04-07 08:00');
    const nextDay = await arrives('Karin de Graaf');
    for (const person of [petra, hans, marijke]) await person.connects();
    for (const person of [nextDay, petra, hans, marijke]) expect(await person.inbox()).toMatchObject({ views: [], gone: [] });
    await nothingIsLeft(karin, petra, hans, marijke, nextDay);
  });
});
