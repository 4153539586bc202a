import type { CountRow, PublishedCounts } from '../../src/contract/index.js';

function row(sectors: CountRow['sectors'], ...[sent, opened, known, returned, withdrawn, unopened]: (number | null)[]): CountRow {
  const figure = (number: number | null = null) => number;
  return {
    sectors,
    numbers: {
      sent: figure(sent),
      'opened-before-bell': figure(opened),
      'known-before-bell': figure(known),
      returned: figure(returned),
      withdrawn: figure(withdrawn),
      unopened: figure(unopened),
    },
  };
}

/** Figures of nowhere. */
export const COUNTS: PublishedCounts = {
  since: '2025-09-01',
  until: '2026-03-12',
  missingAfter: [],
  quarters: [
    {
      quarter: '2025-Q4',
      rows: [row(['po'], 85, 75, 60, 5, null, null), row(['vo', 'mbo'], 20, 15, 10, null, null, null)],
      withheld: [],
      missingAfter: [],
    },
    {
      quarter: '2025-Q3',
      rows: [row(['po'], 10, null, null, null, null, null)],
      withheld: ['vo', 'mbo'],
      missingAfter: ['2025-09-17'],
    },
  ],
};
