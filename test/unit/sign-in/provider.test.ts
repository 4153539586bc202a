import { afterEach, expect, jest, test } from '@jest/globals';
import { Provider } from '../../../src/sign-in/openid/provider.js';

const ASKED = { issuer: 'x', state: 's', nonce: 'n', verifier: 'v'.repeat(43), again: false, session: null, askedAt: 0 };
const HERE = 'https://seintje.example/v1/openid/callback';

afterEach(() => {
  jest.restoreAllMocks();
});

/** A provider at an address, whose metadata say that it is another one, or that very one. */
function providerAt(issuer: string, saysItIs: string): { provider: Provider; complaints: string[] } {
  const metadata = {
    issuer: saysItIs,
    authorization_endpoint: 'https://login.example/auth',
    token_endpoint: 'https://login.example/token',
  };
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(metadata));
  const complaints: string[] = [];
  const client = { secret: 'a-secret-of-many-signs' };
  const configured = {
    key: 'x',
    name: 'X',
    issuer,
    organisation: 'x',
    clientId: 'x',
    client,
    acr: [],
    trusted: false,
    scope: 'openid',
  };
  return { provider: new Provider(configured, (code) => complaints.push(code)), complaints };
}

test.each([
  [
    'any tenant of a provider',
    'https://login.microsoftonline.com/common/v2.0',
    'https://login.microsoftonline.com/{tenantid}/v2.0',
  ],
  ['another tenant', 'https://login.microsoftonline.com/one/v2.0', 'https://login.microsoftonline.com/two/v2.0'],
])('[R-OPENID-1] %s is not the organisation’s issuer', async (_, issuer, saysItIs) => {
  const { provider, complaints } = providerAt(issuer, saysItIs);
  await expect(provider.addressFor(ASKED, HERE)).rejects.toMatchObject({ code: 'provider-unavailable' });
  expect(complaints).toEqual(['another-issuer']);
});

test('[R-OPENID-1] nor is one at another address', async () => {
  const { provider } = providerAt('https://login.elzenmeer.example', 'https://login.zandrijk.example');
  await expect(provider.addressFor(ASKED, HERE)).rejects.toMatchObject({ code: 'provider-unavailable' });
});

test('[R-OPENID-1] the organisation’s own one is', async () => {
  const one = 'https://login.microsoftonline.com/one/v2.0';
  const { provider, complaints } = providerAt(one, one);
  expect(await provider.addressFor(ASKED, HERE)).toMatch(/^https:\/\/login\.example\/auth\?/);
  expect(complaints).toEqual([]);
});
