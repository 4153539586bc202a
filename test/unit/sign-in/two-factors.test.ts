import { expect, test } from '@jest/globals';
import { isByTwoFactors } from '../../../src/sign-in/openid/two-factors.js';

const NOTHING_AGREED = { acr: [], trusted: false };

test.each<[unknown, boolean]>([
  [['mfa'], true],
  [['pwd', 'mfa'], true],
  [['pwd', 'otp'], true],
  [['pin', 'hwk'], true],
  [['fpt', 'swk'], true],
  [['pwd'], false],
  [['pwd', 'kba'], false],
  [['otp'], false],
  [['hwk', 'user'], false],
  [['MFA'], false],
  [['rsa'], false],
  [[], false],
  ['mfa', false],
  [{ 0: 'mfa' }, false],
  [undefined, false],
])('[R-OPENID-4] amr %j is two factors: %j', (amr, isTwo) => {
  expect(isByTwoFactors(NOTHING_AGREED, { amr })).toBe(isTwo);
});

test('[R-OPENID-4] where values of acr are agreed, one of them is needed, whatever else is said', () => {
  const agreed = { acr: ['two', 'three'], trusted: true };
  expect(isByTwoFactors(agreed, { acr: 'three' })).toBe(true);
  for (const acr of ['one', '', undefined, ['two'], 'two three'])
    expect(isByTwoFactors(agreed, { acr, amr: ['mfa'] })).toBe(false);
});

test('[R-OPENID-4] an organisation may vouch for two factors', () => {
  expect(isByTwoFactors({ acr: [], trusted: true }, {})).toBe(true);
});
