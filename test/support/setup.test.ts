import { expect, test } from '@jest/globals';
import { expectConsole, takeUnexpected } from './expect-console.js';

test('[R-LOG-1] output that no test expected is found', () => {
  console.warn('unexpected', { some: 'thing' });
  expect(takeUnexpected()).toEqual(["console.warn: unexpected { some: 'thing' }"]);
});

test('[R-LOG-1] expected output is let through, and only that', () => {
  expectConsole(/expected/);
  console.error('expected');
  expect(takeUnexpected()).toEqual([]);
  expectConsole(/never said/);
  expect(takeUnexpected()).toEqual(['missing: /never said/']);
});
