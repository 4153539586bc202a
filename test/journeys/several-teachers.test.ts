import { beforeEach, describe, expect, test } from '@jest/globals';
import { atOnce } from '../support/at-once.js';
import { withBystanders } from '../support/bystanders.js';
import { of, overheard, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;

describe('several teachers, and somebody else instead', () => {
  const context = withApp();
  withBystanders(context);
  const now = () => context.app.clock.now();
  let [karin, petra, hans, marijke, lotte, tom]: Person[] = [];

  beforeEach(async () => {
    karin = await context.arrives('Karin de Graaf');
    petra = await context.arrives('Petra van Dam');
    hans = await context.arrives('Hans Willems');
    marijke = await context.arrives('Marijke Bos');
    lotte = await context.arrives('Lotte Hendriks');
    tom = await context.arrives('Tom Vos');
  });

  async function passedOnTo(...teachers: Person[]) {
    const pupil = madeUpPupil();
    const id = await karin!.sends(pupil, 'linde');
    await petra!.opens(id, LINDE);
    for (const teacher of teachers) await petra!.passesOn(id, pupil, teacher.name);
    for (const teacher of teachers) await teacher.hears('signal:alert', of(id, 'teacher'));
    await settle(karin!, petra!, hans!, marijke!, lotte!, tom!);
    return { id, pupil };
  }

  const asksForCopy = (person: Person, id: string) => person.says('copy:open', { id, device: person.device });

  test('[R-PASS-3] each has a copy of their own, and hears nothing of what the other does', async () => {
    const { id, pupil } = await passedOnTo(marijke!, lotte!);
    for (const teacher of [marijke!, lotte!]) expect(await teacher.opensCopy(id)).toEqual(pupil);
    const copies = await Promise.all([marijke!, lotte!].map((teacher) => asksForCopy(teacher, id)));
    const devices = copies.map((copy) => ok(copy).sealed.recipients.map(({ header }) => header.kid));
    expect(devices[0]!.filter((device) => devices[1]!.includes(device))).toEqual([]);
    await settle(petra!, marijke!, lotte!);

    ok(await marijke!.says('signal:know', { id }));
    await petra!.hears(
      'signal:changed',
      of(id, 'opener', ({ progress }) => progress === 'known'),
    );
    expect(await marijke!.hears('signal:changed')).toMatchObject({ id, knownAt: now() });
    expect(await overheard(id, lotte!, tom!)).toEqual([]);
    const firstAt = now();
    await context.app.clock.pass(MINUTE);
    ok(await lotte!.says('signal:know', { id }));
    expect(await petra!.sees(id)).toMatchObject({
      knownAt: firstAt,
      chosen: [
        { name: 'Marijke Bos', knownAt: firstAt },
        { name: 'Lotte Hendriks', knownAt: now() },
      ],
    });
    expect(await karin!.sees(id)).toMatchObject({ progress: 'known', knownAt: firstAt });

    // Their cards stay, each their own.
    ok(await petra!.says('signal:complete', { id }));
    for (const teacher of [marijke!, lotte!]) expect(await teacher.opensCopy(id)).toEqual(pupil);
    expect(await asksForCopy(tom!, id)).toEqual(refused('unknown-signal'));
  });

  test('[R-PASS-3] five at the most; instead of one of them a sixth', async () => {
    const more = ['Noor el Amrani', 'Bram Peeters', 'Daan Kuipers'];
    const [noor, bram, daan] = await Promise.all(more.map((name) => context.arrives(name)));
    const { id, pupil } = await passedOnTo(marijke!, lotte!, tom!, noor!, bram!);
    expect(await petra!.says('signal:pass-on', await petra!.preparesCopy(id, pupil, 'Daan Kuipers'))).toEqual(
      refused('too-many'),
    );
    expect(await overheard(id, daan!)).toEqual([]);
    await petra!.passesOn(id, pupil, 'Daan Kuipers', bram);
    expect(await daan!.opensCopy(id)).toEqual(pupil);
    expect(await bram!.hears('signal:gone')).toEqual({ id, as: 'teacher', outcome: 'reassigned' });
  });

  test.each([true, false])('[R-PASS-2] kies iemand anders: the former copy is gone, and told (opened: %s)', async (isOpened) => {
    const { id, pupil } = await passedOnTo(marijke!);
    if (isOpened) await marijke!.opensCopy(id);
    await settle(petra!, marijke!);
    await petra!.passesOn(id, pupil, 'Tom Vos', marijke);
    expect(await marijke!.hears('signal:gone')).toEqual({ id, as: 'teacher', outcome: 'reassigned' });
    expect(await tom!.hears('signal:alert')).toMatchObject({ id, as: 'teacher', from: 'Petra van Dam' });
    expect(await tom!.opensCopy(id)).toEqual(pupil);
    expect(await petra!.sees(id)).toMatchObject({ chosen: [{ name: 'Tom Vos' }] });
    expect(await marijke!.sees(id)).toBeUndefined();
    expect(await asksForCopy(marijke!, id)).toEqual(refused('unknown-signal'));
    for (const command of ['signal:know', 'signal:confer', 'copy:informed'] as const)
      expect([command, await marijke!.says(command, { id })]).toEqual([command, refused('unknown-signal')]);
    // Chosen once more, she hears it as for the first time.
    await petra!.passesOn(id, pupil, 'Marijke Bos');
    expect(await marijke!.hears('signal:alert')).toMatchObject({ id, openedAt: null, knownAt: null });
    expect(await overheard(id, lotte!)).toEqual([]);
  });

  test('[R-PASS-2] not instead of somebody who knows, nor of somebody who was never chosen', async () => {
    const { id, pupil } = await passedOnTo(marijke!);
    await marijke!.opensCopy(id);
    ok(await marijke!.says('signal:know', { id }));
    await settle(petra!, marijke!);
    for (const instead of [marijke!, lotte!, hans!])
      expect(await petra!.says('signal:pass-on', await petra!.preparesCopy(id, pupil, 'Tom Vos', instead))).toEqual(
        refused('wrong-moment'),
      );
    expect(await overheard(id, marijke!, tom!, lotte!)).toEqual([]);
    expect(await marijke!.opensCopy(id)).toEqual(pupil);
  });

  test('[R-PASS-2] the teacher says that they know at the very moment that they are replaced: one of both counts', async () => {
    for (const knowsFirst of [true, false]) {
      const { id, pupil } = await passedOnTo(marijke!);
      await marijke!.opensCopy(id);
      await settle(petra!, marijke!, tom!);
      const choice = await petra!.preparesCopy(id, pupil, 'Tom Vos', marijke);
      const knows = { says: () => marijke!.says('signal:know', { id }) };
      // Once to see who follows it, and once to pass it on.
      const replaces = { says: () => petra!.says('signal:pass-on', choice), readings: 2 };
      const answers = await atOnce(context.app.store, ...(knowsFirst ? [knows, replaces] : [replaces, knows]));
      expect(answers).toEqual(['ok', knowsFirst ? 'wrong-moment' : 'unknown-signal']);
      const progress = knowsFirst ? 'known' : 'passed-on';
      expect(await petra!.sees(id)).toMatchObject({ progress, chosen: [{ name: knowsFirst ? 'Marijke Bos' : 'Tom Vos' }] });
      expect(await karin!.sees(id)).toMatchObject({ progress });
      expect((await asksForCopy(marijke!, id)).ok).toBe(knowsFirst);
      expect((await asksForCopy(tom!, id)).ok).toBe(!knowsFirst);
    }
  });
});
