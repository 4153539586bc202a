import { beforeEach, describe, expect, test } from '@jest/globals';
import { withBystanders } from '../support/bystanders.js';
import { Listening } from '../support/listening.js';
import { overheard, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;

describe('calling the parents', () => {
  const context = withApp();
  withBystanders(context, { beyondAmber: true });
  const now = () => context.app.clock.now();
  let listening: Listening;
  let [karin, mo, petra, hans, marijke, lotte]: Person[] = [];

  beforeEach(async () => {
    const names = ['Karin de Graaf', 'Mo Benali', 'Petra van Dam', 'Hans Willems', 'Marijke Bos', 'Lotte Hendriks', 'Tom Vos'];
    listening = await Listening.start(context.app, names);
    context.leave.push(() => listening.leave());
    [karin, mo, petra, hans, marijke, lotte] = names.map((name) => listening.who(name));
  });

  /** Followed by Petra, with Marijke and Lotte, who share the group; seen by Mo, since it was amber before it was opened. */
  async function passedOn() {
    const pupil = madeUpPupil();
    const id = await karin!.sends(pupil, 'linde');
    await context.app.clock.pass(5 * MINUTE);
    await petra!.opens(id, LINDE);
    for (const teacher of [marijke!, lotte!]) {
      await petra!.passesOn(id, pupil, teacher.name);
      await teacher.opensCopy(id);
    }
    await settle(karin!, mo!, petra!, hans!, marijke!, lotte!);
    return { id, pupil };
  }

  const by = (person: Person, informedAt: number | null = null) => ({ person: person.id, name: person.name, informedAt });

  /** Each of them has been told this, once. */
  async function hear(id: string, parents: object, ...people: Person[]): Promise<void> {
    for (const person of people) expect(await person.hears('signal:changed')).toMatchObject({ id, parents });
    expect(await overheard(id, karin!, mo!, petra!, hans!, marijke!, lotte!)).toEqual([]);
  }

  test('[R-PARENT-1] is known by the teachers and by whoever follows it, and by nobody else in any frame', async () => {
    const { id } = await passedOn();
    ok(await petra!.says('signal:parents', { id, person: marijke!.id }));
    await hear(id, by(marijke!), petra!, marijke!, lotte!);
    await context.app.clock.pass(MINUTE);
    ok(await marijke!.says('copy:informed', { id }));
    await hear(id, by(marijke!, now()), petra!, marijke!, lotte!);
    for (const person of [karin!, mo!, hans!, listening.who('Tom Vos')]) {
      expect((await person.inbox()).me.person).toBe(person.id);
      expect(listening.framesOf(person.name).join('\n')).not.toMatch(/parents|informed/);
    }
    for (const person of [karin!, mo!, hans!]) expect(await person.sees(id)).toMatchObject({ id });
  });

  test('[R-PARENT-1] another person starts anew, also after the parents knew', async () => {
    const { id } = await passedOn();
    ok(await petra!.says('signal:parents', { id, person: marijke!.id }));
    ok(await marijke!.says('copy:informed', { id }));
    await settle(petra!, marijke!, lotte!);
    // The same again changes nothing.
    ok(await marijke!.says('copy:informed', { id }));
    ok(await petra!.says('signal:parents', { id, person: marijke!.id }));
    expect(await overheard(id, petra!, marijke!, lotte!)).toEqual([]);
    ok(await petra!.says('signal:parents', { id, person: petra!.id }));
    await hear(id, by(petra!), petra!, marijke!, lotte!);
    expect(await marijke!.says('copy:informed', { id })).toEqual(refused('wrong-moment'));
    ok(await petra!.says('signal:informed', { id }));
    await hear(id, by(petra!, now()), petra!, marijke!, lotte!);
  });

  test('[R-PARENT-1] only somebody who has a part in it calls, and only who was to call says that they know', async () => {
    const { id, pupil } = await passedOn();
    const tom = listening.who('Tom Vos');
    for (const stranger of [tom, hans!, karin!])
      expect(await petra!.says('signal:parents', { id, person: stranger.id })).toEqual(refused('unknown-teacher'));
    expect(await petra!.says('signal:informed', { id })).toEqual(refused('wrong-moment'));
    expect(await hans!.says('signal:parents', { id, person: marijke!.id })).toEqual(refused('taken'));
    ok(await petra!.says('signal:parents', { id, person: marijke!.id }));
    expect(await lotte!.says('copy:informed', { id })).toEqual(refused('wrong-moment'));
    // Whoever lets go of their copy calls nobody any more.
    await petra!.passesOn(id, pupil, 'Tom Vos', marijke);
    expect(await marijke!.says('copy:informed', { id })).toEqual(refused('unknown-signal'));
    expect(await petra!.sees(id)).toMatchObject({ parents: null });
    expect(await lotte!.sees(id)).toMatchObject({ parents: null });
  });

  test('[R-PARENT-1] it stays on the cards after "wij zijn klaar", and for whoever takes it over', async () => {
    const { id } = await passedOn();
    ok(await petra!.says('signal:parents', { id, person: lotte!.id }));
    await hans!.takesOver(id, LINDE);
    expect(await hans!.sees(id)).toMatchObject({ as: 'opener', parents: by(lotte!) });
    expect(await petra!.sees(id)).not.toHaveProperty('parents');
    ok(await hans!.says('signal:complete', { id }));
    for (const teacher of [marijke!, lotte!])
      expect(await teacher.sees(id)).toMatchObject({ followed: false, parents: by(lotte!) });
    ok(await lotte!.says('copy:informed', { id }));
    for (const teacher of [marijke!, lotte!]) expect(await teacher.sees(id)).toMatchObject({ parents: by(lotte!, now()) });
  });
});
