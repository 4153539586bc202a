import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { exportJWK, generateKeyPair } from 'jose';
import type { Me } from '../../src/contract/index.js';
import { Browser } from '../support/browser.js';
import { OpenIdProvider } from '../support/openid-provider.js';
import { ok, Person, prepared, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';
import { type Login, TravellingBrowser } from '../support/travelling-browser.js';

const MINUTE = 60_000;
const [SECRET, KEY] = [randomBytes(32).toString('base64url'), 'werk-sleutel-1'];
const TWO = 'urn:example:two-factors';

const env: Record<string, string> = {};
let providers: OpenIdProvider[];
let elzenmeer: OpenIdProvider;
let zandrijk: OpenIdProvider;
/** Is there, and says nothing until it is told to serve. */
let silent: OpenIdProvider;
/** Calls itself an issuer, and leads to another one for all the rest. */
let impostor: Server;
/** Where the impostor has tokens made. */
let tokensAt: string;
let folder: string;
let publicKey: Awaited<ReturnType<typeof exportJWK>>;

beforeAll(async () => {
  providers = await Promise.all([OpenIdProvider.starts(), OpenIdProvider.starts(), OpenIdProvider.starts()]);
  [elzenmeer, zandrijk, silent] = providers as [OpenIdProvider, OpenIdProvider, OpenIdProvider];
  const pair = await generateKeyPair('ES256', { extractable: true });
  publicKey = { ...(await exportJWK(pair.publicKey)), kid: KEY };
  tokensAt = `${zandrijk.issuer}/token`;
  impostor = createServer(({ url = '' }, response) => {
    const issuer = impostorAt() + url.replace('/.well-known/openid-configuration', '');
    const metadata = { issuer, authorization_endpoint: `${zandrijk.issuer}/auth`, token_endpoint: tokensAt };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({ ...metadata, jwks_uri: `${zandrijk.issuer}/jwks`, id_token_signing_alg_values_supported: ['ES256'] }),
    );
  });
  await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
  const { issuer } = elzenmeer;
  const known = { issuer, organisation: 'elzenmeer', clientId: 'seintje', clientSecret: SECRET };
  const privateKey = { ...(await exportJWK(pair.privateKey)), kid: KEY };
  folder = await mkdtemp(join(tmpdir(), 'seintje-issuers-'));
  env.OPENID_ISSUERS = join(folder, 'issuers.json');
  const issuers = [
    { ...known, key: 'elzenmeer', name: 'Elzenmeer' },
    {
      key: 'sleutel',
      name: 'Elzenmeer met sleutel',
      issuer,
      organisation: 'elzenmeer',
      clientId: 'seintje-key',
      privateKey,
      acr: [TWO],
    },
    { ...known, key: 'zandrijk', name: 'Zandrijk', issuer: zandrijk.issuer, organisation: 'zandrijk' },
    { ...known, key: 'stil', name: 'Stil', issuer: silent.issuer },
    { ...known, key: 'onbekend', name: 'Onbekend', clientSecret: randomBytes(32).toString('base64url') },
    { ...known, key: 'bedrieger', name: 'Bedrieger', issuer: impostorAt() },
    { ...known, key: 'verhuisd', name: 'Verhuisd', issuer: `${impostorAt()}/verhuisd` },
  ];
  await writeFile(env.OPENID_ISSUERS, JSON.stringify(issuers));
});

const impostorAt = () => `http://127.0.0.1:${(impostor.address() as AddressInfo).port}`;

const context = withApp({ production: true, env });

beforeAll(async () => {
  const redirectUri = `${context.app.url}/v1/openid/callback`;
  const bySecret = { id: 'seintje', secret: SECRET, redirectUri };
  await elzenmeer.serves([bySecret, { id: 'seintje-key', key: publicKey, redirectUri }]);
  await zandrijk.serves([bySecret], { addressInIdToken: false });
});

afterAll(async () => {
  impostor.close();
  await Promise.all(providers.map((provider) => provider.stops()));
  await rm(folder, { recursive: true });
});

let browser: TravellingBrowser;
beforeEach(() => {
  browser = new TravellingBrowser(context.app.url);
});

