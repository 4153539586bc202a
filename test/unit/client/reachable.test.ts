import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CompactEncrypt, importJWK } from 'jose';
import type { Live } from '../../../client/connection/live.js';
import { openLive } from '../../../client/connection/open-live.js';
import type { OwnDevice } from '../../../client/keys/device-key.js';
import { type ContactView, NO_DAY, PHASE_TIMES, type Today } from '../../../src/contract/index.js';
import { FakeBrowser } from './fake-browser.js';
import { done, FakeServer, newDevice, settle } from './fake-server.js';

const HOUR = 3_600_000;
const KEY = randomBytes(65).toString('base64url');
const HERE: Today = { here: true, absent: false, push: true };

let browser: FakeBrowser;
let server: FakeServer;
let live: Live;
let mine: OwnDevice;
let proof: string;

beforeEach(async () => {
  mine ??= await newDevice();
  proof = randomBytes(32).toString('base64url');
  // A Monday morning in winter, at eight in the Netherlands.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'], now: Date.parse('2027-01-11T07:00:00Z') });
  browser = new FakeBrowser();
  browser.install();
  server = new FakeServer();
  server.roles = [{ role: 'recipient', school: '00AH00', title: 'directeur' }];
  server.answers['push:subscribe'] = () => tells({ push: true });
  server.answers['push:unsubscribe'] = () => tells({ push: false });
  await challengesWith(mine);
});
afterEach(() => {
  jest.useRealTimers();
});

/** The server seals what is to be read to this device, and takes nothing else for an answer. */
async function challengesWith({ key }: OwnDevice): Promise<void> {
  const challenge = await new CompactEncrypt(Buffer.from(proof, 'base64url'))
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
    .encrypt(await importJWK(key, 'ECDH-ES+A256KW'));
  server.answers['presence:challenge'] = () => ({ ok: true, challenge });
  server.answers['presence:check-in'] = (said: { proof: string }) =>
    said.proof === proof ? tells({ here: true }) : { ok: false, code: 'no-living-key' };
}

function tells(changed: Partial<Today>): { ok: true } {
  server.news = { ...server.news, today: { ...server.news.today, ...changed } };
  return { ok: true };
}

async function start(part = 'own', pushKey: string | null = KEY): Promise<void> {
  live = openLive({ part, pushKey, dial: server.dial, fetch: server.fetch, device: async () => mine });
  await quiet();
}

