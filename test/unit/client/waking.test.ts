import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Live } from '../../../client/connection/live.js';
import { openLive } from '../../../client/connection/open-live.js';
import type { OwnDevice } from '../../../client/keys/device-key.js';
import { time } from '../../../client/words/times.js';
import { phase } from '../../../src/contract/index.js';
import { FakeServer, fakePage, newDevice, openerView, pass, receiptOf, senderView, settle } from './fake-server.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
let server: FakeServer;
let live: Live;
let mine: OwnDevice;

beforeEach(async () => {
  mine ??= await newDevice();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  fakePage();
  server = new FakeServer();
});
afterEach(() => {
  jest.useRealTimers();
});

async function start(): Promise<void> {
  live = openLive({ part: 'part', dial: server.dial, fetch: server.fetch, device: async () => mine });
  await settle();
}

/** Time goes by, and neither the page's own clock nor its timers notice: the machine sleeps. The network eats what is said then. */
async function sleeps(ms: number): Promise<void> {
  server.answers.inbox = () => 'silence';
  server.reachable = false;
  jest.setSystemTime(Date.now() + ms);
}

/** The network is there again; the socket from before stays dead. */
function networkIsBack(): void {
  delete server.answers.inbox;
  server.reachable = true;
}

const wakings: [string, () => unknown][] = [
  ['the tab is shown again', () => shown()],
  ['a page that was frozen goes on', () => document.dispatchEvent(new Event('resume'))],
  ['it comes out of the browser’s page cache', () => window.dispatchEvent(new Event('pageshow'))],
  // A lid that was closed on a page that stayed in front: nobody says so but the clock.
  ['nothing says so', () => {}],
];

function shown(): void {
  Object.assign(document, { hidden: false });
  document.dispatchEvent(new Event('visibilitychange'));
  Object.assign(document, { hidden: true });
}

describe('a page whose socket died in its sleep', () => {
  test.each(wakings)('[R-WAKE-1] says so within ten seconds, and since when: %s', async (_, wakes) => {
    await start();
    const goodAt = Date.now();
    await sleeps(15 * HOUR);
    wakes();
    await pass(10 * SECOND);
    expect(live.status.value).toEqual({ kind: 'lost', since: goodAt });
  });

  test.each(wakings)(
    '[R-WAKE-1] heals, with a token that ended meanwhile, and says that nothing was missed after the inbox only: %s',
    async (_, wakes) => {
      await start();
      await sleeps(15 * HOUR);
      wakes();
      await pass(10 * SECOND);
      expect(live.status.value.kind).toBe('lost');
      networkIsBack();
      // The page's own clock slept too: it takes its token for good, until the server says no.
      server.refusals = 1;
      server.answers.inbox = () => 'silence';
      await pass(7 * SECOND);
      expect(server.tokens.at(-1)).not.toBe('token-1');
      expect(live.status.value.kind).toBe('lost');
      delete server.answers.inbox;
      await pass(20 * SECOND);
      expect(live.status.value).toMatchObject({ kind: 'connected', back: 'nothing-missed' });
      expect(Math.abs(live.now.value - server.now())).toBeLessThan(2 * SECOND);
    },
  );

  test('[R-WAKE-1] of one that lives nobody hears anything', async () => {
    await start();
    const seen: string[] = [];
    live.status.subscribe(({ kind }) => void seen.push(kind));
    for (let times = 0; times < 3; times++) {
      jest.setSystemTime(Date.now() + HOUR);
      shown();
      await pass(20 * SECOND);
    }
    expect(new Set(seen)).toEqual(new Set(['connected']));
    expect(live.status.value).toMatchObject({ back: false });
    expect(server.said('inbox').length).toBeGreaterThan(3);
  });

  test('[R-WAKE-1] one that says nothing for four seconds is replaced before anybody is told of a loss', async () => {
    await start();
    server.answers.inbox = () => 'silence';
    shown();
    await pass(3 * SECOND);
    expect(server.tokens).toEqual(['token-1']);
    delete server.answers.inbox;
    await pass(5 * SECOND);
    expect(server.tokens).toHaveLength(2);
    expect(live.status.value).toMatchObject({ kind: 'connected', back: false });
  });

  test('[R-WAKE-1] [R-MEND-1] of one that slept through a restart, what it knew is given back before it says anything', async () => {
    const view = openerView(randomUUID(), Date.now(), { endsAt: Date.now() + 20 * HOUR });
    server.inbox = [view];
    await start();
    await sleeps(15 * HOUR);
    server.epoch = 'second';
    server.inbox = [];
    server.answers['signal:restore'] = () => {
      expect([live.status.value.kind, live.views.value]).toEqual(['lost', [view]]);
      server.inbox = [{ ...view, version: 12 }];
      return { ok: true };
    };
    shown();
    await pass(10 * SECOND);
    networkIsBack();
    await pass(10 * SECOND);
    expect(server.said('signal:restore')).toEqual([{ state: receiptOf(view).state }]);
    expect(live.status.value).toMatchObject({ kind: 'connected', back: 'restarted' });
    expect([live.views.value, live.farewells.value]).toEqual([server.inbox, []]);
  });

  test('[R-WAKE-1] hidden, with timers that run once a minute, it is found by the heartbeat, and by whoever looks at it', async () => {
    await start();
    server.reachable = false;
    server.drop();
    jest.advanceTimersByTime(MINUTE);
    await settle();
    expect(live.status.value.kind).toBe('lost');
    networkIsBack();
    shown();
    await settle();
    expect(live.status.value).toMatchObject({ kind: 'connected', back: 'nothing-missed' });
  });
});