const arrivesAtBrowser = () => new TravellingBrowser(context.app.url);

const KARIN = { subject: 'karin', email: 'karin.degraaf@elzenmeer.example', email_verified: true, amr: ['pwd', 'mfa'] };
const MO = { subject: 'mo', email: 'mo.benali@elzenmeer.example', email_verified: true, amr: ['pwd', 'mfa'] };
const LOTTE = { subject: 'lotte', email: 'lotte.hendriks@delinde.example', email_verified: true };
const ANJA = { subject: 'anja', email: 'anja.terpstra@zandrijk.example', email_verified: true, amr: ['pwd', 'mfa'] };

/** A browser's pages, with the cookies that it has now. */
function pagesOf(traveller: TravellingBrowser): Browser {
  const pages = new Browser(context.app);
  pages.cookie = traveller.cookie;
  return pages;
}

async function me(traveller: TravellingBrowser): Promise<Me> {
  const pages = pagesOf(traveller);
  return pages.gets<Me>('GET', '/v1/me', undefined, await pages.token());
}

async function isSignedOut(traveller: TravellingBrowser): Promise<void> {
  expect(await pagesOf(traveller).refusal('POST', '/v1/session/token')).toBe('session-ended');
}

describe('an organisation’s own account', () => {
  test('[R-OPENID-1] signs people in: with a secret or a key of ours, at several providers', async () => {
    expect(await browser.signsIn('elzenmeer', KARIN)).toBe('/');
    expect(await me(browser)).toMatchObject({ name: 'Karin de Graaf', roles: [{ role: 'sender' }] });

    const byKey = arrivesAtBrowser();
    expect(await byKey.signsIn('sleutel', MO)).toBe('/');
    expect((await me(byKey)).name).toBe('Mo Benali');

    const elsewhere = arrivesAtBrowser();
    expect(await elsewhere.signsIn('zandrijk', ANJA)).toBe('/');
    expect((await me(elsewhere)).name).toBe('Anja Terpstra');
  });

  test('[R-OPENID-1] the sign-in page is told their keys and names, and nothing else', async () => {
    const { issuers } = await pagesOf(browser).gets<{ issuers: object[] }>('GET', '/v1/installation');
    expect(issuers.slice(0, 2)).toEqual([
      { key: 'elzenmeer', name: 'Elzenmeer' },
      { key: 'sleutel', name: 'Elzenmeer met sleutel' },
    ]);
  });

  test('[R-OPENID-1] asks for a code with PKCE, a state and a nonce, and for no more than an address', async () => {
    const { searchParams } = await browser.leaves('elzenmeer');
    const { state, nonce, code_challenge, ...others } = Object.fromEntries(searchParams);
    for (const random of [state, nonce, code_challenge]) expect(random).toMatch(/^[\w-]{43}$/);
    expect(others).toEqual({
      response_type: 'code',
      client_id: 'seintje',
      redirect_uri: `${context.app.url}/v1/openid/callback`,
      scope: 'openid email',
      code_challenge_method: 'S256',
      max_age: '14400',
    });
  });

  test('[R-OPENID-1] somebody else’s session in that browser ends, though its cookie does not come along', async () => {
    await browser.signsIn('elzenmeer', KARIN);
    const before = pagesOf(browser);
    await browser.signsIn('zandrijk', ANJA);
    expect((await me(browser)).name).toBe('Anja Terpstra');
    expect(await before.refusal('POST', '/v1/session/token')).toBe('session-ended');
  });

  test('[R-OPENID-1] sign-ins are recorded by who and where; what a provider says is not', async () => {
    const { records } = context.app;
    records.splice(0);
    expect(await browser.signsIn('elzenmeer', LOTTE)).toBe('/');
    const lotte = await context.app.personId('Lotte Hendriks');
    expect(records.splice(0).map((line) => JSON.parse(line) as object)).toMatchObject([
      { msg: 'account-bound', actor: lotte, object: 'elzenmeer', result: 'done' },
      { msg: 'sign-in', actor: lotte, result: 'done' },
    ]);
    browser.forgets(elzenmeer.issuer);
    const back = await browser.logsIn(await browser.leaves('elzenmeer'), KARIN);
    back.searchParams.set('error', 'canary');
    back.searchParams.set('error_description', 'canary');
    expect(await browser.comesBack(back)).toBe('/#not-recognised');
    expect(records.map((line) => JSON.parse(line) as object)).toMatchObject([
      { msg: 'sign-in', actor: null, object: 'elzenmeer', result: 'not-recognised' },
    ]);
    expect(records.join()).not.toMatch(/canary|code=|@/);
  });
});

