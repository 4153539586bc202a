import { existsSync } from 'node:fs';
import { programOf } from './scripts/system.mjs';

// Where the browser tests find Chromium; empty: they are skipped.
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

/** Tests that ask the directory: they run on both engines. */
const BOTH = ['test/unit/directory', 'test/unit/counts', 'test/journeys'];

// Of those what asks no database, and what is about the data folder (journeys/stopping starts and kills processes on both).
const WITHOUT_SERVER = [
  'unit/directory/(pglite|lock|school-days)',
  'unit/counts/(publish|counts|counts-of)',
  'journeys/starting',
];

/** @type {import('jest').Config} */
export default {
  testTimeout: 30_000,
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/scripts/tally.mjs'],
  projects: [
    { ...project, displayName: 'pglite', testPathIgnorePatterns: ['/postgresql\\.test\\.ts$'] },
    {
      ...project,
      displayName: 'postgresql',
      roots: BOTH.filter((folder) => existsSync(folder)).map((folder) => `<rootDir>/${folder}`),
      testPathIgnorePatterns: WITHOUT_SERVER.map((file) => `/test/${file}\\.test\\.ts$`),
      globalSetup: '<rootDir>/scripts/postgresql.mjs',
      testEnvironment: '<rootDir>/test/support/postgresql-environment.mjs',
    },
  ],
};
