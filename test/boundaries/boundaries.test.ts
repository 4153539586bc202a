import { readdirSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { OPTIONS, rulesOf } from './boundaries.mjs';
import { TABLE } from './table.mjs';

test('[R-HOUSE-1] no folder imports what its row in the table does not name', async () => {
  const { violations, totalCruised } = await cruiseFrom('.');
  expect(violations).toEqual([]);
  expect(totalCruised).toBeGreaterThan(20);
});

test('[R-HOUSE-1] every folder has a row, and every row a folder', () => {
  const folders = ['src', 'client'].flatMap((side) => [
    side,
    ...readdirSync(side, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${side}/${entry.name}`),
  ]);
  expect(Object.keys(TABLE).sort()).toEqual(folders.sort());
});

test('planted imports are found: of a type, of a package, of Node, and across the wire', async () => {
  const { violations } = await cruiseFrom('test/boundaries/planted');
  expect(violations).toEqual([
    'client/words/words.ts → src/sender/sender.ts (client-not-to-server)',
    'client/words/words.ts → src/sender/sender.ts (client/words imports)',
    'src/contract/contract.ts → crypto (src/contract packages)',
    'src/sealed/sealed.ts → @nestjs/common (src/sealed packages)',
    'src/sender/sender.ts → src/recipient/recipient.ts (src/sender imports)',
  ]);
});

async function cruiseFrom(baseDir: string): Promise<{ violations: string[]; totalCruised: number }> {
  const { output } = await cruise(['src', 'client'], { ...OPTIONS, baseDir, validate: true, ruleSet: { forbidden: rulesOf() } });
  const { violations, totalCruised } = (output as ICruiseResult).summary;
  return { violations: violations.map(({ from, to, rule }) => `${from} → ${to} (${rule.name})`).sort(), totalCruised };
}
