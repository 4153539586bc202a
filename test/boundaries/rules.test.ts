import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const rules = [...readFileSync('test/RULES.md', 'utf8').matchAll(/^- \*\*(R-[A-Z]+-\d+)\*\*( \(later\))?/gm)];
const numbers = rules.map(([, rule]) => rule);
const due = rules.filter(([, , later]) => !later).map(([, rule]) => rule);

const quoted = new Map<string, string>();
for (const file of readdirSync('test', { recursive: true, encoding: 'utf8' })) {
  if (!/\.(test|proof)\.tsx?$/.test(file)) continue;
  for (const line of readFileSync(`test/${file}`, 'utf8').split('\n')) {
    // A test that does not run proves nothing.
    if (/\.(skip|todo)\b|^\s*(\/\/|\*)/.test(line)) continue;
    for (const [, rule = ''] of line.matchAll(/\[(R-[A-Z]+-\d+)\]/g)) quoted.set(rule, file);
  }
}

test('every rule has one number', () => {
  expect(numbers.length).toBeGreaterThan(20);
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('every rule is quoted by the name of a test', () => {
  expect(due.filter((rule = '') => !quoted.has(rule))).toEqual([]);
});

test('every rule that a test quotes exists', () => {
  expect([...quoted].filter(([rule]) => !numbers.includes(rule))).toEqual([]);
});