describe('an answer that was not asked for', () => {
  const back = async (login: Login = KARIN) => browser.logsIn(await browser.leaves('elzenmeer'), login);
  const isRefused = async (address: URL, code = 'not-recognised', by = browser) => {
    expect(await by.comesBack(address)).toBe(`/#${code}`);
    await isSignedOut(by);
  };

  test('[R-OPENID-2] a code counts once: neither again in its own sign-in, nor in the next one', async () => {
    const first = await back();
    expect(await browser.comesBack(first)).toBe('/');
    expect(await browser.comesBack(first)).toBe('/#too-late');

    browser = arrivesAtBrowser();
    const second = await back();
    second.searchParams.set('code', first.searchParams.get('code')!);
    await isRefused(second);
  });

  test('[R-OPENID-2] a stolen code does not count in the sign-in of whoever stole it (PKCE)', async () => {
    const stolen = await back();
    const thief = arrivesAtBrowser();
    const own = await thief.logsIn(await thief.leaves('elzenmeer'), MO);
    own.searchParams.set('code', stolen.searchParams.get('code')!);
    await isRefused(own, 'not-recognised', thief);
  });

  test('[R-OPENID-2] another nonce', async () => {
    const address = await browser.leaves('elzenmeer');
    address.searchParams.set('nonce', randomBytes(32).toString('base64url'));
    await isRefused(await browser.logsIn(address, KARIN));
  });

  test.each(['', 'another'])('[R-OPENID-2] the state %j', async (state) => {
    const address = await back();
    address.searchParams.set('state', state);
    await isRefused(address);
  });

  test('[R-OPENID-2] the state of another browser, whether or not a sign-in is under way in this one', async () => {
    const address = await back();
    const idle = arrivesAtBrowser();
    await isRefused(address, 'too-late', idle);
    const busy = arrivesAtBrowser();
    await busy.leaves('elzenmeer');
    await isRefused(address, 'not-recognised', busy);
  });

  test('[R-OPENID-2] after five minutes', async () => {
    const address = await back();
    await context.app.clock.pass(5 * MINUTE);
    await isRefused(address, 'too-late');
  });

  test('[R-OPENID-2] of another issuer, or of none (RFC 9207)', async () => {
    const mixedUp = await back();
    mixedUp.searchParams.set('iss', zandrijk.issuer);
    await isRefused(mixedUp);
    const unnamed = await back();
    unnamed.searchParams.delete('iss');
    await isRefused(unnamed);
  });

  test('[R-OPENID-2] of an issuer that leads to another one, with that one’s ID token', async () => {
    const address = await browser.logsIn(await browser.leaves('bedrieger'), KARIN);
    address.searchParams.delete('iss');
    await isRefused(address);
  });

  test('[R-OPENID-2] a refusal at the provider, a bare visit, and a provider that there is not', async () => {
    const cancelled = await back();
    cancelled.searchParams.delete('code');
    cancelled.searchParams.set('error', 'access_denied');
    await isRefused(cancelled);
    const callback = new URL('/v1/openid/callback', context.app.url);
    await isRefused(callback, 'too-late');
    await isRefused(new URL('/v1/openid/nobody/start', context.app.url));
  });
});

