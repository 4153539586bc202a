import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../src/contract/index.js';
import { LIMITS_OF_USE, PATIENCE } from '../../src/limits/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Authenticator } from '../support/authenticator.js';
import { Browser } from '../support/browser.js';
import { ioServerOf } from '../support/io-server.js';
import { ok, Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RawSocket } from '../support/raw-socket.js';
import { type TestApp, TIRELESS, withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const SIGN_IN = '/v1/passkeys/sign-in';
const INBOX = '420["inbox",{}]';
const wrong = { ...TIRELESS, failures: { points: 10, seconds: 600 } };

type Creation = Parameters<Authenticator['creates']>[0];
type Options = Parameters<Authenticator['proves']>[0];

/** Makes a passkey by a link, and is signed in by it. */
async function enrols(app: TestApp, name: string): Promise<Authenticator> {
  const [browser, key] = [new Browser(app), new Authenticator(app.url)];
  const link = await app.get(Invitations).linkFor(await app.personId(name));
  const secret = new URL(link).hash.slice(1);
  const options = await browser.gets<Creation>('POST', '/v1/invitations/options', { secret });
  await browser.gets('POST', '/v1/invitations/accept', { secret, credential: key.creates(options), name: 'Telefoon' });
  return key;
}

async function signsIn(app: TestApp, key: Authenticator): Promise<number> {
  const browser = new Browser(app);
  const response = await browser.asks('POST', `${SIGN_IN}/options`);
  if (!response.ok) return response.status;
  return (await browser.asks('POST', SIGN_IN, { credential: key.proves((await response.json()) as Options) })).status;
}

/** A sign-in that nobody asked for, as sent by whoever stands at this address. */
function attempt(app: TestApp, key: Authenticator, forwarded?: string): Promise<Response> {
  const credential = key.proves({ challenge: 'none', rpId: 'localhost' });
  return fetch(app.url + SIGN_IN, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(forwarded && { 'x-forwarded-for': forwarded }) },
    body: JSON.stringify({ credential }),
  });
}

/** Does it over and over while something else is done, and at least so many times. */
async function meanwhile(flood: () => Promise<unknown>, least: number, deed: () => Promise<unknown>): Promise<void> {
  let isDone = false;
  const done = deed().finally(() => (isDone = true));
  for (let times = 0; times < least || !isDone; times++) await flood();
  await done;
}

function recordsOf(app: TestApp, action: string): Record<string, unknown>[] {
  const all = app.records.map((line) => JSON.parse(line) as Record<string, unknown>);
  return all.filter(({ msg, result }) => msg === action && result === 'too-fast');
}

/** Opens until somebody says no; of a connection that has just gone the server may not know yet. */
async function untilAdmitted<T>(open: () => Promise<T | number | null>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const opened = await open();
    if (opened !== null && typeof opened !== 'number') return opened;
  }
  throw new Error('there is no room');
}

