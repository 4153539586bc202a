import { NUMBER, WOKEN } from './agreed.js';
import { offlinePage } from './offline.js';
import type { Scope } from './scope.js';

/** All that ever stands outside a page, whatever happened: in Dutch, as schools speak. */
const TITLE = 'Seintje';
const NOTIFICATION = {
  body: 'Er staat iets voor je klaar.',
  lang: 'nl',
  // One at a time; the next one takes its place, and is heard.
  tag: 'seintje',
  renotify: true,
  icon: '/icons/192.png',
  badge: '/icons/badge.png',
};

/** Wakes its person, leads them to the page, and says it where there is no network. Keeps nothing, and looks into no push. */
export function serve(scope: Scope): void {
  const pages = () => scope.clients.matchAll({ type: 'window', includeUncontrolled: true });

  async function wake(): Promise<void> {
    await scope.registration.showNotification(TITLE, NOTIFICATION);
    // Without a number, which would say how many.
    await scope.navigator.setAppBadge?.().catch(() => {});
    for (const page of await pages()) page.postMessage(WOKEN);
  }

  async function lead(): Promise<void> {
    const open = await pages();
    const start = open.find(({ url }) => new URL(url).pathname === '/') ?? open[0];
    // A browser may refuse to bring a page to the front.
    const isThere = await start?.focus().then(
      () => true,
      () => false,
    );
    if (!isThere) await scope.clients.openWindow('/');
  }

  async function page(request: Request): Promise<Response> {
    try {
      return await scope.fetch(request);
    } catch {
      const kept = await scope.caches.match(NUMBER.address, { cacheName: NUMBER.cache });
      return offlinePage(kept ? await kept.text() : null);
    }
  }

  scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
  scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
  scope.addEventListener('push', (event) => event.waitUntil(wake()));
  scope.addEventListener('notificationclick', (event) => {
    event.notification.close();
    event.waitUntil(lead());
  });
  scope.addEventListener('fetch', (event) => {
    const { mode, method, url } = event.request;
    // Where the server sends a browser on, as to the organisation's account, it is not ours to step in between.
    if (mode !== 'navigate' || method !== 'GET' || new URL(url).pathname.startsWith('/v1/')) return;
    event.respondWith(page(event.request as Request));
  });
}
