import { beforeEach, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import type { Progress } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/database.js';
import { roles } from '../../src/directory/schema.js';
import { atOnce } from '../support/at-once.js';
import { withBystanders } from '../support/bystanders.js';
import { at } from '../support/fake-clock.js';
import { of, overheard, settle } from '../support/news.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;

describe('taking over', () => {
  const context = withApp({ now: at('2027-01-11 07:31') });
  withBystanders(context);
  const now = () => context.app.clock.now();
  let [karin, petra, hans, marijke]: Person[] = [];

  beforeEach(async () => {
    karin = await context.arrives('Karin de Graaf');
    petra = await context.arrives('Petra van Dam');
    hans = await context.arrives('Hans Willems');
    marijke = await context.arrives('Marijke Bos');
  });

  async function opened(by: Person) {
    const pupil = madeUpPupil();
    const id = await karin!.sends(pupil, 'linde');
    for (const contact of [petra!, hans!]) await contact.hears('signal:alert', of(id, 'contact'));
    await by.opens(id, LINDE);
    await karin!.hears(
      'signal:changed',
      of(id, 'sender', ({ progress }) => progress === 'opened'),
    );
    await settle(karin!, petra!, hans!, marijke!);
    return { pupil, id, openedAt: now() };
  }

  test('[R-OPEN-3] Petra takes over what Hans opened: the pupil is hers to read, and no longer his', async () => {
    const { pupil, id, openedAt } = await opened(hans!);
    await context.app.clock.pass(MINUTE);
    expect(await petra!.takesOver(id, LINDE)).toEqual(pupil);
    expect(await petra!.hears('signal:changed')).toMatchObject({ id, as: 'opener', openedAt, takenAt: now() });
    const openedBy = { name: 'Petra van Dam', at: now() };
    expect(await hans!.hears('signal:changed')).toMatchObject({ id, as: 'contact', progress: 'opened', openedBy });
    expect((await hans!.inbox()).views.filter((view) => view.id === id)).toMatchObject([{ as: 'contact', openedBy }]);
    expect(await petra!.sees(id)).toMatchObject({ as: 'opener' });
    // The sender learns nothing by it, and asking again changes nothing.
    expect(await petra!.takesOver(id, LINDE)).toEqual(pupil);
    expect(await overheard(id, karin!, petra!, hans!, marijke!)).toEqual([]);
    ok(await petra!.says('signal:told', { id }));
    ok(await petra!.says('signal:complete', { id }));
  });

  test('[R-OPEN-3] whoever followed it is too late with everything, but may take it back', async () => {
    const { pupil, id } = await opened(hans!);
    const choice = await hans!.preparesCopy(id, pupil, 'Marijke Bos');
    await petra!.takesOver(id, LINDE);
    expect(await hans!.says('signal:pass-on', choice)).toEqual(refused('taken'));
    expect(await hans!.says('signal:open', { id, device: hans!.device })).toEqual(refused('taken'));
    for (const command of ['signal:read', 'teachers:list', 'signal:hand-back', 'signal:told', 'signal:return'] as const)
      expect([command, await hans!.says(command, { id })]).toEqual([command, refused('taken')]);
    expect(await hans!.says('signal:complete', { id })).toEqual(refused('taken'));
    expect(await overheard(id, marijke!)).toEqual([]);
    expect(await hans!.takesOver(id, LINDE)).toEqual(pupil);
    await hans!.passesOn(id, pupil, 'Marijke Bos');
    expect(await marijke!.hears('signal:alert')).toMatchObject({ id, from: 'Hans Willems' });
    expect(await petra!.says('signal:told', { id })).toEqual(refused('taken'));
  });

  test('[R-OPEN-3] what was passed on goes along: the teacher reads who follows it now, and answers to them', async () => {
    const { pupil, id } = await opened(hans!);
    await hans!.passesOn(id, pupil, 'Marijke Bos');
    await marijke!.opensCopy(id);
    await petra!.takesOver(id, LINDE);
    await marijke!.hears(
      'signal:changed',
      of(id, 'teacher', ({ from }) => from === 'Petra van Dam'),
    );
    expect(await petra!.sees(id)).toMatchObject({ as: 'opener', chosen: [{ name: 'Marijke Bos', knownAt: null }] });
    ok(await marijke!.says('signal:know', { id }));
    const known = ({ progress }: { progress: Progress }) => progress === 'known';
    expect(await petra!.hears('signal:changed', of(id, 'opener', known))).toMatchObject({ chosen: [{ knownAt: now() }] });
    // A colleague hears that it is known, and not by whom.
    expect(await hans!.hears('signal:changed', of(id, 'contact', known))).not.toHaveProperty('chosen');
  });

  test('[R-OPEN-3] not while it waits, nor while it is being opened, nor on a device without a copy', async () => {
    const id = await karin!.sends(madeUpPupil(), 'linde');
    const telephone = await context.arrives('Petra van Dam');
    const takesOver = (person: Person, device = person.device) => person.says('signal:take-over', { id, device });
    expect(await takesOver(petra!)).toEqual(refused('wrong-moment'));
    ok(await hans!.says('signal:open', { id, device: hans!.device }));
    expect(await takesOver(petra!)).toEqual(refused('taken'));
    ok(await hans!.says('signal:read', { id }));
    expect(await takesOver(telephone)).toEqual(refused('no-living-key'));
    expect(await takesOver(petra!, hans!.device)).toEqual(refused('no-living-key'));
    expect(await hans!.sees(id)).toMatchObject({ as: 'opener' });
  });

  test('[R-OPEN-3] of three contacts two take over at once: both read it, one of them follows it, and everybody agrees who', async () => {
    const noor = await context.arrives('Noor el Amrani');
    const db = context.app.running.app.get<Database>(DATABASE);
    await db.insert(roles).values({ person: noor.id, role: 'recipient', school: LINDE, title: 'zorgcoördinator' });
    try {
      for (const both of [
        [petra!, noor],
        [noor, petra!],
      ]) {
        const { id } = await opened(hans!);
        await settle(noor);
        const takesOver = (person: Person) => ({ says: () => person.says('signal:take-over', { id, device: person.device }) });
        expect(await atOnce(context.app.store, ...both.map(takesOver))).toEqual(['ok', 'ok']);
        // The second one took it from the first.
        const [former, follower] = both;
        expect(await follower!.sees(id)).toMatchObject({ as: 'opener' });
        for (const other of [former!, hans!])
          expect(await other.sees(id)).toMatchObject({ as: 'contact', openedBy: { name: follower!.name } });
        expect(await former!.says('signal:told', { id })).toEqual(refused('taken'));
      }
    } finally {
      await db.delete(roles).where(and(eq(roles.person, noor.id), eq(roles.role, 'recipient')));
    }
  });
});