describe('who asks more than anybody needs', () => {
  const context = withApp({ production: true, limits: LIMITS_OF_USE });

  test('[R-LIMIT-1] a thousand sign-ins by one passkey are cut, and somebody else at that address signs in and sends', async () => {
    const { app } = context;
    const [karin, petra] = [await context.arrives('Karin de Graaf'), await context.arrives('Petra van Dam')];
    const [attacked, others] = [await enrols(app, 'Hans Willems'), await enrols(app, 'Marijke Bos')];
    const answers: Response[] = [];
    const flood = async () => answers.push(...(await Promise.all(Array.from({ length: 20 }, () => attempt(app, attacked)))));
    await meanwhile(flood, 50, async () => {
      const id = await karin.sends(madeUpPupil(), LINDE);
      await petra.hears('signal:alert', (view: { id: string }) => view.id === id);
      expect(await signsIn(app, others)).toBe(204);
    });
    expect(answers.length).toBeGreaterThanOrEqual(1_000);
    const taken = answers.filter(({ status }) => status !== 429);
    expect(taken).toHaveLength(LIMITS_OF_USE.attempts.points);
    const cut = answers.at(-1)!;
    expect(cut.headers.get('content-type')).toContain('application/problem+json');
    expect(Number(cut.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await cut.json()).toEqual({ type: 'about:blank', title: 'Too Many Requests', status: 429, code: 'too-fast' });
    expect(recordsOf(app, 'sign-in')).toMatchObject([{ actor: null, object: expect.stringMatching(/^.{8}$/) }]);
  });

  test('[R-LIMIT-1] a link is tried so often, and not more', async () => {
    const { app } = context;
    const secret = new URL(await app.get(Invitations).linkFor(await app.personId('Gerda Wolters'))).hash.slice(1);
    const statuses: number[] = [];
    // With another passkey each time.
    for (let times = 0; times < 40; times++) {
      const made = { secret, credential: { id: randomUUID() }, name: 'Telefoon' };
      statuses.push((await new Browser(app).asks('POST', '/v1/invitations/accept', made)).status);
    }
    const { points } = LIMITS_OF_USE.attempts;
    expect(statuses).toEqual([...Array<number>(points).fill(400), ...Array<number>(40 - points).fill(429)]);
    expect(await new Browser(app).refusal('POST', '/v1/invitations/open', { secret })).toBe('too-fast');
  });

  test('[R-LIMIT-2] thousands of commands by one account are cut, and a send by another is answered', async () => {
    const { app } = context;
    const [karin, hans] = [await context.arrives('Karin de Graaf'), await context.arrives('Hans Willems')];
    const answers: string[] = [];
    let [cuts, commands] = [0, 0];
    const flood = async () => {
      if (!hans.socket.connected) await hans.connects().catch(() => undefined);
      for (let times = 0; times < 500; times++, commands++)
        hans.socket.emit('inbox', {}, (answer) => answers.push(answer.ok ? 'ok' : answer.code));
      await hans.isGone();
      cuts += 1;
    };
    await meanwhile(flood, 4, async () => {
      ok(await karin.says('schools:find', { query: LINDE }));
      await karin.sends(madeUpPupil(), LINDE);
    });
    expect(commands).toBeGreaterThanOrEqual(2_000);
    expect(cuts).toBeGreaterThanOrEqual(4);
    expect(answers.filter((each) => each !== 'ok' && each !== 'too-fast')).toEqual([]);
    expect(answers).toContain('too-fast');
    // Whose commands they were is told nowhere: they may have been about a signal.
    expect(recordsOf(app, 'command')).toMatchObject([{ actor: null }]);
  });

  test('[R-LIMIT-2] what somebody asks over REST counts with their commands', async () => {
    const { app } = context;
    const mo = await context.arrives('Mo Benali');
    const headers = { authorization: `Bearer ${await mo.token()}` };
    const asks = async () => (await fetch(`${app.url}/v1/me`, { headers })).status;
    const statuses = await Promise.all(Array.from({ length: 200 }, asks));
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(await mo.says('inbox', {})).toEqual(refused('too-fast'));
  });
});

describe('one address', () => {
  const context = withApp({ production: true, limits: wrong });

  test('[R-LIMIT-1] where too much fails takes no new sign-in, and who is signed in goes on', async () => {
    const { app } = context;
    const petra = await context.arrives('Petra van Dam');
    const key = await enrols(app, 'Hans Willems');
    // What succeeds does not count, but for its beginning.
    for (let times = 0; times < 3; times++) expect(await signsIn(app, key)).toBe(204);
    // Whatever it names, and says of where it comes from.
    for (let times = 0; times < 20; times++) await attempt(app, new Authenticator(app.url), `192.0.2.${times}`);
    expect((await attempt(app, new Authenticator(app.url), '198.51.100.1')).status).toBe(429);
    expect(await signsIn(app, new Authenticator(app.url))).toBe(429);
    expect((await fetch(`${app.url}/v1/session/token`, { method: 'POST' })).status).toBe(429);
    const led = await fetch(`${app.url}/v1/openid/school/start`, { redirect: 'manual' });
    expect([led.status, led.headers.get('location')]).toEqual([303, '/#too-fast']);

    petra.leaves();
    await petra.connects();
    ok(await petra.says('inbox', {}));
  });
});

describe('an address written otherwise', () => {
  const limits = { ...TIRELESS, failures: { points: 20, seconds: 600 }, commands: { points: 20, seconds: 600 } };
  const context = withApp({ production: true, limits });
  const statusesOf = async (times: number, ask: () => Promise<Response>) => {
    const statuses: number[] = [];
    for (let time = 0; time < times; time++) statuses.push((await ask()).status);
    return statuses;
  };

  test('[R-LIMIT-1] is the same route', async () => {
    const { app } = context;
    const { cookie } = await Person.signsIn(app, 'Petra van Dam');
    const token = () => fetch(`${app.url}/V1/Session/TOKEN/`, { method: 'POST', headers: { cookie } });
    expect((await statusesOf(21, token)).slice(19)).toEqual([200, 429]);
    const options = () => fetch(`${app.url}/v1/passkeys/sign-in/OPTIONS/`, { method: 'POST' });
    expect((await statusesOf(21, options)).slice(19)).toEqual([200, 429]);
  });
});

describe('behind a proxy', () => {
  const context = withApp({ production: true, env: { TRUSTED_PROXIES: '127.0.0.1, ::1' }, limits: { ...wrong, perAddress: 2 } });
  const leave: RawSocket[] = [];
  afterEach(() => leave.splice(0).forEach((raw) => raw.leaves()));

  /** Over a proxy that writes down who asked it, after whatever they said themselves. */
  async function opens(forwarded: string): Promise<RawSocket | number> {
    const raw = await RawSocket.open(context.app.url, { headers: { 'x-forwarded-for': forwarded } });
    if (typeof raw !== 'number') leave.push(raw);
    return raw;
  }

  test('[R-LIMIT-6] each client has its own limit, whatever it says of itself', async () => {
    const { app } = context;
    for (let times = 0; times < 10; times++) await attempt(app, new Authenticator(app.url), `203.0.113.${times}, 192.0.2.1`);
    expect((await attempt(app, new Authenticator(app.url), '203.0.113.99, 192.0.2.1')).status).toBe(429);
    expect((await attempt(app, new Authenticator(app.url), '192.0.2.2')).status).not.toBe(429);
  });

  test('[R-LIMIT-6] for sockets too', async () => {
    expect(typeof (await opens('203.0.113.1, 192.0.2.3'))).toBe('object');
    expect(typeof (await opens('203.0.113.2, 192.0.2.3'))).toBe('object');
    expect(await opens('203.0.113.3, 192.0.2.3')).toBe(400);
    expect(typeof (await opens('192.0.2.4'))).toBe('object');
  });
});

describe('sockets', () => {
  const limits = { ...TIRELESS, perSession: 3, perPerson: 5, perAddress: 30 };
  const context = withApp({ production: true, limits });
  const leave: RawSocket[] = [];
  afterEach(() => leave.splice(0).forEach((raw) => raw.leaves()));

  /** Opens, and connects with a token. @returns the code where it is refused */
  async function connects(token: string): Promise<RawSocket | string> {
    const raw = await untilAdmitted(() => RawSocket.open(context.app.url));
    leave.push(raw);
    raw.sends(`40${JSON.stringify({ token })}`);
    const answer = await raw.hears(/^4[04]/);
    return answer?.startsWith('44') ? (JSON.parse(answer.slice(2)) as { message: string }).message : raw;
  }

  test('[R-LIMIT-4] hundreds of idle ones from one address are refused, and whoever is connected there sends', async () => {
    const { app } = context;
    const [karin, petra] = [await context.arrives('Karin de Graaf'), await context.arrives('Petra van Dam')];
    const opened: (RawSocket | number)[] = [];
    const flood = async () => {
      const opening = await Promise.all(Array.from({ length: 50 }, () => RawSocket.open(app.url)));
      for (const raw of opening) {
        opened.push(raw);
        if (typeof raw !== 'number') leave.push(raw);
      }
    };
    await meanwhile(flood, 6, async () => {
      const id = await karin.sends(madeUpPupil(), LINDE);
      await petra.opens(id, LINDE);
    });
    expect(opened.filter((each) => typeof each !== 'number').length).toBeLessThanOrEqual(limits.perAddress);
    expect(opened.filter((each) => each === 400).length).toBeGreaterThanOrEqual(300 - limits.perAddress);
    expect(recordsOf(app, 'connection')).toMatchObject([{ actor: null }]);
    // The places of those that have left are free again.
    for (const raw of leave.splice(0)) raw.leaves();
    leave.push(await untilAdmitted(() => RawSocket.open(app.url)));
  });

  test('[R-LIMIT-4] one more of a session or a person is refused, the others stay, and a place that is left is free', async () => {
    const { app } = context;
    const [one, other] = [await Person.signsIn(app, 'Hans Willems'), await Person.signsIn(app, 'Hans Willems')];
    const [token, another] = [await one.token(), await other.token()];
    const open = [await connects(token), await connects(token), await connects(token)] as RawSocket[];
    expect(await connects(token)).toBe('too-fast');
    open.push((await connects(another)) as RawSocket, (await connects(another)) as RawSocket);
    expect(await connects(another)).toBe('too-fast');
    for (const raw of open) {
      raw.sends(INBOX);
      expect(await raw.outcome(0)).toBe('ok');
    }
    open[0]!.leaves();
    await untilAdmitted(async () => {
      const raw = await connects(another);
      return typeof raw === 'string' ? null : raw;
    });
  });

  test('[R-LIMIT-4] that go while they are being looked at take no place', async () => {
    const { app } = context;
    const token = await (await Person.signsIn(app, 'Marijke Bos')).token();
    for (let times = 0; times < 12; times++) {
      const raw = await untilAdmitted(() => RawSocket.open(app.url));
      raw.sends(`40${JSON.stringify({ token })}`);
      raw.leaves();
    }
    await untilAdmitted(async () => {
      const raw = await connects(token);
      return typeof raw === 'string' ? null : raw;
    });
  });

  test('[R-LIMIT-3] that do not say who they are, or say it wrongly, are cut', async () => {
    const io = ioServerOf(context.app);
    expect(io.connectTimeout()).toBe(LIMITS.handshake);
    io.connectTimeout(50);
    const silent = (await RawSocket.open(context.app.url)) as RawSocket;
    expect(await silent.hears(/^4/)).toBeNull();
    io.connectTimeout(1_000);
    const stranger = (await RawSocket.open(context.app.url)) as RawSocket;
    stranger.sends('40{"token":"none"}');
    expect(await stranger.hears(/^44/)).toContain('unauthorised');
    expect(await stranger.hears(/^never/)).toBeNull();
    const elsewhere = (await RawSocket.open(context.app.url)) as RawSocket;
    elsewhere.sends('40/elsewhere,{}');
    expect(await elsewhere.hears(/^never/)).toBeNull();
    io.connectTimeout(LIMITS.handshake);
  });

  test('[R-LIMIT-5] whose output nobody reads are cut', async () => {
    const { app } = context;
    const person = await Person.signsIn(app, 'Wim Verhoeven');
    const raw = (await connects(await person.token())) as RawSocket;
    const [socket] = [...ioServerOf(app).sockets.sockets.values()].slice(-1);
    raw.stopsReading();
    const page = 'x'.repeat(64_000);
    let packets = 0;
    for (; socket!.connected && packets < 5_000; packets++) {
      socket!.emit('signal:gone', { id: randomUUID(), page });
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(socket!.connected).toBe(false);
    expect(packets).toBeGreaterThan(LIMITS_OF_USE.unread);
  });

  test('[R-LIMIT-5] that are told much at once, and read it, are not', async () => {
    const wim = await context.arrives('Wim Verhoeven');
    const [socket] = [...ioServerOf(context.app).sockets.sockets.values()].slice(-1);
    for (let packets = 0; packets < 2 * LIMITS_OF_USE.unread; packets++)
      socket!.emit('signal:gone', { id: randomUUID(), outcome: 'ended' });
    ok(await wim.says('inbox', {}));
    expect(wim.heard).toHaveLength(2 * LIMITS_OF_USE.unread);
  });

  test('[R-LIMIT-5] and requests wait for nobody who sends byte by byte', () => {
    expect(context.app.running.app.getHttpServer()).toMatchObject(PATIENCE);
  });
});

describe('handshakes', () => {
  const limits = { failures: { points: 5, seconds: 600 }, handshakes: { points: 5, seconds: 600 } };
  const context = withApp({ production: true, limits });

  test('[R-LIMIT-3] of one account are so many, and another one connects', async () => {
    const { app } = context;
    const hans = await Person.signsIn(app, 'Hans Willems');
    const token = await hans.token();
    for (let times = 0; times < 5; times++) {
      await hans.connects(token);
      hans.leaves();
    }
    await expect(hans.connects(token)).rejects.toThrow('too-fast');
    await context.arrives('Petra van Dam');
    expect(recordsOf(app, 'handshake')).toMatchObject([{ actor: hans.id }]);
  });

  test('[R-LIMIT-3] that fail are so many for an address; then each is closed at once, and a good one is taken', async () => {
    const { app } = context;
    const raw = (await RawSocket.open(app.url)) as RawSocket;
    const before = app.records.length;
    // On one connection, and on new ones.
    for (let times = 0; times < 4; times++) raw.sends(`40{"token":"${times}"}`);
    for (let times = 0; times < 20; times++) {
      const each = (await RawSocket.open(app.url)) as RawSocket;
      each.sends('40{"token":"none"}');
      expect(await each.hears(/^44/)).toContain('unauthorised');
      if (times > 5) expect(await each.hears(/^never/)).toBeNull();
      each.leaves();
    }
    raw.leaves();
    const records = app.records.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map(({ msg, actor, result }) => [msg, actor, result])).toEqual([
      ...Array<unknown>(5).fill(['handshake', null, 'unauthorised']),
      ['handshake', null, 'too-fast'],
    ]);
    ok(await (await context.arrives('Petra van Dam')).says('inbox', {}));
  });

  test('[R-LOG-3] what is held up is recorded without an address', () => {
    expect(context.app.records.join('')).not.toMatch(/127\.0\.0\.1|::1/);
  });
});
