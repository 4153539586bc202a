import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/sealed/index.js';
import { allCells, cellOf, seeded } from '../fuzz/cells.js';
import { Matrix } from '../fuzz/matrix.js';
import { AppServer } from '../fuzz/servers.js';
import { Town } from '../fuzz/town.js';
import { at } from '../support/fake-clock.js';
import { withBystanders } from '../support/bystanders.js';
import type { LivePage } from '../support/live-page.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const SEED = 20_270_111;
/** Of the kill matrix, which is run in full by `npm run proof -- fuzz/kill-matrix`. */
const SHORT = 10;
/** What failed once. */
const MENDED = [
  'returned, 2 petra hands back: kill down 0',
  'known, 12 hans completes: strike signal:complete after',
  'withdrawn, 5 karin withdraws: cut petra broken 9000 kill true',
];
const MINUTE = 60_000;

const context = withApp({ production: true, now: at('2027-02-08 08:02') });

describe('a server that is killed, and pages that lose their network', () => {
  let matrix: Matrix;
  beforeEach(() => {
    matrix ??= new Matrix(new AppServer(context.app));
  });

  const cells = allCells();
  const random = seeded(SEED);
  const some = Array.from({ length: SHORT }, () => cells.splice(Math.floor(random() * cells.length), 1)[0]!);

  test.each([...MENDED.map(cellOf), ...some])(`[R-MATRIX-1] [R-MATRIX-2] $name (seed ${SEED})`, async (cell) => {
    await matrix.runs(cell, SEED);
  });
});

describe('people at their pages', () => {
  let town: Town;
  beforeEach(() => {
    town = new Town(new AppServer(context.app));
  });
  afterEach(async () => {
    await town.ends();
    await town.server.dayEnds();
  });
  withBystanders(context);

  const opens = async (name: string) => town.opens(await town.server.signsIn(name));
  const sees = (page: LivePage, id: string) => page.live.views.value.find((view) => view.id === id);

  async function sends(page: LivePage, pupil: Content): Promise<string> {
    const found = await town.outcome(page.live.findSchools('linde'));
    if (!found.ok) throw new Error(found.code);
    const sent = await town.outcome(page.live.send(pupil, found.schools[0]!, false));
    if (!sent.ok) throw new Error(sent.code);
    return sent.id;
  }

  async function passesOn(page: LivePage, id: string, name: string): Promise<void> {
    const listed = await town.outcome(page.live.listTeachers(id));
    const teacher = listed.ok ? listed.teachers.find((each) => each.name === name) : undefined;
    expect(await town.outcome(page.live.passOn(id, teacher!, null, null))).toMatchObject({ ok: true });
  }

  test('[R-DEVICE-5] whoever signs in on another device after it was sent, or passed on, reads it there, and nobody did anything for that', async () => {
    const pupil = madeUpPupil();
    const [karin, petra, tom] = [await opens('Karin de Graaf'), await opens('Petra van Dam'), await opens('Tom Vos')];
    await town.agrees();
    const id = await sends(karin, pupil);
    // An intern begeleider whose computer did not start, on a telephone.
    const again = await opens('Petra van Dam');
    await town.until('it is there', () => sees(again, id) !== undefined);
    expect(await town.outcome(again.live.open(id, 'recipient'))).toEqual({ ok: true, content: pupil });
    await passesOn(petra, id, 'Tom Vos');
    // Before he opened it anywhere.
    const telephone = await opens('Tom Vos');
    await town.until('it is there', () => sees(telephone, id) !== undefined);
    expect(await town.outcome(telephone.live.open(id, 'teacher'))).toEqual({ ok: true, content: pupil });
    // And after that, on a third, while nobody else is connected.
    for (const page of [karin, petra, again, tom]) page.closes();
    const third = await opens('Tom Vos');
    await town.until('it is there', () => sees(third, id) !== undefined);
    expect(await town.outcome(third.live.open(id, 'teacher'))).toEqual({ ok: true, content: pupil });
  });

  test('[R-LOST-1] a restart after the sender closed the tab, and nobody had opened it: the sender reads that it is lost, and nobody that it arrived', async () => {
    const [karin, petra] = [await opens('Karin de Graaf'), await opens('Petra van Dam')];
    await town.agrees();
    const id = await sends(karin, madeUpPupil());
    await town.agrees();
    karin.closes();
    await town.restarts();
    const restartedAt = town.now;
    const mo = await opens('Mo Benali');
    await town.until('the school learns that it is lost', () => petra.live.farewells.value[0]?.outcome === 'lost');
    expect(town.now - restartedAt).toBeGreaterThanOrEqual(MINUTE);
    karin.reopens();
    await town.agrees();
    const farewells = (page: LivePage) => page.live.farewells.value.map((one) => [one.id, one.as, one.outcome]);
    expect([farewells(karin), farewells(petra)]).toEqual([[[id, 'sender', 'lost']], [[id, 'contact', 'lost']]]);
    expect(town.pages.flatMap(({ live }) => live.views.value)).toEqual([]);
    for (const { live } of [karin, mo]) expect(live.restartedAt.value).toBe(context.app.store.startedAt);
  });

  test('[R-LOST-1] where no page had been told of it either, every sender who signs in reads that the system restarted, and when', async () => {
    const [karin, petra] = [await opens('Karin de Graaf'), await opens('Petra van Dam')];
    await town.agrees();
    const id = await sends(karin, madeUpPupil());
    await town.agrees();
    for (const page of [karin, petra]) page.closes();
    await town.restarts();
    for (const page of [karin, petra]) page.reopens();
    const mo = await opens('Mo Benali');
    await town.agrees();
    expect(await context.app.store.get(id)).toBeNull();
    for (const { live } of town.pages) {
      expect([live.views.value, live.farewells.value]).toEqual([[], []]);
      expect(live.restartedAt.value).toBe(context.app.store.startedAt);
    }
    expect(mo.isConnected).toBe(true);
  });
});