/** Everything that is under way, the platform's own work included, has come to an end. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await settle();
  }
}

async function pass(ms: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(ms);
  await quiet();
}

const checksIn = () => done(live.checkIn());

function alerted(): ContactView {
  const now = Date.now();
  return {
    ...{ as: 'contact', id: 'signal', version: 1, drill: false, progress: 'waiting', sentAt: now, opensAt: now },
    ...{ handedBackAt: null, handedBackBy: null, openedBy: null, knownAt: null, times: PHASE_TIMES },
    ...{ bellAt: now + HOUR, endsAt: now + 7 * HOUR, school: { code: '00AH00', name: 'School' } },
  };
}

describe('"Ik ben er vandaag"', () => {
  test('[R-CHECK-1] is said with what only this device can read, and followed by the inbox', async () => {
    await start();
    server.heard.length = 0;
    expect(await checksIn()).toEqual({ ok: true });
    expect(server.commands()).toEqual(['presence:challenge', 'presence:check-in', 'inbox']);
    expect(server.said('presence:check-in')).toEqual([{ device: mine.id, proof }]);
    expect(live.today.value.here).toBe(true);
    expect(live.canRead.value).toBe(true);
  });

  test('[R-CHECK-2] what was sealed to another key cannot be read, and is not answered', async () => {
    await challengesWith(await newDevice());
    await start();
    expect(await checksIn()).toEqual({ ok: false, code: 'no-living-key' });
    expect(server.said('presence:check-in')).toEqual([]);
    expect(live.canRead.value).toBe(false);
  });

  test.each(['presence:challenge', 'presence:check-in'] as const)(
    '[R-CHECK-2] a key that the server does not know at %s is missing',
    async (command) => {
      server.answers[command] = () => ({ ok: false, code: 'no-living-key' });
      await start();
      expect(await checksIn()).toEqual({ ok: false, code: 'no-living-key' });
      expect(live.canRead.value).toBe(false);
    },
  );

  test('[R-CHECK-2] without an answer nothing is said of the key', async () => {
    server.answers['presence:challenge'] = () => 'silence';
    await start();
    expect(await done(live.checkIn(), 200_000)).toEqual({ ok: false, code: 'no-answer' });
    expect(live.canRead.value).toBeNull();
  });

  test('[R-CHECK-2] a page that is opened again that day tries its key before it says that it works', async () => {
    server.news = { ...server.news, today: HERE };
    await start();
    expect(server.said('presence:challenge')).toEqual([{ device: mine.id }]);
    while (live.canRead.value === null) await quiet();
    expect(live.canRead.value).toBe(true);
    await pass(60_000);
    expect(server.said('presence:challenge')).toHaveLength(1);
  });

  test('[R-CHECK-1] after midnight in the Netherlands nobody has said so', async () => {
    await start();
    await checksIn();
    await pass(15 * HOUR + 59 * 60_000);
    expect(live.today.value.here).toBe(true);
    await pass(60_000);
    expect(live.today.value.here).toBe(false);
  });

  test('the screen stays on from then until midnight, while the page is in sight', async () => {
    await start();
    expect(browser.screen.held).toBe(0);
    await checksIn();
    await quiet();
    expect([browser.screen.held, live.screenStaysOn.value]).toEqual([1, true]);
    browser.shows(false);
    await quiet();
    expect([browser.screen.held, live.screenStaysOn.value]).toEqual([0, false]);
    browser.shows(true);
    await quiet();
    expect([browser.screen.held, live.screenStaysOn.value]).toEqual([1, true]);
    await pass(16 * HOUR);
    expect([browser.screen.held, live.screenStaysOn.value]).toEqual([0, false]);
  });

  test('[R-CHECK-2] a screen that the browser lets go off is told, and tried again', async () => {
    browser.screen.allowed = false;
    await start();
    await checksIn();
    expect(live.screenStaysOn.value).toBe(false);
    browser.screen.allowed = true;
    browser.shows(true);
    await quiet();
    expect(live.screenStaysOn.value).toBe(true);
  });
});

describe('notifications', () => {
  async function isOn(): Promise<void> {
    await start();
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('on');
  }

  test('[R-CHECK-3] are off until somebody wants them, however often they check in', async () => {
    browser.permission = 'granted';
    await start();
    expect(live.notifying.value).toBe('off');
    await checksIn();
    expect([browser.asked, browser.made, server.said('push:subscribe')]).toEqual([0, 0, []]);
    await isOn();
    expect(server.said('push:subscribe')).toEqual([{ endpoint: 'https://push.example/1', p256dh: 'key', auth: 'secret' }]);
    expect(browser.subscribedWith).toBe(KEY);
  });

  test('[R-CHECK-3] refused in the browser’s own question they are told as refused', async () => {
    browser.answer = 'denied';
    await start();
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('denied');
    expect(browser.made).toBe(0);
  });

  test('[R-CHECK-3] left unanswered they stay off', async () => {
    browser.answer = 'default';
    await start();
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('off');
  });

  test('[R-CHECK-3] turned off, neither the server nor the browser has anything left', async () => {
    await isOn();
    expect(await done(live.turnOffNotifications())).toEqual({ ok: true });
    expect(server.said('push:unsubscribe')).toEqual([{}]);
    expect(browser.subscribedWith).toBeNull();
    expect(live.notifying.value).toBe('off');
    await checksIn();
    expect(browser.subscribedWith).toBeNull();
  });

  test.each<[string, () => Promise<void>]>([
    [
      'a device that several people use',
      async () => {
        server.use = 'shared';
        await start();
      },
    ],
    ['a server that wakes nobody', () => start('own', null)],
    ['a part of the demonstration', () => start('a-part')],
    [
      'whoever works for no school',
      async () => {
        server.roles = [{ role: 'sender', school: null, title: 'leerplichtambtenaar' }];
        await start();
      },
    ],
  ])('[R-CHECK-3] for %s there are none', async (_, begins) => {
    await begins();
    expect(live.notifying.value).toBe('none');
  });

  test.each([
    ['the browser has lost them', () => void (browser.subscribedWith = null)],
    ['the push service does not know them any more', () => void tells({ push: false })],
    ['the server has another key', () => void (browser.subscribedWith = randomBytes(65).toString('base64url'))],
    [
      'the browser has forgotten that they were allowed',
      () => void Object.assign(browser, { permission: 'default', subscribedWith: null }),
    ],
  ])('[R-CHECK-2] have stopped where %s, and the check begins them anew', async (_, happens) => {
    await isOn();
    happens();
    await start();
    expect(live.notifying.value).toBe('stopped');
    expect(await checksIn()).toEqual({ ok: true });
    await quiet();
    expect(live.notifying.value).toBe('renewed');
    expect(browser.subscribedWith).toBe(KEY);
    expect(server.said('push:subscribe')).toHaveLength(2);
    await checksIn();
    expect(live.notifying.value).toBe('on');
  });

  test('[R-CHECK-2] that were taken away in the browser’s settings are seen as soon as the page is', async () => {
    await isOn();
    browser.permission = 'denied';
    browser.shows(true);
    await quiet();
    expect(live.notifying.value).toBe('denied');
    const asked = browser.asked;
    await checksIn();
    expect(browser.asked).toBe(asked);
  });

  test('[R-CHECK-2] that the browser or the server cannot make have failed, until they are tried again', async () => {
    browser.reachesService = false;
    await start();
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('failed');
    browser.reachesService = true;
    server.answers['push:subscribe'] = () => ({ ok: false, code: 'no-push' });
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('failed');
    server.answers['push:subscribe'] = () => tells({ push: true });
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('on');
  });

  test.each([
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)', 5, 'home-screen'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 5, 'home-screen'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)', 0, 'unable'],
    ['Mozilla/5.0 (X11; Linux x86_64)', 0, 'unable'],
  ])('[R-CHECK-2] in a browser without them, %s with %i fingers: %s', async (userAgent, maxTouchPoints, state) => {
    browser.install({ without: ['PushManager'], userAgent, maxTouchPoints });
    await start();
    expect(live.notifying.value).toBe(state);
    expect(await checksIn()).toEqual({ ok: true });
  });

  test('[R-CHECK-4] a test takes as long as it took until the worker told', async () => {
    await isOn();
    server.answers['push:test'] = () => ({ ok: true });
    const trying = live.tryNotification();
    await pass(1_000);
    browser.wakes('something else');
    await pass(200);
    browser.wakes();
    await quiet();
    expect(await trying).toEqual({ ok: true, took: 1_200 });
    // It is there to be seen.
    expect(browser.notifications).toBe(1);
  });

  test('[R-CHECK-4] one that does not come within thirty seconds has not arrived', async () => {
    await isOn();
    server.answers['push:test'] = () => ({ ok: true });
    const trying = live.tryNotification();
    await pass(30_000);
    expect(await trying).toEqual({ ok: true, took: null });
  });

  test('[R-CHECK-4] one that is gone is begun anew, under another address', async () => {
    await isOn();
    server.answers['push:test'] = () => ({ ok: false, code: 'push-gone', ...(tells({ push: false }), {}) });
    expect(await done(live.tryNotification())).toMatchObject({ ok: false, code: 'push-gone' });
    await quiet();
    expect(live.notifying.value).toBe('renewed');
    expect(server.said('push:subscribe').map(({ endpoint }) => endpoint)).toEqual([
      'https://push.example/1',
      'https://push.example/2',
    ]);
  });
});

describe('outside the page', () => {
  const outside = () => [browser.notifications, browser.badged];

  test('[R-CHECK-5] what was shown goes when the page is seen, and connected', async () => {
    browser.wakes();
    await start();
    expect(outside()).toEqual([0, false]);
    browser.wakes();
    await quiet();
    expect(outside()).toEqual([0, false]);
  });

  test('[R-CHECK-5] it stays while the page is out of sight, or is not connected', async () => {
    await start();
    browser.shows(false);
    server.inbox = [alerted()];
    server.page.changed(alerted());
    browser.wakes();
    await quiet();
    expect(outside()).toEqual([1, true]);
    server.reachable = false;
    server.drop();
    await pass(11_000);
    browser.shows(true);
    await quiet();
    expect(outside()).toEqual([1, true]);
    server.reachable = true;
    await pass(10_000);
    expect(outside()).toEqual([0, false]);
  });

  test('[R-CHECK-5] it goes, also out of sight, when a colleague took what waited', async () => {
    await start();
    browser.shows(false);
    server.page.changed(alerted());
    browser.wakes();
    await quiet();
    server.page.changed({ ...alerted(), version: 2, progress: 'opened', openedBy: { name: 'Hans', at: Date.now() } });
    await quiet();
    expect(outside()).toEqual([0, false]);
  });

  test('[R-CHECK-5] a push makes a page that slept look whether it still hears', async () => {
    await start();
    server.heard.length = 0;
    browser.wakes();
    await quiet();
    expect(server.commands()).toContain('inbox');
  });

  test('[R-WORKER-3] the number of the municipality is kept for who has no network, and for nobody after signing out', async () => {
    server.phone = '013 - 123 45 67';
    await start();
    expect([...browser.caches]).toEqual([['seintje /nummer', '013 - 123 45 67']]);
    await done(live.turnOnNotifications());
    browser.shows(false);
    browser.wakes();
    await quiet();
    expect(outside()).toEqual([1, true]);
    await done(live.signOut());
    await quiet();
    expect([...browser.caches]).toEqual([]);
    expect(browser.subscribedWith).toBeNull();
    expect(outside()).toEqual([0, false]);
  });

  test('[R-WORKER-3] the worker is one script, which the browser asks for every time; parts of the demonstration have none', async () => {
    await start('a-part-of-the-demonstration');
    expect(browser.registered).toEqual([]);
    await start();
    expect(browser.registered).toEqual([['/worker.js', { updateViaCache: 'none' }]]);
  });

  test('[R-CHECK-5] a window that may keep nothing leaves nothing that wakes it either', async () => {
    browser.isPrivate = true;
    await start();
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('on');
    await done(live.signOut());
    await quiet();
    expect(browser.subscribedWith).toBeNull();
  });

  test('[R-CHECK-3] what woke this browser for somebody else ends when another person signs in over them', async () => {
    await start();
    await done(live.turnOnNotifications());
    server.use = null;
    server.news = { ...server.news, today: NO_DAY };
    await start();
    expect(live.status.value.kind).toBe('undecided');
    expect(browser.subscribedWith).toBeNull();
    await done(live.decide('own'));
    await quiet();
    expect(live.notifying.value).toBe('off');
    await checksIn();
    expect(browser.subscribedWith).toBeNull();
  });

  test('[R-CHECK-2] a worker that could not be fetched is fetched by whoever tries again', async () => {
    browser.reachesWorker = false;
    await start();
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('failed');
    browser.reachesWorker = true;
    await done(live.turnOnNotifications());
    expect(live.notifying.value).toBe('on');
  });

  test('a browser that knows none of it is none the worse', async () => {
    browser.install({ without: ['PushManager', 'Notification', 'caches', 'navigator'] });
    server.news = { ...server.news, today: NO_DAY };
    await start();
    expect(await checksIn()).toEqual({ ok: true });
    await done(live.signOut());
  });
});