describe('who an account is', () => {
  const NOOR = { subject: 'noor', email: 'noor.elamrani@delinde.example', email_verified: true };

  test.each([false, undefined, 'true'])('[R-OPENID-3] an address of which verified is %j leads to nobody', async (verified) => {
    expect(await browser.signsIn('elzenmeer', { ...NOOR, email_verified: verified })).toBe('/#unverified-address');
    const elsewhere = arrivesAtBrowser();
    expect(await elsewhere.signsIn('zandrijk', { ...ANJA, subject: 'new', email_verified: verified })).toBe(
      '/#unverified-address',
    );
  });

  test.each([
    ['nobody’s', 'nobody@elzenmeer.example'],
    ['of somebody of another organisation', ANJA.email],
    ['that looks like somebody’s', KARIN.email.replace('k', '\u212A')],
  ])('[R-OPENID-3] an address %s is not recognised', async (_, email) => {
    expect(await browser.signsIn('elzenmeer', { subject: 'somebody', email, email_verified: true })).toBe('/#not-recognised');
    await isSignedOut(browser);
  });

  test('[R-OPENID-3] the address leads to the account once: then its subject counts, and a second subject does not', async () => {
    expect(await browser.signsIn('elzenmeer', { ...NOOR, email: NOOR.email.toUpperCase() })).toBe('/');
    const second = arrivesAtBrowser();
    expect(await second.signsIn('elzenmeer', { ...NOOR, subject: 'second' })).toBe('/#not-recognised');

    const renamed = arrivesAtBrowser();
    expect(await renamed.signsIn('elzenmeer', { subject: 'noor', email: 'other@delinde.example', email_verified: false })).toBe(
      '/',
    );
    expect((await me(renamed)).name).toBe('Noor el Amrani');

    const namesake = arrivesAtBrowser();
    expect(await namesake.signsIn('zandrijk', { subject: 'noor', email: NOOR.email, email_verified: true })).toBe(
      '/#not-recognised',
    );
  });

  test('[R-OPENID-3] an account of one organisation leads to nobody by way of another', async () => {
    await browser.signsIn('zandrijk', ANJA);
    const address = await browser.leaves('elzenmeer');
    expect(await browser.comesBack(await browser.logsIn(address, ANJA))).toBe('/#not-recognised');
  });

  test('[R-OPENID-3] roles come from the directory, whatever an account claims', async () => {
    const claims = { subject: 'tom', email: 'tom.vos@delinde.example', email_verified: true, roles: ['administrator'] };
    expect(await browser.signsIn('elzenmeer', claims)).toBe('/');
    expect((await me(browser)).roles).toEqual([expect.objectContaining({ role: 'teacher', school: '99AA00' })]);
  });
});

