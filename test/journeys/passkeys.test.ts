import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { OwnPasskey, OwnSession } from '../../src/contract/index.js';
import { Sessions, StaffChanges } from '../../src/directory/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Authenticator } from '../support/authenticator.js';
import { Browser } from '../support/browser.js';
import { withApp } from '../support/start-app.js';

const context = withApp({ production: true });
const HOUR = 3_600_000;

const OPTIONS = '/v1/passkeys/sign-in/options';
const SIGN_IN = '/v1/passkeys/sign-in';
type Options = Parameters<Authenticator['proves']>[0];
type Creation = Parameters<Authenticator['creates']>[0];

/** The secret of a new link for somebody. */
async function invited(name: string): Promise<string> {
  const { app } = context;
  const { link } = await app.get(Invitations).invite(await app.personId(name));
  return new URL(link!).hash.slice(1);
}

/** Makes a passkey by a link; says what the server answers. */
async function accepts(browser: Browser, secret: string, key: Authenticator, lies = {}): Promise<Response> {
  const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret });
  return browser.asks('POST', '/v1/invitations/accept', { secret, credential: key.creates(options, lies), name: 'Telefoon' });
}

async function signsIn(browser: Browser, key: Authenticator, lies = {}): Promise<Response> {
  const options = await browser.gets<Options>('POST', OPTIONS);
  return browser.asks('POST', SIGN_IN, { credential: key.proves(options, lies) });
}

async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as { code: string }).code;
}

async function whoIs(browser: Browser): Promise<string> {
  return (await browser.gets<{ name: string }>('GET', '/v1/me', undefined, await browser.token())).name;
}

let browser: Browser;
let key: Authenticator;
beforeEach(() => {
  browser = new Browser(context.app);
  key = new Authenticator(context.app.url);
});

describe('an invitation', () => {
  test('[R-INVITE-1] leads to a passkey, by which Petra is in, out, and in again', async () => {
    const secret = await invited('Petra van Dam');
    expect(await browser.gets('POST', '/v1/invitations/open', { secret })).toMatchObject({
      name: 'Petra van Dam',
      organisation: 'Regio Elzenmeer',
      roles: [{ schoolName: 'OBS De Linde' }, { schoolName: 'CBS Het Kompas' }],
    });
    expect((await accepts(browser, secret, key)).status).toBe(204);
    expect(await whoIs(browser)).toBe('Petra van Dam');
    await browser.gets('DELETE', '/v1/session');
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
    expect((await signsIn(browser, key)).status).toBe(204);
    expect(await whoIs(browser)).toBe('Petra van Dam');
  });

  test('[R-INVITE-2] is good for once, also of two who use it at the same time', async () => {
    const secret = await invited('Petra van Dam');
    const browsers = [browser, new Browser(context.app)];
    const answers = await Promise.all(browsers.map((each) => accepts(each, secret, new Authenticator(context.app.url))));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await new Browser(context.app).refusal('POST', '/v1/invitations/open', { secret })).toBe('invitation-used');
    expect(await new Browser(context.app).refusal('POST', '/v1/invitations/options', { secret })).toBe('invitation-used');
  });

  test('[R-INVITE-2] is good for 24 hours, until it is revoked, and until the next one', async () => {
    const { app } = context;
    const late = await invited('Petra van Dam');
    await app.clock.goTo(app.clock.now() + 24 * HOUR);
    expect(await browser.refusal('POST', '/v1/invitations/options', { secret: late })).toBe('invitation-expired');
    const first = await invited('Petra van Dam');
    const second = await invited('Petra van Dam');
    expect(await browser.refusal('POST', '/v1/invitations/open', { secret: first })).toBe('invitation-expired');
    await app.get(Invitations).revoke(await app.personId('Petra van Dam'));
    expect(await browser.refusal('POST', '/v1/invitations/open', { secret: second })).toBe('invitation-expired');
  });

  test('[R-INVITE-2] revoked while the passkey is being made is not used', async () => {
    const { app } = context;
    const secret = await invited('Petra van Dam');
    const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret });
    await app.get(Invitations).revoke(await app.personId('Petra van Dam'));
    const made = { secret, credential: key.creates(options), name: 'Telefoon' };
    expect(await browser.refusal('POST', '/v1/invitations/accept', made)).toBe('invitation-expired');
  });

  test('[R-INVITE-3] of another installation is unknown, and one person’s ceremony makes no passkey for another', async () => {
    const foreign = 'A'.repeat(43);
    expect(await browser.refusal('POST', '/v1/invitations/open', { secret: foreign })).toBe('invitation-unknown');
    const [petras, hans] = [await invited('Petra van Dam'), await invited('Hans Willems')];
    const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret: petras });
    const made = { secret: hans, credential: key.creates(options), name: 'Telefoon' };
    expect(await browser.refusal('POST', '/v1/invitations/accept', made)).toBe('too-late');
    expect((await accepts(browser, hans, key)).status).toBe(204);
    expect(await whoIs(browser)).toBe('Hans Willems');
  });

  test.each([
    ['another origin', { origin: 'https://seintje.example.evil' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['nobody who unlocked it', { unverified: true }],
  ])('[R-INVITE-3] is not used up by a passkey of %s', async (_, lies) => {
    const secret = await invited('Petra van Dam');
    expect(await codeOf(await accepts(browser, secret, key, lies))).toBe('not-recognised');
    expect((await accepts(browser, secret, key)).status).toBe(204);
  });
});

