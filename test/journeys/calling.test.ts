import { beforeEach, describe, expect, test } from '@jest/globals';
import { phase } from '../../src/contract/index.js';
import { withBystanders } from '../support/bystanders.js';
import { bring, type Course } from '../support/course.js';
import { at } from '../support/fake-clock.js';
import { Listening } from '../support/listening.js';
import { of, overheard, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;

describe('calling the school', () => {
  const context = withApp({ now: at('2027-01-11 07:31') });
  withBystanders(context, { beyondAmber: true });
  const now = () => context.app.clock.now();
  let listening: Listening;
  let course: Course;
  let [karin, mo, petra, hans, anja]: Person[] = [];

  beforeEach(async () => {
    const names = ['Karin de Graaf', 'Mo Benali', 'Petra van Dam', 'Hans Willems', 'Anja Terpstra', 'Marijke Bos'];
    listening = await Listening.start(context.app, names);
    context.leave.push(() => listening.leave());
    [karin, mo, petra, hans, anja] = names.map((name) => listening.who(name));
    course = { sender: karin!, school: LINDE, contact: petra!, teacher: listening.who('Marijke Bos') };
  });

  const phaseFor = async (person: Person, id: string) => phase((await person.sees(id))!, now());

  test('[R-CALL-1] the sender spoke with the school: as long as they may take to open it, nobody need call again', async () => {
    const id = await bring(course, 'waiting');
    await settle(karin!, petra!, hans!);
    await context.app.clock.pass(6 * MINUTE);
    await settle(karin!, mo!);
    ok(await karin!.says('signal:called', { id }));
    const calledAt = now();
    expect(await karin!.hears('signal:changed')).toMatchObject({ id, as: 'sender', calledAt });
    expect(await mo!.hears('signal:changed')).toMatchObject({ id, as: 'colleague', calledAt });
    // Called by both at once: the first counts.
    await context.app.clock.pass(MINUTE);
    ok(await mo!.says('signal:called', { id }));
    expect(await overheard(id, karin!, mo!, petra!, hans!, anja!)).toEqual([]);
    for (const person of [karin!, mo!]) {
      const view = (await person.sees(id))!;
      expect([phase(view, now()), phase(view, calledAt + 8 * MINUTE - 1), phase(view, calledAt + 8 * MINUTE)]).toEqual([
        ...['called', 'called', 'call'],
      ]);
    }
    for (const contact of [petra!, hans!]) expect(listening.framesOf(contact.name).join('\n')).not.toContain('calledAt');
    ok(await karin!.says('signal:withdraw', { id }));
  });

  test('[R-CALL-1] a colleague calls from amber on; before it, that signal does not exist for them', async () => {
    const id = await bring(course, 'waiting');
    await context.app.clock.pass(5 * MINUTE - 1);
    await listening.cannotTell(['Mo Benali', 'Anja Terpstra'], id, course, 'before amber', ['signal:called']);
    expect(await karin!.sees(id)).toMatchObject({ calledAt: null });
    await context.app.clock.pass(1);
    await listening.cannotTell(['Anja Terpstra'], id, course, 'from amber on', ['signal:called']);
    await settle(karin!, mo!);
    ok(await mo!.says('signal:called', { id }));
    expect(await karin!.hears('signal:changed', of(id, 'sender'))).toMatchObject({ calledAt: now() });
    expect(await phaseFor(karin!, id)).toBe('called');
    expect(await phaseFor(mo!, id)).toBe('called');
    // The school opens it: there is nothing to call about any more.
    await petra!.opens(id, LINDE);
    for (const person of [karin!, mo!]) expect(await phaseFor(person, id)).toBe('settled');
    ok(await mo!.says('signal:called', { id }));
    expect(await karin!.sees(id)).toMatchObject({ calledAt: now() });
  });

  test('[R-CALL-1] called once more, when they still have not opened it: the minutes start anew', async () => {
    const id = await bring(course, 'waiting');
    ok(await karin!.says('signal:called', { id }));
    await context.app.clock.pass(8 * MINUTE);
    expect(await phaseFor(karin!, id)).toBe('call');
    ok(await karin!.says('signal:called', { id }));
    expect(await karin!.sees(id)).toMatchObject({ calledAt: now() });
    expect(await phaseFor(karin!, id)).toBe('called');
    ok(await karin!.says('signal:withdraw', { id }));
    expect(await karin!.says('signal:called', { id })).toEqual(refused('ended'));
    expect(await mo!.says('signal:called', { id })).toEqual(refused('unknown-signal'));
  });
});
