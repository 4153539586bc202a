import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { describe, expect, jest, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import type { Me } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/database.js';
import { Sessions } from '../../src/directory/index.js';
import { roles } from '../../src/directory/schema.js';
import { Endings } from '../../src/identity/index.js';
import { Tokens } from '../../src/identity/tokens.js';
import { Signals } from '../../src/signals/index.js';
import { bring } from '../support/course.js';
import { Forger } from '../support/forged.js';
import { ioServerOf } from '../support/io-server.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RawSocket } from '../support/raw-socket.js';
import { type TestApp, withApp } from '../support/start-app.js';

const INBOX = '420["inbox",{}]';
const MINUTE = 60_000;

const opened = (raw: RawSocket | number): RawSocket => {
  if (!(raw instanceof RawSocket)) throw new Error(`refused with ${raw}`);
  return raw;
};

/** What a handshake with this token comes to: `connected`, or the code of the refusal. */
async function handshake(app: TestApp, token: unknown): Promise<string> {
  const raw = opened(await RawSocket.open(app.url));
  raw.sends(`40${JSON.stringify({ token })}`);
  const frame = await raw.hears(/^4[04]/);
  raw.leaves();
  return frame?.startsWith('44') ? (JSON.parse(frame.slice(2)) as { message: string }).message : 'connected';
}

const me = (app: TestApp, token: string) => fetch(`${app.url}/v1/me`, { headers: { authorization: `Bearer ${token}` } });

async function refusedOverRest(app: TestApp, token: string, code: string): Promise<void> {
  const response = await me(app, token);
  expect(response.status).toBe(401);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toEqual({ type: 'about:blank', title: 'Unauthorized', status: 401, code });
}

async function signOut({ app, cookie, id }: Person): Promise<void> {
  const response = await fetch(`${app.url}/v1/session`, { method: 'DELETE', headers: { cookie, 'x-seintje-part': id } });
  expect(response.status).toBe(204);
}

describe('who is calling', () => {
  const context = withApp();
  const arrives = async (name: string) => {
    const person = await Person.arrives(context.app, name);
    context.leave.push(() => person.leaves());
    return person;
  };
  const raw = async (person: Person) => {
    const socket = await RawSocket.connects(context.app.url, await person.token());
    context.leave.push(() => socket.leaves());
    return socket;
  };
  const linde = async () => ({
    sender: await arrives('Karin de Graaf'),
    school: '99AA00',
    contact: await arrives('Petra van Dam'),
    teacher: await arrives('Marijke Bos'),
  });

  test('[R-TOKEN-2] a token with one fault is refused, over sockets and REST alike', async () => {
    const forger = await Forger.of(context.app, await Person.signsIn(context.app, 'Karin de Graaf'));
    expect(await handshake(context.app, forger.token())).toBe('connected');
    expect((await me(context.app, forger.token())).status).toBe(200);
    expect(Object.keys(forger.unauthorised).length).toBeGreaterThan(50);
    for (const [fault, token] of Object.entries(forger.unauthorised)) {
      expect([fault, await handshake(context.app, token)]).toEqual([fault, 'unauthorised']);
      if (typeof token === 'string') await refusedOverRest(context.app, token, 'unauthorised');
    }
  });

  test('[R-TOKEN-2] a token without a living session of that very person says that the session has ended', async () => {
    const karin = await Person.signsIn(context.app, 'Karin de Graaf');
    const mo = await Forger.of(context.app, await Person.signsIn(context.app, 'Mo Benali'));
    const forger = await Forger.of(context.app, karin);
    const token = forger.token();
    const ended = [
      forger.token({ claims: { sid: randomUUID() } }),
      forger.token({ claims: { sid: mo.sid } }),
      forger.token({ claims: { sub: randomUUID() } }),
    ];
    await signOut(karin);
    for (const each of [...ended, token]) {
      expect(await handshake(context.app, each)).toBe('session-ended');
      await refusedOverRest(context.app, each, 'session-ended');
    }
  });

  test('[R-TOKEN-1] no handler is reached without a token, however early the message', async () => {
    const { app } = context;
    const handled = jest.spyOn(app.running.app.get(Signals), 'inbox');
    const forger = await Forger.of(app, await Person.signsIn(app, 'Karin de Graaf'));
    const expired = forger.token({ claims: { exp: forger.now - 1 } });
    // In the same tick as the handshake, or without one; a valid token is not valid yet either.
    for (const before of [
      [],
      [`40${JSON.stringify({ token: expired })}`],
      ['40'],
      [`40${JSON.stringify({ token: forger.token() })}`],
    ]) {
      const early = opened(await RawSocket.open(app.url));
      for (const packet of [...before, INBOX]) early.sends(packet);
      expect(await early.outcome(0)).toBe('closed');
      expect(early.frames.filter((frame) => frame.startsWith('43'))).toEqual([]);
    }
    // And after the refusal.
    const late = opened(await RawSocket.open(app.url));
    late.sends(`40${JSON.stringify({ token: expired })}`);
    expect(await late.hears(/^44/)).toBe('44{"message":"unauthorised"}');
    late.sends(INBOX);
    expect(await late.outcome(0)).toBe('closed');
    expect(handled).not.toHaveBeenCalled();

    const valid = opened(await RawSocket.open(app.url));
    context.leave.push(() => valid.leaves());
    valid.sends(`40${JSON.stringify({ token: forger.token() })}`);
    await valid.hears(/^40/);
    valid.sends(INBOX);
    expect(await valid.outcome(0)).toBe('ok');
    expect(handled).toHaveBeenCalledTimes(1);
    handled.mockRestore();
  });

  test('[R-TOKEN-1] a handshake that is none is refused, and the server goes on', async () => {
    const { app } = context;
    for (const [packet, answer] of [
      ['40', '44{"message":"unauthorised"}'],
      ['40{}', '44{"message":"unauthorised"}'],
      ['40{"__proto__":{"token":"x"}}', '44{"message":"unauthorised"}'],
      ['40{"constructor":null,"token":{"toString":1}}', '44{"message":"unauthorised"}'],
      ['40[]', null],
      ['40"token"', null],
      ['40null', null],
      ['40{"token":', null],
      [`40{"token":"${'x'.repeat(9_000)}"}`, null],
      ['41', null],
    ] as const) {
      const hostile = opened(await RawSocket.open(app.url));
      hostile.sends(packet);
      expect([packet.slice(0, 30), await hostile.hears(/^4/)]).toEqual([packet.slice(0, 30), answer]);
      hostile.leaves();
    }
    const { port } = new URL(app.url);
    const upgrade = (line: string, ...headers: string[]) =>
      [
        line,
        `Host: localhost:${port}`,
        `Origin: ${app.url}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        ...headers,
        '',
        '',
      ].join('\r\n');
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
    const version = 'Sec-WebSocket-Version: 13';
    const socketIo = '/socket.io/?EIO=4&transport=websocket';
    for (const request of [
      upgrade(`GET ${socketIo} HTTP/1.1`),
      upgrade(`GET ${socketIo} HTTP/1.1`, 'Sec-WebSocket-Key: short', version),
      upgrade(`GET ${socketIo} HTTP/1.1`, key, 'Sec-WebSocket-Version: 99'),
      upgrade(`POST ${socketIo} HTTP/1.1`, key, version),
      upgrade('GET /socket.io/?EIO=4&transport=__proto__ HTTP/1.1', key, version),
      upgrade('GET /socket.io/?EIO=4&transport=websocket&sid=__proto__ HTTP/1.1', key, version),
      upgrade('GET /socket.io/?EIO=4&transport=websocket&transport=polling HTTP/1.1', key, version),
      upgrade('GET /socket.io/?%E0%A4%A&token HTTP/1.1', key, version),
      upgrade('GET /socket.io/../..//?EIO=4&transport=websocket&token=%00 HTTP/1.1', key, version),
      upgrade(`GET ${socketIo} HTTP/1.1`, key, version, `X-Long: ${'x'.repeat(20_000)}`),
      'GET http://[::1 HTTP/1.1\r\n\r\n',
      'not a request at all\r\n\r\n',
    ]) {
      const status = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), 'localhost', () => socket.write(request));
        socket.on('data', (data) => socket.end(() => resolve(data.toString().split('\r\n')[0]!)));
        socket.on('error', () => resolve('closed'));
        socket.on('close', () => resolve('closed'));
      });
      expect([request.split('\r\n')[0], status]).toEqual([
        request.split('\r\n')[0],
        expect.stringMatching(/^HTTP\/1\.1 4\d\d |^closed$/),
      ]);
    }
    await bring(await linde(), 'copied');
  });

  test('[R-TOKEN-1] a socket that does not authenticate is cut after five seconds', () => {
    expect(ioServerOf(context.app).connectTimeout()).toBe(5_000);
  });

  test('[R-ORIGIN-1] only a page of ours may open a socket', async () => {
    const { url } = context.app;
    const { port } = new URL(url);
    expect(opened(await RawSocket.open(url, { origin: `http://127.0.0.1:${port}` })).leaves()).toBeUndefined();
    for (const origin of [
      undefined,
      'null',
      '',
      '*',
      'https://evil.example',
      `http://localhost:${port}.evil.example`,
      `http://localhost.evil.example:${port}`,
      `http://evil.example:${port}`,
      `http://xlocalhost:${port}`,
      `http://localhost:${port}0`,
      `http://localhost:${port}/`,
      `https://localhost:${port}`,
      `http://LOCALHOST:${port}`,
      'http://localhost',
      `http://localhost:${port}, https://evil.example`,
      `http://user@localhost:${port}`,
    ])
      expect([origin, await RawSocket.open(url, { origin })]).toEqual([origin, 400]);
  });

  test('[R-ORIGIN-1] polling, another protocol, and a token in the address are refused', async () => {
    const { url } = context.app;
    const token = await (await Person.signsIn(context.app, 'Karin de Graaf')).token();
    const headers = { origin: url, authorization: `Bearer ${token}` };
    for (const method of ['GET', 'POST', 'OPTIONS']) {
      const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, { method, headers });
      expect([method, response.status]).toEqual([method, 400]);
      expect(await response.text()).not.toContain('sid');
    }
    const base = '/socket.io/?EIO=4&transport=websocket';
    for (const path of [
      `${base}&token=${token}`,
      `${base}&token=`,
      `/socket.io/?token=${token}&EIO=4&transport=websocket`,
      `${base}&to%6ben=${token}`,
      '/socket.io/?EIO=4&transport=webtransport',
      `${base}&sid=${randomUUID()}`,
    ])
      expect([path, await RawSocket.open(url, { path })]).toEqual([path, 400]);
    const older = opened(await RawSocket.open(url, { path: '/socket.io/?EIO=3&transport=websocket' }));
    expect(await older.hears(/^\d/)).toBeNull();
    // Nor does a header or a cookie stand for the token.
    const silent = opened(await RawSocket.open(url, { headers }));
    context.leave.push(() => silent.leaves());
    silent.sends('40');
    expect(await silent.hears(/^4/)).toBe('44{"message":"unauthorised"}');
  });

  test('[R-TOKEN-3] a socket ends with its token, and hears nothing afterwards', async () => {
    const { clock } = context.app;
    const course = await linde();
    const hans = await Person.signsIn(context.app, 'Hans Willems');
    const ends = clock.now() + 10 * MINUTE;
    const page = await raw(hans);
    for (const person of [course.sender, course.contact]) {
      await clock.pass(1_000);
      ok(await person.says('session:renew', { token: await person.token() }));
    }
    await clock.goTo(ends - 1);
    page.sends(INBOX);
    expect(await page.outcome(0)).toBe('ok');
    page.frames.splice(0);
    await clock.goTo(ends);
    expect(await page.outcome(0)).toBe('closed');
    expect(page.frames).toEqual(['42["session:ending",{"reason":"expired"}]', '41']);
    const id = await course.sender.sends(madeUpPupil(), '99AA00');
    await course.contact.hears('signal:alert', (view: { id: string }) => view.id === id);
    expect(page.frames).toHaveLength(2);
  });

  test('[R-TOKEN-3] a command is refused once the token has ended, even where the timer is late', async () => {
    const { app } = context;
    const page = await raw(await Person.signsIn(app, 'Hans Willems'));
    const late = jest.spyOn(app.clock, 'now').mockReturnValue(app.clock.now() + 10 * MINUTE);
    page.sends(INBOX);
    expect(await page.outcome(0)).toBe('unauthorised');
    expect(await page.hears(/^never/)).toBeNull();
    late.mockRestore();
  });

  test('[R-TOKEN-3] a renewal for the same session prolongs, and only that one', async () => {
    const { clock } = context.app;
    const karin = await Person.signsIn(context.app, 'Karin de Graaf');
    const page = await raw(karin);
    await clock.pass(9 * MINUTE);
    page.sends(`421["session:renew",${JSON.stringify({ token: await karin.token() })}]`);
    expect(await page.outcome(1)).toBe('ok');
    expect(page.frames).toEqual([`431[{"ok":true,"expiresAt":${clock.now() + 10 * MINUTE}}]`]);
    await clock.pass(10 * MINUTE - 1);
    page.sends('422["inbox",{}]');
    expect(await page.outcome(2)).toBe('ok');
    await clock.pass(1);
    expect(await page.hears(/^never/)).toBeNull();
  });

  test('[R-TOKEN-3] a command that was under way during the renewal does not undo it', async () => {
    const { clock, running } = context.app;
    const karin = await Person.signsIn(context.app, 'Karin de Graaf');
    const page = await raw(karin);
    page.sends(INBOX);
    expect(await page.outcome(0)).toBe('ok');
    await clock.pass(9 * MINUTE);
    const token = await karin.token();
    const sessions = running.app.get(Sessions);
    const signedIn = sessions.signedIn.bind(sessions);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let lookup: { mockRestore(): void } | undefined;
    // The renewal comes when the command's own look-up is under way, and not before.
    const isUnderWay = new Promise<void>((resolve) => {
      lookup = jest.spyOn(sessions, 'signedIn').mockImplementationOnce((...asked) => {
        resolve();
        return held.then(() => signedIn(...asked));
      });
    });
    page.sends('421["inbox",{}]');
    await isUnderWay;
    page.sends(`422["session:renew",${JSON.stringify({ token })}]`);
    expect(await page.outcome(2)).toBe('ok');
    release();
    expect(await page.outcome(1)).toBe('ok');
    await clock.pass(2 * MINUTE);
    page.sends('423["inbox",{}]');
    expect(await page.outcome(3)).toBe('ok');
    lookup?.mockRestore();
  });

  test("[R-TOKEN-3] a renewal with somebody else's, another session's or a bad token closes the socket", async () => {
    const karin = await Person.signsIn(context.app, 'Karin de Graaf');
    const mo = await Person.signsIn(context.app, 'Mo Benali');
    const elsewhere = await Person.signsIn(context.app, 'Karin de Graaf');
    const gone = await Person.signsIn(context.app, 'Karin de Graaf');
    const ended = await gone.token();
    await signOut(gone);
    for (const [token, code] of [
      [await mo.token(), 'unauthorised'],
      [await elsewhere.token(), 'unauthorised'],
      ['', 'unauthorised'],
      [(await Forger.of(context.app, karin)).token({ claims: { exp: 1 } }), 'unauthorised'],
      [ended, 'session-ended'],
    ]) {
      const page = await raw(karin);
      page.sends(`420["session:renew",${JSON.stringify({ token })}]`);
      expect(await page.outcome(0)).toBe(code);
      expect(await page.hears(/^never/)).toBeNull();
      expect(page.frames).toContain('42["session:ending",{"reason":"revoked"}]');
    }
    // Whose tokens they were is not touched by it.
    for (const person of [karin, mo, elsewhere]) expect((await me(context.app, await person.token())).status).toBe(200);
  });

  test('[R-TOKEN-5] signing out closes the sockets of that session at once, and no others', async () => {
    const hans = await Person.signsIn(context.app, 'Hans Willems');
    const elsewhere = await Person.signsIn(context.app, 'Hans Willems');
    const mine = [await raw(hans), await raw(hans)];
    const others = [await raw(elsewhere), await raw(await Person.signsIn(context.app, 'Petra van Dam'))];
    const token = await hans.token();
    await signOut(hans);
    for (const page of mine) {
      expect(await page.hears(/^never/)).toBeNull();
      expect(page.frames).toEqual(['42["session:ending",{"reason":"revoked"}]', '41']);
    }
    expect(await handshake(context.app, token)).toBe('session-ended');
    for (const page of others) {
      page.sends(INBOX);
      expect(await page.outcome(0)).toBe('ok');
      expect(page.frames).toHaveLength(1);
    }
  });

  test('[R-TOKEN-5] a page that leaves the namespace leaves the connection too', async () => {
    const page = await raw(await Person.signsIn(context.app, 'Hans Willems'));
    page.sends('41');
    expect(await page.hears(/^never/)).toBeNull();
  });

  test('[R-SESSION-1] signing in again in the same browser goes on with the session, under another secret', async () => {
    const hans = await Person.signsIn(context.app, 'Hans Willems');
    const page = await raw(hans);
    const headers = { 'content-type': 'application/json', cookie: hans.cookie };
    const body = JSON.stringify({ person: hans.id });
    const again = await fetch(`${context.app.url}/v1/demonstration/sessions`, { method: 'POST', headers, body });
    expect(again.status).toBe(204);
    expect(again.headers.get('set-cookie')).not.toContain(hans.cookie);
    page.sends(INBOX);
    expect(await page.outcome(0)).toBe('ok');
    const old = { cookie: hans.cookie, 'x-seintje-part': hans.id };
    expect((await fetch(`${context.app.url}/v1/session/token`, { method: 'POST', headers: old })).status).toBe(401);
  });

  test('[R-TOKEN-5] a session that ends while its handshake is under way leaves no socket behind', async () => {
    const { app } = context.app.running;
    const hans = await Person.signsIn(context.app, 'Hans Willems');
    const { sid } = await Forger.of(context.app, hans);
    const token = await hans.token();
    const sessions = app.get(Sessions);
    const signedIn = sessions.signedIn.bind(sessions);
    const lookup = jest.spyOn(sessions, 'signedIn').mockImplementationOnce(async (...asked) => {
      const found = await signedIn(...asked);
      await app.get(Endings).end(sid);
      return found;
    });
    const page = opened(await RawSocket.open(context.app.url));
    context.leave.push(() => page.leaves());
    page.sends(`40${JSON.stringify({ token })}`);
    expect(await page.hears(/^never/)).toBeNull();
    lookup.mockRestore();
  });

  test('[R-TOKEN-4] [R-NODES-2] a person who changes while their handshake is under way, and cannot be looked up again, is cut off and comes back', async () => {
    const { app } = context.app.running;
    const hans = await Person.signsIn(context.app, 'Hans Willems');
    const sessions = app.get(Sessions);
    const signedIn = sessions.signedIn.bind(sessions);
    const lookup = jest
      .spyOn(sessions, 'signedIn')
      .mockImplementationOnce(async (...asked) => {
        const found = await signedIn(...asked);
        app.get(Endings).changed([hans.id]);
        return found;
      })
      .mockRejectedValueOnce(new Error('the database is away'));
    await hans.connects();
    context.leave.push(() => hans.leaves());
    await hans.isGone();
    lookup.mockRestore();
    context.app.expectLog(/handshake failed/);
    await hans.connects();
    expect((await hans.inbox()).me.person).toBe(hans.id);
  });

  test('[R-TOKEN-4] a role that was taken away counts no more, however valid the token', async () => {
    const db = context.app.running.app.get<Database>(DATABASE);
    const course = await linde();
    const hans = await arrives('Hans Willems');
    const bystander = await arrives('Yvonne Maas');
    const [role] = await db.select().from(roles).where(eq(roles.person, hans.id));
    const id = await course.sender.sends(madeUpPupil(), '99AA00');
    await hans.hears('signal:alert');
    await db.delete(roles).where(and(eq(roles.person, hans.id), eq(roles.role, 'recipient')));
    try {
      expect(await hans.says('signal:open', { id, device: hans.device })).toEqual({ ok: false, code: 'not-allowed' });
      expect((await hans.inbox()).views).toEqual([]);
      expect(((await (await me(context.app, await hans.token())).json()) as Me).roles).toEqual([]);
      hans.heard.splice(0);
      // Nor is the school's next signal for them.
      const next = await course.sender.sends(madeUpPupil(), '99AA00');
      await course.contact.hears('signal:alert', (view: { id: string }) => view.id === next);
      await hans.hasHeardNothing();
      await bystander.hasHeardNothing();
    } finally {
      await db.insert(roles).values(role!);
    }
  });

  describe('after a start with another key', () => {
    const before = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const PREVIOUS_SIGNING_KEY = before.export({ type: 'pkcs8', format: 'pem' }).toString();
    const restarted = withApp({ env: { PREVIOUS_SIGNING_KEY } });

    test('[R-TOKEN-2] a token of the key before this one is good for ten minutes after the start, and refused afterwards', async () => {
      const { app } = restarted;
      const { clock, config } = app;
      const karin = await Person.signsIn(app, 'Karin de Graaf');
      const session = { id: (await Forger.of(app, karin)).sid, person: karin.id, expiresAt: Infinity };
      const old = new Tokens({ ...config, signingKey: before, previousSigningKey: null }, clock);
      const minted = async () => (await old.mint(session)).token;
      expect(await handshake(app, await minted())).toBe('connected');
      // Each key answers for its own name only, and nobody else's is taken.
      const { kid } = JSON.parse(Buffer.from((await minted()).split('.')[0]!, 'base64url').toString()) as { kid: string };
      const forger = await Forger.of(app, karin);
      for (const forged of [forger.token({ key: before }), forger.token({ header: { kid } })])
        expect(await handshake(app, forged)).toBe('unauthorised');
      expect(await handshake(context.app, await minted())).toBe('unauthorised');

      await clock.pass(10 * MINUTE - 1_000);
      const last = await minted();
      expect(await handshake(app, last)).toBe('connected');
      expect((await me(app, last)).status).toBe(200);
      await clock.pass(1_000);
      for (const late of [last, await minted()]) {
        expect(await handshake(app, late)).toBe('unauthorised');
        await refusedOverRest(app, late, 'unauthorised');
      }
      expect(await handshake(app, await karin.token())).toBe('connected');
    });
  });

  describe('with another application in the same process', () => {
    const other = withApp();

    test('[R-TOKEN-2] callers are not mixed up', async () => {
      const names = ['Karin de Graaf', 'Petra van Dam', 'Marijke Bos', 'Anja Terpstra', 'Femke Ooms'];
      const signedIn = await Promise.all(
        [context.app, other.app].flatMap((app) =>
          names.map(async (name) => ({ app, name, token: await (await Person.signsIn(app, name)).token() })),
        ),
      );
      const asked = Array.from({ length: 10 }, () => signedIn).flat();
      const answers = await Promise.all(
        asked.map(async ({ app, name, token }) => {
          const answer = (await (await me(app, token)).json()) as Me;
          return [name, answer.name, await handshake(app, token)];
        }),
      );
      for (const [name, told, connected] of answers) expect([name, told, connected]).toEqual([name, name, 'connected']);
      for (const { app, token } of signedIn)
        expect(await handshake(app === other.app ? context.app : other.app, token)).toBe('unauthorised');
    });
  });
});
