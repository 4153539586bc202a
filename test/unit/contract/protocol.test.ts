import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { BAD_INPUT } from '../../../src/contract/index.js';

const text = readFileSync('docs/protocol.md', 'utf8').replaceAll('\\_', '_').replaceAll('`', '');

test('[R-INPUT-1] docs/protocol.md has every line of the table of bad input', () => {
  for (const [input, answer] of Object.entries(BAD_INPUT))
    expect(text).toMatch(new RegExp(`^\\| ${input} +\\| ${answer} +\\|$`, 'm'));
});

test('docs/protocol.md names every command and event of the contract', () => {
  const named = [...readFileSync('src/contract/events.ts', 'utf8').matchAll(/^ {2}'?([a-z:-]+)'?: (?:Command<|\()/gm)].map(
    ([, name]) => name!,
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((name) => !text.includes(`| ${name} `))).toEqual([]);
});
