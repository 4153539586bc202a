import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
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

  test('[R-COUNT-2] are added up, beside the smallest number of live schools of the quarter, above none', async () => {
    const count = { organisation, sector: 'po', quarter: '2027-Q1', kind: 'sent' } as const;
    const run = await stored.begin(at('2027-01-11 08:00'));
    await stored.add(run, [{ ...count, number: 3 }], at('2027-01-12 00:00'), false);
    await opened.db.update(schools).set({ state: 'not-ready' }).where(eq(schools.code, '99PA00'));
    await opened.db.update(schools).set({ state: 'not-ready' }).where(eq(schools.code, '99VO00'));
    await stored.add(
      run,
      [
        { ...count, number: 4 },
        { ...count, kind: 'withdrawn', number: 1 },
      ],
      at('2027-01-13 00:00'),
      false,
    );
    await opened.db.update(schools).set({ state: 'live' });
    // The flush that closes a quarter belongs to it.
    await stored.add(run, [], at('2027-04-01 00:00'), true);

    const { runs, schools: taking, counts } = await stored.of(organisation);
    expect(runs).toEqual([{ id: run, beganAt: at('2027-01-11 08:00'), flushedAt: at('2027-04-01 00:00'), isEnded: true }]);
    expect(taking.map(({ sector, quarter, schools }) => [sector, quarter, schools]).sort()).toEqual([
      ['po', '2027-Q1', 2],
      ['vo', '2027-Q1', 1],
    ]);
    expect(counts.map(({ kind, number }) => [kind, number]).sort()).toEqual([
      ['sent', 7],
      ['withdrawn', 1],
    ]);
    expect((await stored.of(other)).counts).toEqual([]);
  });

  test('[R-COUNT-1] what fails leaves nothing behind, not even in part', async () => {
    const run = await stored.begin(at('2027-05-01 08:00'));
    const before = await stored.of(organisation);
    const count = { organisation, sector: 'po', quarter: '2027-Q2', kind: 'sent', number: 1 } as const;
    const nowhere = { ...count, organisation: '00000000-0000-4000-8000-000000000000' };
    await expect(stored.add(run, [count, nowhere], at('2027-05-02 00:00'), false)).rejects.toThrow();
    expect(await stored.of(organisation)).toEqual(before);
  });
});
