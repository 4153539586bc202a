import { beforeAll, describe, expect, test } from '@jest/globals';
import type { SchoolFound } from '../../src/contract/index.js';
import { open } from '../../src/sealed/index.js';
import { atOnce } from '../support/at-once.js';
import { withBystanders } from '../support/bystanders.js';
import { ok, Person, prepared } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const ROUNDS = 200;

type Seen = { id: string; progress: string; openedBy: { name: string; at: number } | null };

describe('opening', () => {
  const context = withApp();
  withBystanders(context);
  let [karin, petra, hans, wim]: Person[] = [];
  let linde: SchoolFound;

  beforeAll(async () => {
    const arrives = (name: string) => Person.arrives(context.app, name);
    [karin, petra, hans, wim] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Hans Willems'),
      // The directeur of another school, who must never hear anything.
      await arrives('Wim Verhoeven'),
    ];
    linde = await karin.finds(LINDE);
  });

  async function send(pupil = madeUpPupil()): Promise<string> {
    const signal = await prepared(pupil, linde);
    ok(await karin!.says('signal:send', signal));
    return signal.id;
  }

  const asks = (person: Person, id: string, device = person.device) => person.says('signal:open', { id, device });

  test(`[R-OPEN-2] of two who open at the same instant one gets the copy and the other is told who, ${ROUNDS} times`, async () => {
    const won = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round++) {
      const pupil = madeUpPupil();
      const id = await send(pupil);
      const both = round % 2 === 0 ? [petra!, hans!] : [hans!, petra!];
      const answers = await Promise.all(both.map((person) => asks(person, id)));
      const at = answers.findIndex((answer) => answer.ok);
      const [winner, loser] = [both[at]!, both[1 - at]!];
      expect(answers[1 - at]).toEqual({ ok: false, code: 'taken' });
      const { sealed } = ok(answers[at]!);
      expect(await open(sealed, id, { school: LINDE }, winner.device, winner.key)).toEqual(pupil);
      const told = (await loser.hears('signal:changed', (view: Seen) => view.id === id && view.openedBy !== null)) as Seen;
      expect(told.openedBy).toEqual({ name: winner.name, at: context.app.clock.now() });
      ok(await winner.says('signal:read', { id }));
      won.set(winner.name, (won.get(winner.name) ?? 0) + 1);
    }
    expect([...won.keys()].sort()).toEqual(['Hans Willems', 'Petra van Dam']);
    await wim!.hasHeardNothing();
  });

  test('[R-OPEN-2] nor do both get it where both have read the store before either writes', async () => {
    for (let round = 0; round < 20; round++) {
      const id = await send();
      // Once their alerts have been answered, nothing else asks for this signal.
      for (const contact of [petra!, hans!]) await contact.inbox();
      const both = round % 2 === 0 ? [petra!, hans!] : [hans!, petra!];
      const answers = await atOnce(context.app.store, ...both.map((person) => ({ says: () => asks(person, id) })));
      expect([...answers].sort()).toEqual(['ok', 'taken']);
      ok(await both[answers.indexOf('ok')]!.says('signal:read', { id }));
    }
    await wim!.hasHeardNothing();
  });

  test('[R-OPEN-1] unread for 15 seconds it waits again, and the contacts are alerted again', async () => {
    const id = await send();
    const ours = (view: Seen) => view.id === id;
    for (const contact of [petra!, hans!]) await contact.hears('signal:alert', ours);
    ok(await asks(petra!, id));
    await hans!.hears('signal:changed', (view: Seen) => ours(view) && view.openedBy?.name === 'Petra van Dam');

    await context.app.clock.pass(14_999);
    expect(await asks(hans!, id)).toEqual({ ok: false, code: 'taken' });
    expect(await hans!.says('signal:read', { id })).toEqual({ ok: false, code: 'taken' });
    await context.app.clock.pass(1);
    for (const contact of [petra!, hans!])
      expect(await contact.hears('signal:alert', ours)).toMatchObject({ progress: 'waiting', openedBy: null });
    // Whoever took it away from the others and could not read it is too late to say that they did.
    expect(await petra!.says('signal:read', { id })).toEqual({ ok: false, code: 'wrong-moment' });
    expect(await karin!.sees(id)).toMatchObject({ progress: 'waiting', openedAt: null });

    ok(await asks(hans!, id));
    ok(await hans!.says('signal:read', { id }));
    await context.app.clock.pass(60_000);
    expect(await karin!.sees(id)).toMatchObject({ progress: 'opened' });
    ok(await hans!.says('signal:told', { id }));
    ok(await hans!.says('signal:complete', { id }));
    await wim!.hasHeardNothing();
  });

  test('[R-OPEN-1] on a device without a copy, opening changes nothing', async () => {
    const id = await send();
    // A second telephone, which was not there when the signal was sealed.
    const telephone = await Person.arrives(context.app, 'Petra van Dam');
    context.leave.push(() => telephone.leaves());
    const before = await hans!.sees(id);
    expect(await asks(telephone, id)).toEqual({ ok: false, code: 'no-living-key' });
    // Nor on somebody else's device, or on none at all.
    expect(await asks(petra!, id, hans!.device)).toEqual({ ok: false, code: 'no-living-key' });
    expect(await asks(petra!, id, 'A'.repeat(43))).toEqual({ ok: false, code: 'no-living-key' });
    expect(await hans!.sees(id)).toEqual(before);
    expect(hans!.heard.filter(({ event, payload }) => event === 'signal:changed' && (payload as Seen).id === id)).toEqual([]);
    ok(await asks(petra!, id));
    expect(await asks(telephone, id)).toEqual({ ok: false, code: 'no-living-key' });
    ok(await petra!.says('signal:read', { id }));
    ok(await petra!.says('signal:told', { id }));
    ok(await petra!.says('signal:complete', { id }));
    await wim!.hasHeardNothing();
    for (const person of [karin, petra, hans, wim]) person!.leaves();
  });
});
