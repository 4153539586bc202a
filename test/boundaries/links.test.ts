import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';

const documents = ['.', 'docs', 'demonstration', 'test'].flatMap((folder) =>
  existsSync(folder) ? readdirSync(folder).flatMap((file) => (file.endsWith('.md') ? [join(folder, file)] : [])) : [],
);

test.each(documents)('every file that %s points at is there', (document) => {
  const links = [...readFileSync(document, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(dirname(document), link)))).toEqual([]);
});

test('the readme quotes the words about sealing in full', () => {
  const words = readFileSync('README.md', 'utf8').replace(/\n> /g, ' ');
  expect(words).toContain("does not reveal them without a key from a recipient's browser.");
  expect(words).toContain('nor against a compromised staff computer.');
  expect(words).not.toMatch(/zero.knowledge|nobody can|no trace/i);
});

test('[R-CLIENT-9] every test that the accessibility checklist names is there', () => {
  const checklist = readFileSync('docs/accessibility.md', 'utf8');
  const named = [...checklist.matchAll(/\]\(\.\.\/(test\/[^)]+)\): “([^”]+)”/g)];
  expect(new Set([...checklist.matchAll(/^\|\s+(\d+)\s+\|/gm)].map(([, row]) => row)).size).toBe(20);
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(([, file = '', name = '']) => !readFileSync(file, 'utf8').includes(name));
  expect(missing.map(([quoted]) => quoted)).toEqual([]);
});
