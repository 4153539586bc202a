import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

// Where real time may be read and waited for; everything else is handed a clock.
const TIME = ['src/clock/**', 'client/connection/clock.ts', 'client/elements/clock.ts', 'client/loading/loading.ts'];

// The only folder that writes to sockets.
const EMITTER = ['src/sockets/**'];

const TIMER = '/^set(Timeout|Interval)$/';
const time = [
  {
    selector: "MemberExpression[object.name=/^(Date|performance)$/][property.name='now']",
    message: 'Time comes from the clock.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time comes from the clock.' },
  { selector: `CallExpression[callee.name=${TIMER}]`, message: 'Timers come from the clock.' },
  { selector: `CallExpression[callee.property.name=${TIMER}]`, message: 'Timers come from the clock.' },
];
const chance = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Use crypto: ids must not be guessable.',
};
const emit = { selector: "CallExpression[callee.property.name='emit']", message: 'Only src/sockets writes to sockets.' };

const readable = (...names) => Object.fromEntries(names.map((name) => [name, 'readonly']));

export default defineConfig(
  { ignores: ['dist/', '.data/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: 'test/tsconfig.json',
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/unbound-method': 'off', // objects made of closures have no this
      '@typescript-eslint/require-await': 'off', // an interface may ask for a promise
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['src/**', 'client/**'],
    rules: {
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...time],
    },
  },
  { files: ['src/**'], rules: { 'no-restricted-syntax': ['error', ...time, chance, emit] } },
  { files: EMITTER, rules: { 'no-restricted-syntax': ['error', ...time, chance] } },
  { files: TIME, rules: { 'no-restricted-syntax': 'off' } },
  { files: ['client/words/**'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  {
    files: ['bench/**'],
    languageOptions: {
      globals: readable('Blob', 'Buffer', 'clearInterval', 'clearTimeout', 'fetch', 'FormData', 'setInterval', 'setTimeout'),
    },
  },
  // Parts of it run in a page.
  {
    files: ['bench/client/browser.mjs'],
    languageOptions: {
      globals: readable('addEventListener', 'document', 'MutationObserver', 'performance', 'requestAnimationFrame', 'window'),
    },
  },
  {
    files: ['test/**'],
    rules: {
      // Answers over the wire are unknown until a test has looked at them.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
