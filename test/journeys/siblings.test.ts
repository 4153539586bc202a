import { beforeEach, describe, expect, test } from '@jest/globals';
import type { View } from '../../src/contract/index.js';
import { withBystanders } from '../support/bystanders.js';
import { settle } from '../support/news.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const [LINDE, KOMPAS] = ['99AA00', '99AB00'];

describe('three of one family at one school, and the fourth at another school of the same IB', () => {
  const context = withApp();
  withBystanders(context);
  let [karin, petra, hans, wim, marijke, tom, jeroen]: Person[] = [];
  let everybody: Person[];

  beforeEach(async () => {
    const names = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Wim Verhoeven', 'Marijke Bos', 'Tom Vos', 'Jeroen Mulder'];
    everybody = [];
    for (const name of names) everybody.push(await context.arrives(name));
    [karin, petra, hans, wim, marijke, tom, jeroen] = everybody;
  });

  /** What everybody sees of the others; signals of tests before are others, too. */
  async function others(id: string): Promise<Record<string, unknown[]>> {
    const seen: Record<string, unknown[]> = {};
    for (const person of everybody) {
      const { views, gone } = await person.inbox();
      seen[person.name] = [...views, ...gone].filter((each) => each.id !== id);
    }
    return seen;
  }

  /** Does things with one signal: of the others nobody sees anything change, or hears a word. */
  async function only(id: string, ...steps: (() => Promise<unknown>)[]): Promise<void> {
    for (const step of steps) {
      await settle(...everybody);
      const before = await others(id);
      await settle(...everybody);
      await step();
      for (const person of everybody) await person.says('session:renew', { token: await person.token() });
      const about = everybody.flatMap(({ heard }) => heard.map(({ payload }) => (payload as View).id));
      expect(new Set([...about, id])).toEqual(new Set([id]));
      expect(await others(id)).toEqual(before);
    }
  }

  test('[R-LIFE-2] what is done with one changes nothing of the others, to its end', async () => {
    const pupils = [madeUpPupil(), madeUpPupil(), madeUpPupil(), madeUpPupil()];
    const [first, second, third, fourth] = [
      await karin!.sends(pupils[0]!, 'linde'),
      await karin!.sends(pupils[1]!, 'linde'),
      await karin!.sends(pupils[2]!, 'linde'),
      await karin!.sends(pupils[3]!, 'kompas'),
    ];
    await only(second, async () => expect(await petra!.opens(second, LINDE)).toEqual(pupils[1]));
    await only(fourth, async () => expect(await petra!.opens(fourth, KOMPAS)).toEqual(pupils[3]));
    await only(first, async () => expect(await hans!.opens(first, LINDE)).toEqual(pupils[0]));
    await only(
      first,
      () => hans!.passesOn(first, pupils[0]!, 'Marijke Bos'),
      () => petra!.takesOver(first, LINDE),
      async () => expect(await marijke!.opensCopy(first)).toEqual(pupils[0]),
    );
    // The same teacher has two of them, and the same IB three.
    await only(
      second,
      () => petra!.passesOn(second, pupils[1]!, 'Marijke Bos'),
      async () => expect(await marijke!.opensCopy(second)).toEqual(pupils[1]),
      async () => ok(await marijke!.says('signal:confer', { id: second })),
      async () => ok(await petra!.says('signal:coming', { id: second, teacher: marijke!.id })),
      async () => ok(await petra!.says('signal:parents', { id: second, person: petra!.id })),
      () => petra!.passesOn(second, pupils[1]!, 'Tom Vos', marijke),
      async () => expect(await tom!.opensCopy(second)).toEqual(pupils[1]),
    );
    await only(
      fourth,
      () => petra!.passesOn(fourth, pupils[3]!, 'Jeroen Mulder'),
      () => wim!.takesOver(fourth, KOMPAS),
      async () => expect(await jeroen!.opensCopy(fourth)).toEqual(pupils[3]),
      async () => ok(await jeroen!.says('signal:know', { id: fourth })),
      async () => ok(await wim!.says('signal:complete', { id: fourth })),
    );
    await only(
      third,
      async () => ok(await karin!.says('signal:called', { id: third })),
      async () => expect(await hans!.opens(third, LINDE)).toEqual(pupils[2]),
      async () => ok(await hans!.says('signal:hand-back', { id: third })),
      async () => expect(await petra!.opens(third, LINDE)).toEqual(pupils[2]),
      async () => ok(await petra!.says('signal:return', { id: third })),
    );
    await only(first, async () => ok(await karin!.says('signal:withdraw', { id: first })));
    await only(second, async () => ok(await petra!.says('signal:complete', { id: second })));
    expect(await tom!.opensCopy(second)).toEqual(pupils[1]);
    expect(await jeroen!.opensCopy(fourth)).toEqual(pupils[3]);
  });

  test('[R-LIFE-2] each copy opens for its own signal only, and a parallel send of all mixes none of them', async () => {
    const pupils = [madeUpPupil(), madeUpPupil(), madeUpPupil()];
    const ids = await Promise.all(pupils.map((pupil) => karin!.sends(pupil, 'linde')));
    const opened = await Promise.all(ids.map((id) => petra!.opens(id, LINDE)));
    expect(opened).toEqual(pupils);
    await Promise.all(ids.map((id, at) => petra!.passesOn(id, pupils[at]!, 'Marijke Bos')));
    expect(await Promise.all(ids.map((id) => marijke!.opensCopy(id)))).toEqual(pupils);
    const wrong = await petra!.preparesCopy(ids[0]!, pupils[0]!, 'Tom Vos');
    expect(await petra!.says('signal:pass-on', { ...wrong, id: ids[1]! })).toEqual({ ok: false, code: 'malformed' });
  });
});
