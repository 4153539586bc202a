import { describe } from '@jest/globals';
import type { LaunchOptions } from 'playwright-core';

/** Where there is no Chromium these tests are skipped; `npm test` says so. */
export const inChromium = process.env.CHROMIUM ? describe : describe.skip;

/** A quiet browser, with a profile such as people have: it asks nothing of the world by itself. */
export const CHROMIUM: LaunchOptions = {
  executablePath: process.env.CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** Its pages alone, without the browser around them: where nothing is about the browser, and quicker. */
export const SHELL: LaunchOptions = { ...CHROMIUM, executablePath: process.env.CHROMIUM_SHELL };
