import { expect, test } from '@jest/globals';
import { Turns } from '../../../src/limits/turns.js';

test('[R-PUSH-6] a push service that is silent keeps so many waiting, in the order in which they came, and no other service', async () => {
  const turns = new Turns(2);
  const [begun, ends]: [string[], (() => void)[]] = [[], []];
  const asks = (of: string, what: string) =>
    turns.take(of, async () => {
      begun.push(what);
      await new Promise<void>((resolve) => ends.push(resolve));
      return what;
    });
  const all = ['first', 'second', 'third', 'fourth'].map((what) => asks('silent', what));
  const other = asks('other', 'elsewhere');
  expect(begun).toEqual(['first', 'second', 'elsewhere']);
  ends[0]!();
  expect(await all[0]).toBe('first');
  ends[1]!();
  expect(await all[1]).toBe('second');
  expect(begun).toEqual(['first', 'second', 'elsewhere', 'third', 'fourth']);
  for (const end of ends) end();
  expect(await Promise.all([...all, other])).toEqual(['first', 'second', 'third', 'fourth', 'elsewhere']);
  // One that fails gives its place back.
  const one = new Turns(1);
  await expect(one.take('x', () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  expect(await one.take('x', async () => 'done')).toBe('done');
});
