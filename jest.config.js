import { existsSync } from 'node:fs';
import { programOf } from './scripts/system.mjs';

// Where the browser tests find Chromium, and its pages without the browser around them, which are quicker; empty: they are skipped.
process.env.CHROMIUM_SHELL ??= process.env.CHROMIUM ?? programOf('chromium-headless-shell') ?? '';
process.env.CHROMIUM ??= programOf('chromium') ?? '';

/** @type {import('jest').Config} */
const project = {
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  setupFilesAfterEnv: ['<rootDir>/test/support/setup.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '\\.css$': '<rootDir>/test/support/no-style.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '\\.tsx?$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic', importSource: 'preact' },
          },
        },
        module: { type: 'es6' },
      },
    ],
  },
};

/** Tests that ask the directory: they run on a PostgreSQL server where there is one. */
const ON_SERVER = ['test/unit/directory', 'test/unit/counts', 'test/journeys', 'test/silence', 'test/browser', 'test/machines'];

// Of those what asks no database, and what is about the data folder (journeys/stopping starts and kills processes on both).
const WITHOUT_SERVER = [
  'unit/directory/(pglite|lock|school-days)',
  'unit/counts/(publish|counts|counts-of)',
  'journeys/starting',
  'silence/(counting|gateways|residue)',
  'browser/gallery',
];

// What is about the data folder runs on PGlite; the rest only there where there is no server, and in `npm run proof`.
const ONCE = [
  'unit/directory/(?!pglite|lock|school)',
  'unit/counts/stored',
  'journeys/(?!(leaving|main|starting|stopping)\\.)',
  'silence/(?!(counting|gateways|residue)\\.)',
  'browser/(?!gallery)',
];
const isProof = process.env.PROOF === '1';
const hasServer = programOf('postgresql') !== undefined;
const ignored = (files) => files.map((file) => `/test/${file}`);

/** @type {import('jest').Config} */
export default {
  // Against what hangs: on a machine with more to do than this one, a test of seconds takes a minute.
  testTimeout: 180_000,
  // One more than the two cores that it is meant for: processes and browsers are waited for.
  maxWorkers: 3,
  // Modules of a test file that has ended are not all given back: after thirty files one would hold two gigabytes.
  workerIdleMemoryLimit: '900MB',
  reporters: ['default', '<rootDir>/scripts/tally.mjs'],
  projects: [
    {
      ...project,
      displayName: 'pglite',
      ...(isProof && {
        testMatch: [
          '<rootDir>/test/**/*.proof.ts',
          '<rootDir>/test/{journeys,silence,unit/directory,unit/counts}/*.test.ts',
          '<rootDir>/test/unit/signals/properties.test.ts',
        ],
      }),
      testPathIgnorePatterns: ['/postgresql\\.test\\.ts$', '/test/machines/', ...ignored(hasServer && !isProof ? ONCE : [])],
    },
    {
      ...project,
      displayName: 'postgresql',
      roots: ON_SERVER.filter((folder) => existsSync(folder)).map((folder) => `<rootDir>/${folder}`),
      ...(isProof && { testMatch: ['<rootDir>/test/machines/*.proof.ts'] }),
      testPathIgnorePatterns: ignored(WITHOUT_SERVER.map((file) => `${file}\\.test\\.ts$`)),
      globalSetup: '<rootDir>/scripts/postgresql.mjs',
      testEnvironment: '<rootDir>/test/support/postgresql-environment.mjs',
    },
  ],
};