describe('a machine whose clock is wrong', () => {
  test.each([
    ['an hour ahead', -HOUR],
    ['an hour behind', HOUR],
  ])('[R-WAKE-2] %s: times and phases are the server’s', async (_, ahead) => {
    server.ahead = ahead;
    const view = senderView(randomUUID(), server.now());
    server.inbox = [view];
    await start();
    await pass(3 * MINUTE);
    const { value } = live.status;
    expect(value.kind === 'connected' && time(value.checkedAt)).toBe(time(view.sentAt));
    expect([time(live.now.value), phase(view, live.now.value)]).toEqual([time(server.now()), 'repeat']);
    server.reachable = false;
    server.drop();
    await pass(10 * SECOND);
    expect(live.status.value).toEqual({ kind: 'lost', since: view.sentAt });
  });

  test.each([
    ['an hour ahead', HOUR],
    ['an hour back', -HOUR],
  ])('[R-WAKE-2] set %s while the page is open, nothing moves', async (_, moved) => {
    const view = senderView(randomUUID(), server.now());
    server.inbox = [view];
    await start();
    jest.setSystemTime(Date.now() + moved);
    server.ahead -= moved;
    const shown: number[] = [];
    live.now.subscribe((now) => void shown.push(now - server.now()));
    await pass(3 * MINUTE);
    expect(Math.max(...shown.map(Math.abs))).toBeLessThan(2 * SECOND);
    expect([live.views.value, phase(view, live.now.value)]).toEqual([[view], 'repeat']);
    server.reachable = false;
    server.drop();
    await pass(10 * SECOND);
    const { value } = live.status;
    expect(value.kind === 'lost' && Math.abs(value.since - view.sentAt)).toBeLessThan(4 * MINUTE);
  });

  test('[R-WAKE-2] and a connection that never came: it says since when by the server’s clock, as soon as that is known', async () => {
    server.ahead = HOUR;
    server.refusals = 100;
    const openedAt = server.now();
    await start();
    await pass(10 * SECOND);
    const { value } = live.status;
    expect(value.kind === 'lost' && Math.abs(value.since - openedAt)).toBeLessThan(2 * SECOND);
  });
});
