import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { OPTIONS, rulesOf } from './boundaries.mjs';
import { TABLE } from './table.mjs';

test('[R-HOUSE-1] every folder has a row, and every row a folder', () => {
  const folders = ['src', 'client'].flatMap((side) => [
    side,
    ...readdirSync(side, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${side}/${entry.name}`),
  ]);
  expect(Object.keys(TABLE).sort()).toEqual(folders.sort());
});

// That none is in the project is checked beside the tests, by the same rules: `npm run check`.
test('[R-HOUSE-1] planted imports are found: of a type, of a package, of Node, and across the wire', async () => {
  expect(await violationsIn('test/boundaries/planted')).toEqual([
    'client/words/words.ts → src/sender/sender.ts (client-not-to-server)',
    'client/words/words.ts → src/sender/sender.ts (client/words imports)',
    'src/contract/contract.ts → crypto (src/contract packages)',
    'src/sealed/sealed.ts → @nestjs/common (src/sealed packages)',
    'src/sender/sender.ts → src/recipient/recipient.ts (src/sender imports)',
  ]);
});

async function violationsIn(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['src', 'client'], { ...OPTIONS, baseDir, validate: true, ruleSet: { forbidden: rulesOf() } });
  return (output as ICruiseResult).summary.violations.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`).sort();
}
