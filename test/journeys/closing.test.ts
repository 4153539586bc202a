import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { firstValueFrom, ReplaySubject, Subject } from 'rxjs';
import { Signals } from '../../src/signals/index.js';
import { backIn } from '../../src/sockets/index.js';
import { ok, Person, prepared } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RawSocket } from '../support/raw-socket.js';
import { TestApp } from '../support/start-app.js';
import { until } from '../support/until.js';

const ENDING = /^42\["session:ending",/;

const endingOf = (frame: string | null) => (JSON.parse(frame!.slice(2)) as [string, { reason: string; backIn: number }])[1];

describe('[R-STOP-1] the moment to come back', () => {
  const of = (sockets: number) => Array.from({ length: sockets }, () => backIn(sockets));
  const perSecond = (moments: number[]) => {
    const counts = new Map<number, number>();
    for (const moment of moments) counts.set(Math.floor(moment / 1_000), (counts.get(Math.floor(moment / 1_000)) ?? 0) + 1);
    return Math.max(...counts.values());
  };

  test('is not before a start can be done, however few there are, and within a second of it for few', () => {
    for (const moment of of(500)) expect([moment >= 3_000, moment <= 4_000]).toEqual([true, true]);
  });

  test('is within twelve seconds for 25,000, spread over all of them', () => {
    const moments = of(25_000);
    expect(Math.max(...moments)).toBeLessThanOrEqual(12_000);
    expect(Math.min(...moments)).toBeGreaterThanOrEqual(3_000);
    expect(perSecond(moments)).toBeLessThan(3_300);
  });
});

describe('a server that stops', () => {
  let app: TestApp;
  let closing: Promise<void>;
  afterEach(async () => {
    await closing;
    expect(app.lines).toEqual([]);
  });
  /** Somebody with a socket that sees every frame. */
  const connects = async (name: string) => RawSocket.connects(app.url, await (await Person.signsIn(app, name)).token());

  test('[R-STOP-1] tells every page another moment to come back, and then closes it', async () => {
    app = await TestApp.start();
    const karin = await Person.signsIn(app, 'Karin de Graaf');
    const token = await karin.token();
    const pages = [await connects('Petra van Dam'), await connects('Marijke Bos')];
    for (let tab = 0; tab < 10; tab++) pages.push(await RawSocket.connects(app.url, token));
    // Who has not said yet who they are is not kept waiting either.
    const stranger = (await RawSocket.open(app.url)) as RawSocket;

    closing = app.running.close();
    const endings = await Promise.all(pages.map((page) => page.hears(ENDING)));
    const moments = endings.map((frame) => endingOf(frame).backIn);
    for (const frame of endings) expect(endingOf(frame)).toEqual({ reason: 'restarting', backIn: expect.any(Number) });
    expect(Math.min(...moments)).toBeGreaterThanOrEqual(3_000);
    expect(new Set(moments).size).toBeGreaterThan(1);
    await closing;
    for (const page of [...pages, stranger]) expect(await page.hears(/^never/)).toBeNull();
    for (const page of pages) expect(page.frames.at(-1)).toBe('41');
  });

  test('[R-STOP-2] answers what is under way, over sockets and REST, and takes nothing new', async () => {
    app = await TestApp.start();
    const karin = await Person.arrives(app, 'Karin de Graaf');
    const tom = await Person.arrives(app, 'Tom Vos');
    await Person.arrives(app, 'Petra van Dam');
    const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
    const store = holding(app);
    const sending = karin.says('signal:send', signal);
    await store.asked;
    const finish = await begins(app, karin);

    closing = app.running.close();
    await karin.hears('session:ending');
    await tom.hears('session:ending');
    // Said after the farewell: nobody answers, and the page knows nothing of it.
    const late = tom.says('presence:absent', {});
    expect(await RawSocket.open(app.url)).toBe(0);
    await expect(fetch(`${app.url}/v1/installation`)).rejects.toThrow('fetch failed');

    store.goOn();
    expect(ok(await sending).view).toMatchObject({ id: signal.id, progress: 'waiting' });
    expect(await finish()).toEqual(['200', '503']);
    await closing;
    expect(await Promise.race([late, Promise.resolve('nothing')])).toBe('nothing');
    expect([karin.socket.connected, tom.socket.connected]).toEqual([false, false]);
  });

  test('[R-STOP-3] waits two seconds for an answer, two for who does not read, and no longer', async () => {
    app = await TestApp.start();
    const karin = await Person.arrives(app, 'Karin de Graaf');
    await Person.arrives(app, 'Hans Willems');
    const deaf = await connects('Petra van Dam');
    deaf.stopsReading();
    const store = holding(app);
    const sending = karin.says('signal:send', await prepared(madeUpPupil(), await karin.finds('linde')));
    await store.asked;

    closing = app.running.close();
    await karin.hears('session:ending');
    await app.clock.pass(1_900);
    expect(karin.socket.connected).toBe(true);
    await app.clock.pass(100);
    await until(() => !karin.socket.connected);
    await app.clock.pass(2_000);
    await closing;
    expect(await Promise.race([sending, Promise.resolve('nothing')])).toBe('nothing');
    deaf.leaves();
  });
});

/** Whatever is done to a signal waits until it may go on. */
function holding(app: TestApp) {
  const signals = app.get(Signals);
  const run = signals.run.bind(signals);
  const [asked, held] = [new Subject<void>(), new ReplaySubject<void>()];
  signals.run = async (...command) => {
    asked.next();
    await firstValueFrom(held);
    return run(...command);
  };
  return { asked: firstValueFrom(asked), goOn: () => held.next() };
}

/** A request whose body is still to come, and another one after it on the same connection. */
async function begins(app: TestApp, { cookie, id }: Person) {
  const { hostname, port } = new URL(app.url);
  const page = connect(Number(port), hostname).setEncoding('utf8');
  let heard = '';
  page.on('data', (text: string) => (heard += text));
  const begun = once(app.running.app.getHttpServer(), 'request');
  page.write(headOf('POST /v1/session/token', { cookie, 'x-seintje-part': id, 'content-length': '2' }));
  await begun;
  return async () => {
    const over = once(page, 'close');
    page.write(`{}${headOf('GET /v1/installation', {})}`);
    await over;
    return [...heard.matchAll(/HTTP\/1.1 (\d+)/g)].map(([, status]) => status);
  };
}

function headOf(what: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: 'localhost', 'content-type': 'application/json', ...headers });
  return `${what} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
