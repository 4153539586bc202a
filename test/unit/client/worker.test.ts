import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { NUMBER } from '../../../client/worker/agreed.js';
import type { Scope } from '../../../client/worker/scope.js';
import { serve } from '../../../client/worker/worker.js';

type Listen = (event: never) => void;
type Page = Awaited<ReturnType<Scope['clients']['matchAll']>>[number];

/** A worker's surroundings, in which a test plays the browser. */
function fakeScope() {
  const listeners = new Map<string, Listen>();
  const pages: Page[] = [];
  const kept = new Map<string, string>();
  const scope = {
    addEventListener: (type: string, listen: Listen) => void listeners.set(type, listen),
    skipWaiting: jest.fn(async () => {}),
    fetch: jest.fn(async (_: Request) => new Response('the page')),
    caches: {
      match: jest.fn(async (address: string, { cacheName }: { cacheName: string }) => {
        const number = kept.get(`${cacheName} ${address}`);
        return number === undefined ? undefined : new Response(number);
      }),
    },
    clients: { claim: jest.fn(async () => {}), matchAll: async () => pages, openWindow: jest.fn(async () => {}) },
    navigator: { setAppBadge: jest.fn(async () => {}) },
    registration: { showNotification: jest.fn(async (_title: string, _options: object) => {}) },
  };
  serve(scope as unknown as Scope);

  /** Something happens, with all that the browser is asked to wait for. */
  async function happens(type: string, event: object = {}): Promise<unknown> {
    const waits: Promise<unknown>[] = [];
    const answers: Promise<Response>[] = [];
    const ways = {
      waitUntil: (work: Promise<unknown>) => void waits.push(work),
      respondWith: (answer: Promise<Response>) => void answers.push(answer),
    };
    listeners.get(type)!(Object.assign(event, ways) as never);
    await Promise.all(waits);
    return answers[0];
  }

  function opens(url: string): Page & { focus: jest.Mock; postMessage: jest.Mock } {
    const page = { url, focus: jest.fn(async () => {}), postMessage: jest.fn() };
    pages.push(page);
    return page;
  }

  return { scope, kept, happens, opens, events: () => [...listeners.keys()].sort() };
}

const HERE = 'https://seintje.example';
const SHOWN = [
  'Seintje',
  {
    body: 'Er staat iets voor je klaar.',
    lang: 'nl',
    tag: 'seintje',
    renotify: true,
    icon: '/icons/192.png',
    badge: '/icons/badge.png',
  },
];
const navigation = (path: string, method = 'GET') => ({ request: { mode: 'navigate', method, url: HERE + path } });
let worker: ReturnType<typeof fakeScope>;

beforeEach(() => {
  worker = fakeScope();
});

test('[R-WORKER-1] it listens to these events and to no other: no message, no change of what wakes it', () => {
  expect(worker.events()).toEqual(['activate', 'fetch', 'install', 'notificationclick', 'push']);
});

describe('a push', () => {
  const hostile = { title: 'Robin', body: 'geweld', tag: 'other', data: { url: 'https://elsewhere.example' } };
  const contents: [string, object][] = [
    ['nothing', { data: null }],
    ['padding', { data: { text: () => ' '.repeat(3000) } }],
    ['what somebody would like to be shown', { data: { json: () => hostile, text: () => JSON.stringify(hostile) } }],
  ];

  test.each(contents)(
    '[R-WORKER-1] with %s is one notification, always the same, and a badge without a number',
    async (_, event) => {
      await worker.happens('push', event);
      expect(worker.scope.registration.showNotification.mock.calls).toEqual([SHOWN]);
      expect(worker.scope.navigator.setAppBadge.mock.calls).toEqual([[]]);
      expect(worker.scope.fetch).not.toHaveBeenCalled();
    },
  );

  test('[R-WORKER-1] is not looked into', async () => {
    const data = jest.fn(() => null);
    await worker.happens('push', Object.defineProperty({}, 'data', { get: data }));
    expect(data).not.toHaveBeenCalled();
  });

  test('[R-WORKER-1] tells every open page that it came, and nothing of it', async () => {
    const pages = [worker.opens(`${HERE}/`), worker.opens(`${HERE}/uitnodiging`)];
    await worker.happens('push', { data: { text: () => 'Robin' } });
    for (const page of pages) expect(page.postMessage.mock.calls).toEqual([['woken']]);
  });

  test('[R-WORKER-1] is shown where a browser knows no badges, or refuses one', async () => {
    worker.scope.navigator.setAppBadge.mockRejectedValueOnce(new Error('not installed'));
    await worker.happens('push');
    Object.assign(worker.scope, { navigator: {} });
    await worker.happens('push');
    expect(worker.scope.registration.showNotification.mock.calls).toEqual([SHOWN, SHOWN]);
  });
});

