import { describe, expect, test } from '@jest/globals';
import { madeUpPupil } from '../support/pupils.js';
import { ok, Person } from '../support/person.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';

describe('a signal for a pupil of OBS De Linde', () => {
  const context = withApp();

  const arrives = async (name: string) => {
    const person = await Person.arrives(context.app, name);
    context.leave.push(() => person.leaves());
    return person;
  };

  test('[R-SEND-1] travels from Karin to Petra to Marijke, and nobody else hears of it', async () => {
    const [karin, petra, hans, marijke] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      await arrives('Marijke Bos'),
    ];
    const bystanders = [
      await arrives('Mo Benali'),
      await arrives('Tom Vos'),
      await arrives('Wim Verhoeven'),
      await arrives('Femke Ooms'),
      await arrives('Anja Terpstra'),
    ];
    const pupil = madeUpPupil();

    const id = await karin.sends(pupil, 'linde');
    const alert = await petra.hears('signal:alert');
    expect(alert).toMatchObject({ id, as: 'contact', progress: 'waiting', openedBy: null });
    await hans.hears('signal:alert');
    await karin.hears('signal:changed', (view: { arrivedAt: number | null }) => view.arrivedAt !== null);

    expect(await petra.opens(id, LINDE)).toEqual(pupil);
    await karin.hears('signal:changed', (view: { progress: string }) => view.progress === 'opened');
    expect(await hans.hears('signal:changed', (view: { progress: string }) => view.progress === 'opened')).toMatchObject({
      openedBy: { name: 'Petra van Dam' },
    });

    await petra.passesOn(id, pupil, 'Marijke Bos');
    expect(await marijke.hears('signal:alert')).toMatchObject({ id, as: 'teacher', from: 'Petra van Dam' });
    expect(await marijke.opensCopy(id)).toEqual(pupil);
    ok(await marijke.says('signal:know', { id }));
    await karin.hears('signal:changed', (view: { progress: string }) => view.progress === 'known');

    ok(await petra.says('signal:complete', { id }));
    expect(await karin.hears('signal:gone')).toEqual({ id, as: 'sender', outcome: 'completed' });
    expect(await petra.hears('signal:gone')).toEqual({ id, as: 'opener', outcome: 'completed' });
    expect(await hans.hears('signal:gone')).toEqual({ id, as: 'contact', outcome: 'completed' });
    expect(await karin.sees(id)).toBeUndefined();
    expect(await petra.sees(id)).toBeUndefined();
    expect(await marijke.opensCopy(id)).toEqual(pupil);

    for (const bystander of bystanders) await bystander.hasHeardNothing();

    const { endsAt } = (await marijke.sees(id))!;
    await context.app.clock.goTo(endsAt - 60_000);
    await marijke.connects();
    expect(await marijke.opensCopy(id)).toEqual(pupil);
    await context.app.clock.goTo(endsAt);
    expect(await marijke.hears('signal:gone')).toEqual({ id, as: 'teacher', outcome: 'expired' });
    expect(context.app.store.size).toBe(0);
    expect(await marijke.says('copy:open', { id, device: marijke.device })).toEqual({ ok: false, code: 'unknown-signal' });
  });
});