describe('a passkey', () => {
  beforeEach(async () => {
    context.app.records.splice(0);
    const secret = await invited('Hans Willems');
    expect((await accepts(browser, secret, key)).status).toBe(204);
    await browser.gets('DELETE', '/v1/session');
  });

  test.each([
    ['of another origin', { origin: 'http://localhost:1' }],
    ['of another relying party', { rpId: 'evil.example' }],
    ['of nobody who unlocked it', { unverified: true }],
    ['whose counter does not rise', { counter: 1 }],
  ])('[R-PASSKEY-1] %s is refused', async (_, lies) => {
    expect(await codeOf(await signsIn(browser, key, lies))).toBe('not-recognised');
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
  });

  test('[R-PASSKEY-1] proves once: the same proof again, one in another browser, and a late one are refused', async () => {
    const options = await browser.gets<Options>('POST', OPTIONS);
    const credential = key.proves(options);
    const thief = new Browser(context.app);
    expect(await thief.refusal('POST', SIGN_IN, { credential })).toBe('too-late');
    expect((await browser.asks('POST', SIGN_IN, { credential })).status).toBe(204);
    expect(await browser.refusal('POST', SIGN_IN, { credential })).toBe('too-late');
    const other = await browser.gets<Options>('POST', OPTIONS);
    expect(await browser.refusal('POST', SIGN_IN, { credential })).toBe('not-recognised');
    await browser.gets<Options>('POST', OPTIONS);
    await context.app.clock.goTo(context.app.clock.now() + 300_000);
    expect(await browser.refusal('POST', SIGN_IN, { credential: key.proves(other) })).toBe('too-late');
  });

  test('[R-PASSKEY-1] with a changed signature is refused', async () => {
    const options = await browser.gets<Options>('POST', OPTIONS);
    const credential = key.proves(options);
    const forged = new Authenticator(context.app.url).proves(options);
    credential.response.signature = forged.response.signature;
    expect(await browser.refusal('POST', SIGN_IN, { credential })).toBe('not-recognised');
  });

  test('[R-LOG-3] is recorded when it is made, leads in, is refused and seems to be a copy, by the id of its person alone', async () => {
    const { app } = context;
    const actor = await app.personId('Hans Willems');
    await signsIn(browser, key);
    // To prove it anew comes before a signal is sent: of that there is no line.
    await signsIn(browser, key);
    await signsIn(new Browser(app), key, { counter: 1 });
    await signsIn(new Browser(app), new Authenticator(app.url));
    const lines = app.records.splice(0).map((line) => JSON.parse(line) as { msg: string; actor: string; result: string });
    expect(lines.map(({ msg, actor, result }) => [msg, actor, result])).toEqual([
      ['passkey-made', actor, 'done'],
      ['sign-in', actor, 'done'],
      ['sign-out', actor, 'done'],
      ['sign-in', actor, 'done'],
      ['passkey-copied', actor, 'not-recognised'],
      ['sign-in', actor, 'not-recognised'],
      ['sign-in', null, 'not-recognised'],
    ]);
    expect(new Set(lines.flatMap((line) => Object.keys(line)))).toEqual(new Set(['level', 'time', 'actor', 'result', 'msg']));
  });

  test('[R-PASSKEY-2] is refused with the same bytes whether it is known or not', async () => {
    const refused = async (who: Authenticator) => (await signsIn(new Browser(context.app), who, { unverified: true })).text();
    expect(await refused(new Authenticator(context.app.url))).toBe(await refused(key));
    const options = await browser.gets<Options>('POST', OPTIONS);
    expect(options).not.toHaveProperty('allowCredentials');
  });

  test('[R-PASSKEY-1] from a page that is not ours reaches no handler', async () => {
    browser.origin = 'https://evil.example';
    expect(await browser.refusal('POST', OPTIONS)).toBe('not-allowed');
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('not-allowed');
    expect(await browser.refusal('DELETE', '/v1/session')).toBe('not-allowed');
  });

  test('[R-PASSKEY-3] is one of several, with names; the last one stays, and another person’s is out of reach', async () => {
    const { app } = context;
    const hans = await app.personId('Hans Willems');
    await app.get(StaffChanges).forgetPasskeys(hans, app.clock.now());
    expect((await accepts(browser, await invited('Hans Willems'), key)).status).toBe(204);
    // Not before it is said who uses the device, and not where a class looks at it.
    expect(await browser.refusal('POST', '/v1/passkeys/options', {}, await browser.token())).toBe('not-allowed');
    await browser.gets('PUT', '/v1/session/use', { use: 'own' });
    const token = await browser.token();
    const second = new Authenticator(app.url);
    const options = await browser.gets<Creation>('POST', '/v1/passkeys/options', {}, token);
    expect(options.excludeCredentials).toMatchObject([{ id: key.id }]);
    await browser.gets('POST', '/v1/passkeys', { credential: second.creates(options), name: 'Computer' }, token);
    await browser.gets('PUT', `/v1/passkeys/${second.id}/name`, { name: ' Kantoor ' }, token);
    const list = await browser.gets<OwnPasskey[]>('GET', '/v1/passkeys', undefined, token);
    expect(new Map(list.map(({ id, name }) => [id, name]))).toEqual(
      new Map([
        [key.id, 'Telefoon'],
        [second.id, 'Kantoor'],
      ]),
    );

    const petra = new Browser(app);
    await accepts(petra, await invited('Petra van Dam'), new Authenticator(app.url));
    await petra.gets('PUT', '/v1/session/use', { use: 'own' });
    await petra.gets('DELETE', `/v1/passkeys/${key.id}`, undefined, await petra.token());
    await petra.gets('PUT', `/v1/passkeys/${key.id}/name`, { name: 'van Petra' }, await petra.token());
    await browser.gets('DELETE', `/v1/passkeys/${key.id}`, undefined, token);
    expect(await browser.refusal('DELETE', `/v1/passkeys/${second.id}`, undefined, token)).toBe('last-passkey');
    expect(await codeOf(await signsIn(new Browser(app), key))).toBe('not-recognised');
    expect((await signsIn(new Browser(app), second)).status).toBe(204);
  });

  test('[R-SESSION-3] is asked for anew before one is added or removed, when the last proof is four hours old', async () => {
    const { app } = context;
    await signsIn(browser, key);
    await browser.gets('PUT', '/v1/session/use', { use: 'own' });
    await app.clock.goTo(app.clock.now() + 4 * HOUR);
    const ask = async () => browser.refusal('POST', '/v1/passkeys/options', {}, await browser.token());
    expect(await ask()).toBe('step-up-required');
    expect(await browser.refusal('DELETE', `/v1/passkeys/${key.id}`, undefined, await browser.token())).toBe('step-up-required');
    const before = await browser.gets<OwnSession[]>('GET', '/v1/sessions', undefined, await browser.token());
    expect((await signsIn(browser, key)).status).toBe(204);
    await browser.gets('POST', '/v1/passkeys/options', {}, await browser.token());
    // It is the same session still.
    const after = await browser.gets<OwnSession[]>('GET', '/v1/sessions', undefined, await browser.token());
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  test('[R-SESSION-1] a cookie from before a sign-out, a step-up or another person’s sign-in is refused', async () => {
    const refused = async (cookie: string) => {
      const thief = new Browser(context.app);
      thief.cookie = cookie;
      return thief.refusal('POST', '/v1/session/token');
    };
    await signsIn(browser, key);
    const first = browser.cookie;
    await signsIn(browser, key);
    expect(await refused(first)).toBe('session-ended');
    const second = browser.cookie;
    expect(second).not.toBe(first);
    const petras = new Authenticator(context.app.url);
    await accepts(browser, await invited('Petra van Dam'), petras);
    expect(await refused(second)).toBe('session-ended');
    const third = browser.cookie;
    await browser.gets('DELETE', '/v1/session');
    expect(await refused(third)).toBe('session-ended');
  });

  test('[R-SESSION-3] is proven anew by whoever is signed in there, and by nobody else', async () => {
    await signsIn(browser, key);
    const colleague = new Authenticator(context.app.url);
    await accepts(new Browser(context.app), await invited('Petra van Dam'), colleague);
    const options = await browser.gets<Options>('POST', OPTIONS);
    const proof = { credential: colleague.proves(options), again: true };
    expect(await browser.refusal('POST', SIGN_IN, proof)).toBe('not-recognised');
    expect(await whoIs(browser)).toBe('Hans Willems');
  });

  test('[R-SESSION-3] of a device of several people, "alleen ik" takes a proof of just now', async () => {
    const { app } = context;
    for (const use of ['board', 'shared']) {
      await signsIn(browser, key);
      await browser.gets('PUT', '/v1/session/use', { use });
      await app.clock.goTo(app.clock.now() + 300_001);
      expect(await browser.refusal('PUT', '/v1/session/use', { use: 'own' })).toBe('step-up-required');
      await signsIn(browser, key);
      await browser.gets('PUT', '/v1/session/use', { use: 'own' });
      await browser.gets('DELETE', '/v1/session');
    }
  });

  test('[R-SESSION-1] a token that was asked for before a new proof does not bring the old cookie back', async () => {
    await signsIn(browser, key);
    const sessions = context.app.get(Sessions);
    const prolong = sessions.prolong.bind(sessions);
    const other = new Browser(context.app);
    other.cookie = browser.cookie;
    // The proof comes when the token's own work is under way.
    const slow = jest.spyOn(sessions, 'prolong').mockImplementationOnce(async (...asked) => {
      await signsIn(browser, key);
      return prolong(...asked);
    });
    const answer = await other.asks('POST', '/v1/session/token');
    slow.mockRestore();
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie()).toEqual([]);
    await browser.token();
  });

  test('[R-SESSION-1] two tabs that renew at once both stay signed in', async () => {
    await signsIn(browser, key);
    const tokens = await Promise.all([browser.token(), browser.token(), browser.token()]);
    for (const token of tokens) await browser.gets('GET', '/v1/me', undefined, token);
    await browser.token();
  });

  test('[R-SESSION-2] the cookie is for this host alone, out of reach of scripts, and never sent from elsewhere', async () => {
    const line = (await signsIn(browser, key)).headers.getSetCookie().find((each) => each.startsWith('__Host-seintje='))!;
    expect(line.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict', 'Secure']);
    const kept = (await browser.asks('PUT', '/v1/session/use', { use: 'own' })).headers.getSetCookie()[0];
    expect(kept).toContain(`Max-Age=${30 * 24 * 3600}`);
  });
});
