/** What the worker uses of its surroundings (W3C Service Workers, Push API, Notifications API); the rest it has no use for. */
export interface Scope {
  addEventListener(type: 'install' | 'activate' | 'push', listen: (event: Extendable) => void): void;
  addEventListener(type: 'notificationclick', listen: (event: Extendable & { notification: { close(): void } }) => void): void;
  addEventListener(type: 'fetch', listen: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  fetch(request: Request): Promise<Response>;
  readonly caches: Pick<CacheStorage, 'match'>;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly PageOpen[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly location: { readonly origin: string };
  /** Without `setAppBadge` where a browser knows no badges. */
  readonly navigator: { setAppBadge?(): Promise<void> };
  readonly registration: {
    showNotification(title: string, options: NotificationOptions & { renotify: boolean }): Promise<void>;
  };
}

/** What the browser waits for before it stops the worker. */
interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching {
  readonly request: Pick<Request, 'mode' | 'method' | 'url'>;
  respondWith(answer: Promise<Response>): void;
}

/** A tab or window of this origin. */
interface PageOpen {
  readonly url: string;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}
