import { beforeEach, describe, expect, test } from '@jest/globals';
import { phase } from '../../src/contract/index.js';
import { atOnce } from '../support/at-once.js';
import { withBystanders } from '../support/bystanders.js';
import { at } from '../support/fake-clock.js';
import { of, overheard, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;

describe('handing back', () => {
  const context = withApp({ now: at('2027-01-11 07:31') });
  withBystanders(context, { beyondAmber: true });
  const now = () => context.app.clock.now();
  let [karin, mo, petra, hans, marijke]: Person[] = [];

  beforeEach(async () => {
    karin = await context.arrives('Karin de Graaf');
    mo = await context.arrives('Mo Benali');
    petra = await context.arrives('Petra van Dam');
    hans = await context.arrives('Hans Willems');
    marijke = await context.arrives('Marijke Bos');
  });

  /** Sent, and opened by Petra so many minutes later. */
  async function openedAfter(minutes: number) {
    const pupil = madeUpPupil();
    const id = await karin!.sends(pupil, 'linde');
    await settle(petra!, hans!);
    await context.app.clock.pass(minutes * MINUTE);
    await petra!.opens(id, LINDE);
    await settle(karin!, mo!, petra!, hans!, marijke!);
    return { pupil, id };
  }

  test('[R-OPEN-4] it waits again: the other contact is alerted, and the minutes count from now', async () => {
    const { pupil, id } = await openedAfter(4);
    ok(await petra!.says('signal:hand-back', { id }));
    // A timer that is due already: time need only go on.
    await context.app.clock.pass(0);
    const waits = { id, progress: 'waiting', handedBackAt: now() };
    const forContacts = { ...waits, as: 'contact', openedBy: null, handedBackBy: 'Petra van Dam' };
    expect(await petra!.hears('signal:changed', of(id, 'contact'))).toMatchObject(forContacts);
    expect(await hans!.hears('signal:alert', of(id, 'contact'))).toMatchObject(forContacts);
    const forSender = await karin!.hears('signal:changed', of(id, 'sender'));
    expect(forSender).toMatchObject({ ...waits, openedAt: null, arrivedAt: null });
    expect(JSON.stringify(forSender)).not.toContain('Petra');
    expect((await petra!.inbox()).views.filter((view) => view.id === id)).toMatchObject([forContacts]);

    // Sent more than four minutes ago, and quiet: they have just been alerted.
    expect(phase(forSender, now())).toBe('quiet');
    expect(phase(forSender, now() + 2 * MINUTE)).toBe('repeat');
    expect(phase(forSender, now() + 5 * MINUTE)).toBe('amber');

    expect(await petra!.says('signal:hand-back', { id })).toEqual(refused('wrong-moment'));
    expect(await hans!.opens(id, LINDE)).toEqual(pupil);
    expect(await hans!.sees(id)).toMatchObject({ as: 'opener', handedBackAt: waits.handedBackAt });
    expect(await petra!.sees(id)).toMatchObject({ as: 'contact', openedBy: { name: 'Hans Willems' }, handedBackBy: null });
    expect(await petra!.says('signal:told', { id })).toEqual(refused('taken'));
    expect(await overheard(id, marijke!, mo!)).toEqual([]);
  });

  test('[R-OPEN-4] not after somebody was chosen or told: then a colleague takes over', async () => {
    const [chosen, told] = [await openedAfter(0), await openedAfter(0)];
    await petra!.passesOn(chosen.id, chosen.pupil, 'Marijke Bos');
    ok(await petra!.says('signal:told', { id: told.id }));
    for (const { id, pupil } of [chosen, told]) {
      expect(await petra!.says('signal:hand-back', { id })).toEqual(refused('wrong-moment'));
      expect(await hans!.says('signal:hand-back', { id })).toEqual(refused('taken'));
      expect(await hans!.takesOver(id, LINDE)).toEqual(pupil);
    }
  });

  test('[R-VIEW-4] colleagues of the sender who saw it keep seeing it, whatever happens at the school', async () => {
    const { id } = await openedAfter(6);
    expect(await mo!.sees(id)).toMatchObject({ as: 'colleague', progress: 'opened', handedBackAt: null });
    ok(await petra!.says('signal:hand-back', { id }));
    const waits = { id, as: 'colleague', progress: 'waiting', handedBackAt: now() };
    expect(await mo!.hears('signal:changed', of(id, 'colleague'))).toMatchObject(waits);
    expect(await mo!.sees(id)).toMatchObject(waits);
    await hans!.opens(id, LINDE);
    expect(await mo!.hears('signal:changed', of(id, 'colleague'))).toMatchObject({ progress: 'opened' });
  });

  test('[R-VIEW-4] colleagues hear of it at once where it would be amber by now, and else at its amber', async () => {
    const [early, late] = [await openedAfter(0), await openedAfter(0)];
    await context.app.clock.pass(2 * MINUTE);
    ok(await petra!.says('signal:hand-back', { id: early.id }));
    await settle(petra!, hans!);
    await context.app.clock.pass(3 * MINUTE - 1);
    expect(await overheard(early.id, mo!)).toEqual([]);
    await context.app.clock.pass(1);
    expect(await mo!.hears('signal:changed')).toMatchObject({ id: early.id, as: 'colleague', progress: 'waiting' });
    await context.app.clock.pass(MINUTE);
    expect(await overheard(late.id, mo!)).toEqual([]);
    ok(await petra!.says('signal:hand-back', { id: late.id }));
    expect(await mo!.hears('signal:changed')).toMatchObject({ id: late.id, as: 'colleague', progress: 'waiting' });
  });

  test('[R-OPEN-4] given back and taken over at once: it waits for both, or one of them follows it', async () => {
    for (const isFirst of [true, false]) {
      const { id } = await openedAfter(0);
      const back = { says: () => petra!.says('signal:hand-back', { id }) };
      const over = { says: () => hans!.says('signal:take-over', { id, device: hans!.device }) };
      const answers = await atOnce(context.app.store, ...(isFirst ? [back, over] : [over, back]));
      expect(answers).toEqual(['ok', isFirst ? 'wrong-moment' : 'taken']);
      expect(await hans!.sees(id)).toMatchObject(isFirst ? { as: 'contact', progress: 'waiting' } : { as: 'opener' });
      expect(await petra!.sees(id)).toMatchObject({ as: 'contact', openedBy: isFirst ? null : { name: 'Hans Willems' } });
    }
  });
});
