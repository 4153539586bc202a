import { afterAll, beforeAll, expect } from '@jest/globals';
import type { BrowserContext, Worker } from 'playwright-core';
import { WokenBrowser } from '../../support/push-service.js';
import { eventually } from './part.js';

const SERVICE = 'https://fcm.googleapis.com/';

/** All that a push ever shows. */
export const NOTIFICATION = { title: 'Seintje', body: 'Er staat iets voor je klaar.', tag: 'seintje', data: null };

/**
 * One browser's push service, which no machine of a test can reach. Its page is told that it has subscribed; what the server then
 * posts is decrypted (RFC 8291) and delivered to the browser's worker by the browser's debugging protocol.
 */
export class Pushes {
  private readonly woken = new WokenBrowser(`${SERVICE}fcm/send/made-up`);
  private context: BrowserContext | null = null;
  private registration: string | null = null;
  private origin = '';
  /** What the server has posted so far. */
  readonly plaintexts: string[] = [];

  /** In this browser, before it opens a page. */
  async in(context: BrowserContext, origin: string): Promise<void> {
    this.origin = origin;
    this.context = context;
    context.on('close', () => (this.context = null));
    await context.grantPermissions(['notifications'], { origin });
    await context.addInitScript(subscribes, this.woken.subscription);
  }

  /** As soon as the page has a worker: it is known to the browser by this number, also when it is opened again. */
  async knowsTheWorker(): Promise<void> {
    const page = this.context!.pages().at(-1)!;
    const session = await this.context!.newCDPSession(page);
    const found = new Promise<string>((resolve) => {
      session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [one] }) => one && resolve(one.registrationId));
    });
    await session.send('ServiceWorker.enable');
    this.registration = await found;
    await session.detach();
  }

  /** A message of any content comes in. */
  async deliver(data: string): Promise<void> {
    if (!this.context || !this.registration) return;
    const session = await this.context.newCDPSession(this.context.pages()[0]!);
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.deliverPushMessage', { origin: this.origin, registrationId: this.registration, data });
    await session.detach();
  }

  /** What the browser shows outside its pages, as soon as it shows anything. */
  async shown(): Promise<(typeof NOTIFICATION)[]> {
    const context = this.context!;
    const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
    return eventually(async () => {
      const shown = await shownBy(worker);
      expect(shown).not.toEqual([]);
      return shown;
    });
  }

  /** @param body for this browser */
  async take(body: Uint8Array): Promise<void> {
    const plaintext = this.woken.decrypt(Buffer.from(body)).toString();
    this.plaintexts.push(plaintext);
    await this.deliver(plaintext);
  }
}

/** What a browser shows outside its pages. @param where a page, or the worker */
export function shownBy(where: Pick<Worker, 'evaluate'>): Promise<(typeof NOTIFICATION)[]> {
  return where.evaluate(async () => {
    const here = globalThis as unknown as { registration?: ServiceWorkerRegistration };
    const registration = here.registration ?? (await navigator.serviceWorker.ready);
    const notifications = await registration.getNotifications();
    return notifications.map(({ title, body, tag, data }) => ({ title, body, tag, data: data as null }));
  });
}

/** The server's requests to the push service come to this one browser instead; all others go where they go. */
export function withPushes(): Pushes {
  const pushes = new Pushes();
  const { fetch } = globalThis;
  beforeAll(() => {
    globalThis.fetch = async (address, how) => {
      if (!(address as string).startsWith?.(SERVICE)) return fetch(address, how);
      await pushes.take(how!.body as Uint8Array);
      return new Response(null, { status: 201 });
    };
  });
  afterAll(() => {
    globalThis.fetch = fetch;
  });
  return pushes;
}

/** Runs in every page: the browser says that it has subscribed, and remembers it. */
function subscribes({ endpoint, p256dh, auth }: WokenBrowser['subscription']): void {
  const KEPT = 'made-up-push-service';
  const made = (): PushSubscription | null => {
    const key = localStorage.getItem(KEPT);
    if (key === null) return null;
    const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    return {
      options: { applicationServerKey: bytes.buffer },
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
      unsubscribe: async () => {
        localStorage.removeItem(KEPT);
        return true;
      },
    } as unknown as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () => made();
  PushManager.prototype.subscribe = async (how) => {
    localStorage.setItem(KEPT, how!.applicationServerKey as string);
    return made()!;
  };
}