describe('two factors', () => {
  /** Karin at a page of hers, with the session of this browser, on a device of her own. */
  async function atPage(): Promise<Person> {
    await pagesOf(browser).gets('PUT', '/v1/session/use', { use: 'own' });
    const karin = await Person.signsIn(context.app, 'Karin de Graaf');
    karin.cookie = browser.cookie;
    await karin.connects();
    context.leave.push(() => karin.leaves());
    return karin;
  }

  /** A provider tells the time in whole seconds, and one may begin between the login and the token. */
  const minutesLeft = async () => Math.round(((await me(browser)).provenUntil! - context.app.clock.now()) / MINUTE);

  test('[R-OPENID-4] by one factor nobody sends; once the second is shown the same page sends, by another cookie', async () => {
    await context.arrives('Petra van Dam');
    await browser.signsIn('elzenmeer', { ...KARIN, amr: ['pwd'] });
    expect((await me(browser)).provenUntil).toBeNull();
    const karin = await atPage();
    const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
    expect(await karin.says('signal:send', signal)).toEqual(refused('step-up-required'));

    const before = pagesOf(browser);
    context.app.records.splice(0);
    expect(await browser.signsIn('elzenmeer', KARIN, { again: true })).toBe('/gelukt');
    expect(context.app.records).toEqual([]);
    expect(await before.refusal('POST', '/v1/session/token')).toBe('session-ended');
    ok(await karin.says('signal:send', signal));
    karin.cookie = browser.cookie;
    await karin.token();
  });

  test('[R-OPENID-4] a proof wears off, and is renewed', async () => {
    await browser.signsIn('elzenmeer', KARIN);
    await pagesOf(browser).gets('PUT', '/v1/session/use', { use: 'own' });
    expect(await minutesLeft()).toBe(240);
    await context.app.clock.pass(241 * MINUTE);
    expect(await browser.signsIn('elzenmeer', KARIN, { again: true })).toBe('/gelukt');
    expect(await minutesLeft()).toBe(240);
  });

  test('[R-OPENID-4] a proof is as old as the login at the provider', async () => {
    await browser.signsIn('elzenmeer', { ...KARIN, secondsAgo: 2 * 3600 });
    expect(await minutesLeft()).toBe(120);
  });

  test('[R-OPENID-4] where acr is agreed, nothing else counts', async () => {
    await browser.signsIn('sleutel', { ...MO, acr: 'urn:example:one-factor' });
    expect((await me(browser)).provenUntil).toBeNull();
    const other = arrivesAtBrowser();
    await other.signsIn('sleutel', { ...MO, acr: TWO });
    expect((await me(other)).provenUntil).not.toBeNull();
  });

  test('[R-OPENID-4] showing it anew by one factor, as somebody else, or without a session, changes nothing', async () => {
    expect(new URL(await browser.leaves('elzenmeer', { again: true }).then(String)).hash).toBe('#session-ended');
    await browser.signsIn('elzenmeer', { ...KARIN, amr: ['pwd'] });
    expect(await browser.signsIn('elzenmeer', { ...KARIN, amr: ['pwd'] }, { again: true })).toBe('/#step-up-required');
    browser.forgets(elzenmeer.issuer);
    expect(await browser.signsIn('elzenmeer', MO, { again: true })).toBe('/#not-recognised');
    browser.forgets(elzenmeer.issuer);
    expect(await me(browser)).toMatchObject({ name: 'Karin de Graaf', provenUntil: null });
    const address = await browser.logsIn(await browser.leaves('elzenmeer', { again: true }), KARIN);
    await pagesOf(browser).gets('DELETE', '/v1/session');
    expect(await browser.comesBack(address)).toBe('/#session-ended');
  });

  test('[R-OPENID-4] a login of before does not show it anew, whatever is taken out of the address on the way', async () => {
    await browser.signsIn('elzenmeer', { ...KARIN, secondsAgo: 600 });
    const address = await browser.leaves('elzenmeer', { again: true });
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    for (const name of ['prompt', 'max_age']) address.searchParams.delete(name);
    expect(await browser.comesBack(await browser.logsIn(address, KARIN))).toBe('/#not-recognised');
  });
});

describe('a provider that does not do its part', () => {
  test('[R-OPENID-5] a silent one keeps nobody waiting, and is asked anew; one that goes away is told', async () => {
    expect(String(await browser.leaves('stil'))).toBe(`${context.app.url}/#provider-unavailable`);
    context.app.expectLog(/"code":"unreachable"/);
    await silent.serves([{ id: 'seintje', secret: SECRET, redirectUri: `${context.app.url}/v1/openid/callback` }]);
    const address = await browser.logsIn(await browser.leaves('stil'), { ...MO, subject: 'mo-2' });
    await silent.stops();
    expect(await browser.comesBack(address)).toBe('/#provider-unavailable');
    context.app.expectLog(/"code":"unreachable"/);
  });

  test('[R-OPENID-5] one whose addresses have changed is looked up anew', async () => {
    const signsIn = async () => {
      const address = await browser.logsIn(await browser.leaves('verhuisd'), KARIN);
      address.searchParams.delete('iss');
      return browser.comesBack(address);
    };
    const good = tokensAt;
    tokensAt = 'http://127.0.0.1:1/token';
    expect(await signsIn()).toBe('/#provider-unavailable');
    context.app.expectLog(/"code":"unreachable"/);
    tokensAt = good;
    expect(await signsIn()).toBe('/#not-recognised');
  });

  test('[R-OPENID-5] one that does not take us for its client is told to the operator', async () => {
    expect(await browser.signsIn('onbekend', KARIN)).toBe('/#provider-unavailable');
    context.app.expectLog(/"code":"OAUTH_WWW_AUTHENTICATE_CHALLENGE"/);
  });
});
