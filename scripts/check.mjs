import { availableParallelism } from 'node:os';
import { run } from './run.mjs';

const CACHE = 'node_modules/.cache/seintje';
// Five times as quick as the version whose programming interface ESLint's rules and Nest's build need.
const tsc = (project, name) => [
  'typescript-native/bin/tsc',
  '-p',
  project,
  '--noEmit',
  '--incremental',
  '--tsBuildInfoFile',
  `${CACHE}/${name}`,
];

/** What must hold beside the tests; the slowest first. */
const CHECKS = {
  'eslint: rules of the house': ['eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  'types of the tests': tsc('test', 'test.tsbuildinfo'),
  'types of the client': tsc('client', 'client.tsbuildinfo'),
  'types of the server': tsc('.', 'server.tsbuildinfo'),
  'prettier: format': [
    'prettier/bin/prettier.cjs',
    '--check',
    '.',
    '--log-level',
    'warn',
    '--cache',
    '--cache-location',
    `${CACHE}/prettier`,
  ],
  'knip: nothing unused': ['knip/bin/knip.js', '--no-progress'],
  'dependency-cruiser: boundaries': [
    'dependency-cruiser/bin/dependency-cruise.mjs',
    '--config',
    '.dependency-cruiser.mjs',
    'src',
    'client',
  ],
  'jscpd: nothing twice': ['jscpd/bin/jscpd', '--config', '.jscpd.json'],
};

const waiting = Object.entries(CHECKS);
let failed = 0;

async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, [tool, ...args]] = next;
    const { code, output } = await run([process.execPath, `node_modules/${tool}`, ...args]);
    console.log(code === 0 ? `ok      ${name}` : `FAILED  ${name}\n${output.trimEnd()}\n`);
    if (code !== 0) failed += 1;
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, work));
// The exit code is the number of failed checks: the tests count them.
process.exitCode = failed;
