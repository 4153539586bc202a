import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COUNT_KINDS, type CountKind, type Sector } from '../../../src/contract/index.js';
import { csvOf } from '../../../src/counts/csv.js';
import { partition } from '../../../src/counts/partition.js';
import { publish } from '../../../src/counts/publish.js';
import type { StoredRun, Stored } from '../../../src/counts/stored-counts.js';
import { at } from '../../support/fake-clock.js';

const SECTORS: Sector[] = ['po', 'vo', 'mbo'];
const OVER: StoredRun[] = [{ beganAt: at('2026-09-01 08:00'), flushedAt: at('2027-01-01 00:00'), isEnded: false }];

type Numbers = Partial<Record<Sector, Partial<Record<CountKind, number>>>>;

/** The fourth quarter of 2026: how many schools, and what was counted. */
function stored(schools: Partial<Record<Sector, number>>, numbers: Numbers = {}, runs = OVER): Stored {
  const quarter = '2026-Q4';
  return {
    runs,
    schools: SECTORS.filter((sector) => schools[sector]).map((sector) => ({ sector, quarter, schools: schools[sector]! })),
    counts: SECTORS.flatMap((sector) =>
      Object.entries(numbers[sector] ?? {}).map(([kind, number]) => ({ sector, quarter, kind: kind as CountKind, number })),
    ),
  };
}

const rowsOf = (of: Stored) => publish(of).quarters[0]!.rows;
const sentOf = (of: Stored) => rowsOf(of).map(({ sectors, numbers }) => [sectors.join('+'), numbers.sent]);

describe('numbers', () => {
  test.each([0, 1, 2, 3, 4])('[R-COUNT-3] %i is told as fewer than five', (number) => {
    expect(sentOf(stored({ po: 3 }, { po: { sent: number } }))).toEqual([['po', null]]);
  });

  test.each([
    [5, 5],
    [7, 5],
    [8, 10],
    [12, 10],
    [13, 15],
    [1002, 1000],
  ])('[R-COUNT-3] %i is told as %i', (number, told) => {
    expect(sentOf(stored({ po: 3 }, { po: { sent: number } }))).toEqual([['po', told]]);
  });

  test('[R-COUNT-3] sectors that share a row are added up before they are rounded', () => {
    expect(sentOf(stored({ po: 9, vo: 2, mbo: 2 }, { vo: { sent: 4 }, mbo: { sent: 4 } }))).toEqual([
      ['po', null],
      ['vo+mbo', 10],
    ]);
  });
});

describe('sectors', () => {
  test.each<[schools: Partial<Record<Sector, number>>, rows: string[], withheld: string]>([
    [{ po: 9, vo: 4, mbo: 3 }, ['po', 'vo', 'mbo'], ''],
    [{ po: 9, vo: 2, mbo: 1 }, ['po', 'vo+mbo'], ''],
    [{ po: 9, vo: 1, mbo: 1 }, ['po+vo+mbo'], ''],
    [{ po: 9, vo: 1 }, ['po+vo'], ''],
    [{ po: 9, vo: 4, mbo: 2 }, ['po', 'vo+mbo'], ''],
    [{ po: 4, vo: 9, mbo: 2 }, ['vo', 'po+mbo'], ''],
    [{ po: 3 }, ['po'], ''],
    [{ po: 2 }, [], 'po'],
    [{ po: 1, vo: 1 }, [], 'po+vo'],
    [{ po: 2, vo: 1 }, ['po+vo'], ''],
    [{}, [], ''],
  ])('[R-COUNT-4] %j', (schools, rows, withheld) => {
    const result = partition(new Map(Object.entries(schools) as [Sector, number][]));
    expect(result.rows.map((sectors) => sectors.join('+'))).toEqual(rows);
    expect(result.withheld.join('+')).toBe(withheld);
  });

  test('[R-COUNT-4] the only vo school of a region is never shown, whatever it counted', () => {
    for (const sent of [0, 3, 40]) {
      const rows = rowsOf(stored({ po: 12, vo: 1, mbo: 3 }, { vo: { sent } }));
      expect(rows.map(({ sectors }) => sectors)).toEqual([['po'], ['vo', 'mbo']]);
    }
  });
});

