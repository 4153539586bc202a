import { expect, test } from '@jest/globals';
import { EVERYTHING, forgetfulDays } from './forgetful.js';

test('[R-HEAL-1] [R-HEAL-2] thousands of days with a server that forgets', async () => {
  expect(await forgetfulDays(5_000)).toEqual(EVERYTHING);
}, 600_000);
