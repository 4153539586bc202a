import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import type { View } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/database.js';
import { Devices, People } from '../../src/directory/index.js';
import { Endings } from '../../src/identity/index.js';
import { roles } from '../../src/directory/schema.js';
import { seal } from '../../src/sealed/index.js';
import { withBystanders } from '../support/bystanders.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
type RoleRow = typeof roles.$inferSelect;

describe('whoever leaves the school', () => {
  const context = withApp();
  withBystanders(context);
  const taken: RoleRow[] = [];
  const db = () => context.app.running.app.get<Database>(DATABASE);

  /** Takes away what they are at the school. */
  const leaves = async ({ id }: Person) => {
    const theirs = and(eq(roles.person, id), eq(roles.school, LINDE));
    taken.push(...(await db().select().from(roles).where(theirs)));
    await db().delete(roles).where(theirs);
  };
  afterEach(async () => {
    for (const role of taken.splice(0)) await db().insert(roles).values(role);
  });

  const opened = async () => {
    const [karin, petra, hans, marijke, wim] = [
      await context.arrives('Karin de Graaf'),
      await context.arrives('Petra van Dam'),
      await context.arrives('Hans Willems'),
      await context.arrives('Marijke Bos'),
      await context.arrives('Wim Verhoeven'),
    ];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    await hans.opens(id, LINDE);
    return { karin, petra, hans, marijke, wim, pupil, id };
  };

  test('[R-TOKEN-4] the one who opened it sees and hears no more of it', async () => {
    const { petra, hans, karin, wim, id } = await opened();
    await leaves(hans);
    expect(await hans.says('signal:told', { id })).toEqual({ ok: false, code: 'not-allowed' });
    expect((await hans.inbox()).views).toEqual([]);
    hans.heard.splice(0);
    ok(await karin.says('signal:withdraw', { id }));
    await petra.hears('signal:gone');
    await hans.hasHeardNothing();
    await wim.hasHeardNothing();
  });

  test('[R-OPEN-5] [R-DIR-5] the one who opened it, while the directory does not say so: it is the colleagues’ as soon as it does', async () => {
    const { petra, hans, karin, wim, id } = await opened();
    await leaves(hans);
    petra.heard.splice(0);
    const people = context.app.get(People);
    const asked = jest.spyOn(people, 'byId').mockRejectedValue(new Error('the database is away'));
    context.app.get(Endings).changed([hans.id]);
    await hans.isGone();
    for (const tries of [2, 3]) {
      await context.app.clock.pass(2_000);
      expect(asked).toHaveBeenCalledTimes(tries);
    }
    asked.mockRestore();
    context.app.expectLog(/leaving failed/);
    await context.app.clock.pass(2_000);
    // The colleagues are alerted by a timer that is due already.
    await karin.hears('signal:changed', (view: View) => view.id === id && view.handedBackAt !== null);
    await context.app.clock.pass(0);
    await petra.hears('signal:alert', (view: View) => view.id === id);
    await wim.hasHeardNothing();
    ok(await karin.says('signal:withdraw', { id }));
  });

  test('[R-TOKEN-4] a chosen teacher sees and reads no more of it', async () => {
    const { hans, marijke, wim, pupil, id } = await opened();
    await hans.passesOn(id, pupil, 'Marijke Bos');
    await marijke.hears('signal:alert');
    await leaves(marijke);
    expect((await marijke.inbox()).views).toEqual([]);
    expect(await marijke.says('copy:open', { id, device: marijke.device })).toEqual({ ok: false, code: 'not-allowed' });
    ok(await hans.says('signal:complete', { id }));
    await marijke.hasHeardNothing();
    await wim.hasHeardNothing();
  });

  test('[R-PASS-1] between the choice and the hand-over: nothing is handed over, and whoever chose is told', async () => {
    const { hans, marijke, wim, pupil, id } = await opened();
    const people = context.app.running.app.get(People);
    const teachersOf = people.teachersOf.bind(people);
    const choice = jest.spyOn(people, 'teachersOf').mockImplementationOnce(async (...asked) => {
      const found = await teachersOf(...asked);
      await leaves(marijke);
      return found;
    });
    const sealed = await seal(pupil, id, { teacher: marijke.id }, [{ id: marijke.device, key: marijke.publicKey }]);
    const answer = await hans.says('signal:pass-on', { id, teacher: marijke.id, group: null, instead: null, sealed });
    choice.mockRestore();
    expect(answer).toEqual({ ok: false, code: 'no-living-key' });
    expect(await hans.sees(id, 'opener')).toMatchObject({ chosen: [] });
    await marijke.hasHeardNothing();
    await wim.hasHeardNothing();
  });

  test('[R-PASS-1] in the very moment of the hand-over: their copy is taken back', async () => {
    const { hans, marijke, wim, pupil, id } = await opened();
    const devices = context.app.get(Devices);
    const ofTeacher = devices.ofTeacher.bind(devices);
    const look = jest.spyOn(devices, 'ofTeacher').mockImplementationOnce(async (...asked) => {
      const found = await ofTeacher(...asked);
      await leaves(marijke);
      return found;
    });
    await hans.passesOn(id, pupil, 'Marijke Bos');
    look.mockRestore();
    expect(await hans.sees(id, 'opener')).toMatchObject({ chosen: [] });
    expect((await marijke.inbox()).views).toEqual([]);
    await wim.hasHeardNothing();
  });
});
