import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { faultsOf, type Lock } from './lockfile.js';

// CVE-2026-48779 and -62389, CVE-2026-59725, CVE-2026-33151 and -69185.
const MINIMUM = { ws: '8.21.1', 'engine.io': '6.6.7', 'socket.io-parser': '4.2.7' };

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;

test('[R-SUPPLY-1] every copy of the websocket packages is a mended one, and everything comes from the registry', () => {
  expect(faultsOf(lock, MINIMUM)).toEqual([]);
  for (const name of Object.keys(MINIMUM)) expect(lock.packages).toHaveProperty([`node_modules/${name}`]);
});

test.each([
  ['a nested old copy', 'node_modules/a/node_modules/ws', { version: '8.21.0' }, 'is 8.21.0, needs 8.21.1'],
  ['a pre-release', 'node_modules/engine.io', { version: '6.6.7-rc.1' }, 'is 6.6.7-rc.1, needs 6.6.7'],
  ['a greater number with more digits', 'node_modules/socket.io-parser', { version: '4.2.10' }, null],
  [
    'a git source',
    'node_modules/b',
    { resolved: 'git+ssh://git@example.org/b.git' },
    'comes from git+ssh://git@example.org/b.git',
  ],
  ['plain http', 'node_modules/c', { resolved: 'http://registry.npmjs.org/c.tgz' }, 'comes from http://registry.npmjs.org/c.tgz'],
  ['a missing hash', 'node_modules/d', { integrity: undefined }, 'has no integrity'],
])('[R-SUPPLY-1] planted: %s', (_what, path, planted, fault) => {
  const sound = { version: '1.0.0', resolved: 'https://registry.npmjs.org/x.tgz', integrity: 'sha512-x' };
  const faults = faultsOf({ packages: { '': {}, [path]: { ...sound, ...planted } } }, MINIMUM);
  expect(faults).toEqual(fault ? [`${path} ${fault}`] : []);
});