describe('a tap on the notification', () => {
  const notification = { close: jest.fn() };
  const taps = () => worker.happens('notificationclick', { notification });

  test('[R-WORKER-2] opens the page where none is open', async () => {
    await taps();
    expect(notification.close).toHaveBeenCalled();
    expect(worker.scope.clients.openWindow.mock.calls).toEqual([['/']]);
  });

  test('[R-WORKER-2] brings the page to the front that is there, rather than one beside it', async () => {
    const invited = worker.opens(`${HERE}/uitnodiging`);
    const start = worker.opens(`${HERE}/`);
    await taps();
    expect([invited.focus.mock.calls.length, start.focus.mock.calls.length]).toEqual([0, 1]);
    expect(worker.scope.clients.openWindow).not.toHaveBeenCalled();
  });

  test('[R-WORKER-2] opens another where the browser does not bring it to the front', async () => {
    worker.opens(`${HERE}/`).focus.mockImplementationOnce(() => Promise.reject(new Error('not allowed')));
    await taps();
    expect(worker.scope.clients.openWindow.mock.calls).toEqual([['/']]);
  });
});

describe('without a network', () => {
  beforeEach(() => {
    worker.scope.fetch.mockRejectedValue(new TypeError('no network'));
  });
  const page = async () => (await worker.happens('fetch', navigation('/'))) as Response;

  test('[R-WORKER-3] the page says so, in both languages, with the number of the municipality', async () => {
    worker.kept.set(`${NUMBER.cache} ${NUMBER.address}`, '013 - 123 45 67');
    const answer = await page();
    const text = await answer.text();
    expect(text).toContain('Geen verbinding.');
    expect(text).toContain(
      'Nieuwe signalen komen hier niet binnen. Bel bij twijfel: <a class="number" href="tel:0131234567">013 - 123 45 67</a>.',
    );
    expect(text).toContain('<section lang="en">');
    expect(text).toContain('>Probeer nu</a>');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('[R-WORKER-3] it runs no script, and its policy takes nothing but its own style', async () => {
    const [one, other] = [await page(), await page()];
    const policy = one.headers.get('content-security-policy')!;
    const nonce = /'nonce-([\w-]{36})'/.exec(policy)![1]!;
    expect(policy.replace(nonce, '')).toBe(
      "default-src 'none'; style-src 'nonce-'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(other.headers.get('content-security-policy')).not.toBe(policy);
    const text = await one.text();
    expect(text).toContain(`<style nonce="${nonce}">`);
    expect(text).not.toMatch(/<script|\bon\w+=|https?:/);
  });

  test('[R-WORKER-3] a number that is none is text', async () => {
    worker.kept.set(`${NUMBER.cache} ${NUMBER.address}`, '"><img src=x onerror=1>');
    const text = await (await page()).text();
    expect(text).not.toContain('<img');
    expect(text).toContain('href="tel:1"');
  });

  test('[R-WORKER-3] when nobody is signed in there is no number, and the sentence is whole', async () => {
    const text = await (await page()).text();
    expect(text).toContain('Bel bij twijfel.');
    expect(text).not.toContain('tel:');
  });
});

describe('with a network', () => {
  test('[R-WORKER-3] a page is the server’s own', async () => {
    const answer = (await worker.happens('fetch', navigation('/uitnodiging'))) as Response;
    expect(await answer.text()).toBe('the page');
  });

  test.each([
    ['a script', { request: { mode: 'cors', method: 'GET', url: `${HERE}/assets/index.js` } }],
    ['what a page asks', { request: { mode: 'same-origin', method: 'POST', url: `${HERE}/v1/session/token` } }],
    ['a form', navigation('/', 'POST')],
    ['the way back from the organisation’s account', navigation('/v1/openid/callback?code=1')],
  ])('[R-WORKER-3] it leaves alone %s', async (_, event) => {
    expect(await worker.happens('fetch', event)).toBeUndefined();
    expect(worker.scope.fetch).not.toHaveBeenCalled();
  });

  test('[R-WORKER-3] it takes over at once, and keeps nothing', async () => {
    await worker.happens('install');
    await worker.happens('activate');
    expect(worker.scope.skipWaiting).toHaveBeenCalled();
    expect(worker.scope.clients.claim).toHaveBeenCalled();
    expect(Object.keys(worker.scope.caches)).toEqual(['match']);
    expect(worker.scope.caches.match).not.toHaveBeenCalled();
  });
});