const schoolsOf = fc.record({ po: fc.nat(6), vo: fc.nat(6), mbo: fc.nat(6) });
const numberOf = fc.oneof(fc.nat(9), fc.nat(300));
const numbersOf = fc.record({ sent: numberOf, withdrawn: numberOf, unopened: numberOf });
const worldOf = fc.record({ po: numbersOf, vo: numbersOf, mbo: numbersOf });

describe('somebody who has every published table', () => {
  test('[R-COUNT-4] sees each sector at most once, and no row of fewer than three schools', () => {
    fc.assert(
      fc.property(schoolsOf, worldOf, (schools, world) => {
        const rows = rowsIn(stored(schools, world));
        const shown = rows.flatMap(({ sectors }) => sectors);
        expect(new Set(shown).size).toBe(shown.length);
        for (const { sectors } of rows) {
          expect(sectors.reduce((sum, sector) => sum + schools[sector], 0)).toBeGreaterThanOrEqual(3);
          if (sectors.length === 1) expect(schools[sectors[0]!]).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });

  test('[R-COUNT-4] cannot tell which of the sectors of a row a signal was in', () => {
    fc.assert(
      fc.property(schoolsOf, worldOf, fc.nat(), (schools, world, moved) => {
        const before = stored(schools, world);
        for (const { sectors } of rowsIn(before).filter(({ sectors }) => sectors.length > 1)) {
          const [from, to] = [sectors[0]!, sectors[1]!];
          const some = moved % (world[from].sent + 1);
          const other = {
            ...world,
            [from]: { ...world[from], sent: world[from].sent - some },
            [to]: { ...world[to], sent: world[to].sent + some },
          };
          expect(publish(stored(schools, other))).toEqual(publish(before));
        }
      }),
    );
  });

  test('[R-COUNT-3] cannot tell apart what is fewer than five, nor what is rounded alike', () => {
    fc.assert(
      fc.property(fc.record({ po: fc.integer({ min: 3, max: 9 }) }), fc.nat(300), fc.nat(4), (schools, sent, few) => {
        const alike = sent < 5 ? few : Math.max(5, Math.round(sent / 5) * 5 - 2 + few);
        expect(publish(stored(schools, { po: { sent: alike } }))).toEqual(publish(stored(schools, { po: { sent } })));
      }),
    );
  });

  test('[R-COUNT-4] learns nothing from the shape of a table: it is the same whatever was counted', () => {
    fc.assert(
      fc.property(schoolsOf, worldOf, worldOf, (schools, one, other) => {
        const shape = (world: Numbers) =>
          publish(stored(schools, world)).quarters.map(({ rows, withheld }) => [rows.map((r) => r.sectors), withheld]);
        expect(shape(one)).toEqual(shape(other));
      }),
    );
  });

  test('[R-COUNT-4] learns nothing of a sector without schools', () => {
    const some = stored({ po: 3 }, { po: { sent: 9 }, mbo: { sent: 40 } });
    expect(publish(some)).toEqual(publish(stored({ po: 3 }, { po: { sent: 9 } })));
  });

  test('[R-COUNT-2] finds an old quarter as it was, whatever the later ones hold', () => {
    const old = stored({ po: 9, vo: 1 }, { po: { sent: 20 }, vo: { sent: 8 } });
    const later: Stored = {
      runs: [{ ...OVER[0]!, flushedAt: at('2027-04-01 00:00') }],
      schools: [
        ...old.schools,
        { sector: 'po', quarter: '2027-Q1', schools: 9 },
        { sector: 'vo', quarter: '2027-Q1', schools: 7 },
      ],
      counts: [...old.counts, { sector: 'vo', quarter: '2027-Q1', kind: 'sent', number: 8 }],
    };
    const [newest, oldest] = publish(later).quarters;
    expect(newest!.rows.map(({ sectors }) => sectors)).toEqual([['po'], ['vo']]);
    expect(oldest).toEqual(publish(old).quarters[0]);
  });
});

describe('quarters', () => {
  const run = (began: string, flushed: string, isEnded = false) => ({ beganAt: at(began), flushedAt: at(flushed), isEnded });
  const until = (flushedAt: number) => publish(stored({ po: 3 }, {}, [{ ...OVER[0]!, flushedAt }]));

  test('[R-COUNT-2] one is published when its last day is stored, and not before', () => {
    expect(until(at('2026-12-31 23:59'))).toMatchObject({ until: '2026-12-30', quarters: [] });
    expect(until(at('2027-01-01 00:00'))).toMatchObject({ until: '2026-12-31', quarters: [{ quarter: '2026-Q4' }] });
  });

  test('[R-COUNT-2] on the day that counting begins, no day is wholly counted', () => {
    const beganAt = at('2026-10-05 09:00');
    expect(publish(stored({}, {}, [{ beganAt, flushedAt: beganAt, isEnded: false }]))).toEqual({
      since: '2026-10-05',
      until: null,
      missingAfter: [],
      quarters: [],
    });
  });

  test('[R-COUNT-5] a run that was killed says after which day counts may be missing, in every quarter that it touches', () => {
    const runs = [
      run('2026-09-01 08:00', '2026-11-03 00:00'),
      run('2026-11-03 09:00', '2026-12-01 12:00', true),
      run('2026-12-05 12:00', '2027-02-03 00:00'),
      run('2027-02-03 10:00', '2027-02-04 00:00'),
    ];
    const { missingAfter, quarters } = publish(stored({ po: 3 }, {}, runs));
    expect(quarters[0]!.missingAfter).toEqual(['2026-11-02']);
    expect(missingAfter).toEqual(['2027-02-02']);
  });

  test('[R-COUNT-5] a run that was killed just before a quarter may have lost counts of its first days', () => {
    const missing = (flushed: string, began: string, now: string) =>
      publish(stored({ po: 3 }, {}, [run('2026-09-01 08:00', flushed), run(began, now)]));
    const inQuarter = (...gap: [string, string]) => missing(...gap, '2027-01-01 00:00').quarters[0]!.missingAfter;
    expect(inQuarter('2026-09-30 00:00', '2026-09-30 20:00')).toEqual(['2026-09-29']);
    expect(inQuarter('2026-09-27 00:00', '2026-09-27 20:00')).toEqual(['2026-09-26']);
    expect(inQuarter('2026-09-26 00:00', '2026-09-26 20:00')).toEqual([]);
    expect(missing('2026-09-30 00:00', '2026-09-30 20:00', '2026-10-01 00:00').missingAfter).toEqual(['2026-09-29']);
  });
});

describe('CSV', () => {
  test('[R-COUNT-6] holds the same figures', () => {
    const numbers = Object.fromEntries(COUNT_KINDS.map((kind, i) => [kind, i * 4]));
    expect(csvOf(publish(stored({ po: 3 }, { po: numbers })))).toBe(
      '\uFEFFKwartaal;Sectoren;Verstuurd;Geopend vóór de bel;Geregeld vóór de bel;Teruggestuurd;Ingetrokken;Niet geopend;Kan ontbreken na\r\n' +
        '2026-Q4;po;minder dan 5;minder dan 5;10;10;15;20;\r\n',
    );
    expect(csvOf(publish(stored({ po: 2 }, { po: numbers })))).toContain('\r\n2026-Q4;po;te weinig scholen;te weinig scholen;');
  });

  test('[R-COUNT-6] no cell is a formula, whatever it holds', () => {
    const hostile = {
      ...publish(stored({ po: 3 })),
      quarters: [{ quarter: '=1+1;"x"', rows: [], withheld: SECTORS, missingAfter: ['@a'] }],
    };
    expect(csvOf(hostile).split('\r\n')[1]).toMatch(/^"'=1\+1;""x""";po \+ vo \+ mbo;.*;'@a$/);
  });
});

function rowsIn(of: Stored) {
  return publish(of).quarters.flatMap(({ rows }) => rows);
}
