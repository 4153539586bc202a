import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { Quarter } from '../../../src/clock/index.js';
import type { CountKind } from '../../../src/contract/index.js';
import type { Batch, Run } from '../../../src/counts/pending.js';
import { StoredCounts } from '../../../src/counts/stored-counts.js';
import type { OpenedDatabase } from '../../../src/directory/index.js';
import { organisations, schools } from '../../../src/directory/schema.js';
import { freshDatabase } from '../../support/database.js';
import { at } from '../../support/fake-clock.js';

describe('stored counts', () => {
  let opened: OpenedDatabase;
  let stored: StoredCounts;
  let [organisation, other] = ['', ''];

  const school = (code: string, sector: 'po' | 'vo', of = organisation) => ({
    ...{ code, sector, organisation: of, state: 'live' as const },
    ...{ name: 'School', place: 'Place', phone: '0', hours: {}, search: '' },
  });

  beforeAll(async () => {
    opened = await freshDatabase();
    stored = new StoredCounts(opened.db);
    const made = await opened.db
      .insert(organisations)
      .values(['one', 'other'].map((key) => ({ key, name: key, settings: {} })))
      .returning();
    [organisation, other] = [made[0]!.id, made[1]!.id];
    const [vo, away] = [school('99VO00', 'vo'), school('99OT00', 'po', other)];
    await opened.db.insert(schools).values([school('99PA00', 'po'), school('99PB00', 'po'), school('99PC00', 'po'), vo, away]);
    await opened.db.insert(schools).values({ ...school('99VT00', 'vo'), state: 'testing' });
  });
  afterAll(() => opened.close());

  const begins = async (beganAt: number): Promise<Run> => {
    const run = { id: randomUUID(), beganAt };
    await stored.begin(run);
    return run;
  };
  /** A batch of the organisation's, of the quarter. */
  const batch = (run: Run, moment: number, quarter: Quarter, numbers: Partial<Record<CountKind, number>>): Batch => ({
    ...{ run, moment, quarter },
    counts: Object.entries(numbers).map(([kind, number]) => ({
      ...{ organisation, sector: 'po', quarter, kind: kind as CountKind, number },
    })),
  });
  const numbersOf = async (quarter: Quarter) => {
    const { counts } = await stored.of(organisation);
    return Object.fromEntries(counts.filter((each) => each.quarter === quarter).map(({ kind, number }) => [kind, number]));
  };

  test('[R-COUNT-2] are added up, beside the smallest number of live schools of the quarter, above none', async () => {
    const run = await begins(at('2027-01-11 08:00'));
    await stored.add(batch(run, at('2027-01-12 00:00'), '2027-Q1', { sent: 3 }), false);
    await opened.db.update(schools).set({ state: 'not-ready' }).where(eq(schools.code, '99PA00'));
    await opened.db.update(schools).set({ state: 'not-ready' }).where(eq(schools.code, '99VO00'));
    await stored.add(batch(run, at('2027-01-13 00:00'), '2027-Q1', { sent: 4, withdrawn: 1 }), false);
    await opened.db.update(schools).set({ state: 'live' });
    await stored.add(batch(run, at('2027-04-01 00:00'), '2027-Q1', {}), true);

    const { runs, schools: taking } = await stored.of(organisation);
    expect(runs).toEqual([{ ...run, flushedAt: at('2027-04-01 00:00'), isEnded: true }]);
    expect(taking.map(({ sector, quarter, schools }) => [sector, quarter, schools]).sort()).toEqual([
      ['po', '2027-Q1', 2],
      ['vo', '2027-Q1', 1],
    ]);
    expect(await numbersOf('2027-Q1')).toEqual({ sent: 7, withdrawn: 1 });
    expect((await stored.of(other)).counts).toEqual([]);
  });

  test('[R-COUNT-1] what fails leaves nothing behind, not even in part', async () => {
    const run = await begins(at('2027-05-01 08:00'));
    const before = await stored.of(organisation);
    const tooMany = batch(run, at('2027-05-02 00:00'), '2027-Q2', { sent: 1, withdrawn: 2 ** 31 });
    await expect(stored.add(tooMany, false)).rejects.toThrow();
    expect(await stored.of(organisation)).toEqual(before);
  });

  test('[R-COUNT-1] what is offered again is added once, whether or not anybody heard that it was stored', async () => {
    const run = await begins(at('2027-07-01 08:00'));
    const days = ['2027-07-02 00:00', '2027-07-03 00:00', '2027-07-04 00:00'];
    const batches = days.map((day) => batch(run, at(day), '2027-Q3', { sent: 2 }));
    for (const each of batches.slice(0, 2)) await stored.add(each, false);
    // Two servers at once, of which neither knows what the other did.
    await Promise.all(
      [1, 2].map(async () => {
        for (const each of batches) await stored.add(each, false);
      }),
    );
    expect(await numbersOf('2027-Q3')).toEqual({ sent: 6 });
  });

  test('[R-COUNT-1] one of an organisation that is gone keeps no other from being stored', async () => {
    const run = await begins(at('2027-10-01 08:00'));
    const added = batch(run, at('2027-10-02 00:00'), '2027-Q4', { sent: 1 });
    const gone = { ...added.counts[0]!, organisation: randomUUID() };
    await stored.add({ ...added, counts: [gone, ...added.counts] }, false);
    expect(await numbersOf('2027-Q4')).toEqual({ sent: 1 });
  });

  test('[R-COUNT-2] a quarter whose last day is stored takes no more counts', async () => {
    const run = await begins(at('2028-03-31 12:00'));
    await stored.add(batch(run, at('2028-04-01 00:00'), '2028-Q1', { sent: 1 }), false);
    const [late, next] = (['2028-Q1', '2028-Q2'] as const).map((quarter) =>
      batch(run, at('2028-04-02 00:00'), quarter, { sent: 1 }),
    );
    await stored.add({ ...next!, counts: [...late!.counts, ...next!.counts] }, false);
    // Not from an earlier memory either, of which something could not be stored in time.
    const [earlier, anew] = [await begins(at('2028-06-30 12:00')), await begins(at('2028-07-01 00:00'))];
    await stored.add(batch(earlier, at('2028-06-30 23:00'), '2028-Q2', { sent: 1 }), false);
    await stored.add(batch(anew, at('2028-07-02 00:00'), '2028-Q3', { sent: 1 }), false);
    expect(await numbersOf('2028-Q3')).toEqual({ sent: 1 });
    expect([await numbersOf('2028-Q1'), await numbersOf('2028-Q2')]).toEqual([{ sent: 1 }, { sent: 1 }]);
  });

  test('[R-COUNT-9] a memory that is counted in again goes on: what was stored stays, and it has not ended', async () => {
    const run = await begins(at('2029-01-01 08:00'));
    await stored.add(batch(run, at('2029-01-01 18:00'), '2029-Q1', { sent: 1 }), true);
    for (const _ of ['one server', 'another']) await stored.begin(run);
    const goesOn = { ...run, flushedAt: at('2029-01-01 18:00'), isEnded: false };
    expect((await stored.of(organisation)).runs.filter(({ beganAt }) => beganAt === run.beganAt)).toEqual([goesOn]);
    await stored.add(batch(run, at('2029-01-02 00:00'), '2029-Q1', { sent: 1 }), false);
    expect(await numbersOf('2029-Q1')).toEqual({ sent: 2 });
  });
});
