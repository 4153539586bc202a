import { NUMBER, WOKEN, WORKER } from '../worker/agreed.js';

interface Policy {
  createScriptURL(address: string): string;
}
type Policies = { createPolicy(name: string, rules: Policy): Policy } | undefined;

/**
 * Makes of any text the worker's address, and nothing else (W3C Trusted Types). Made as soon as there is a page, so that
 * nobody after that can make one under the only name that the pages' policy allows.
 */
const policy = (globalThis as { trustedTypes?: Policies }).trustedTypes?.createPolicy('seintje-worker', {
  createScriptURL: () => WORKER,
});

/** The worker of this origin as a page deals with it. Where a browser has none, everything here does nothing. */
export class Worker {
  private registering: Promise<ServiceWorkerRegistration | null> | undefined;
  /** What is kept; undefined: that is not known. */
  private number: string | null | undefined;
  private keeping = Promise.resolve();

  /** Has the browser fetch the worker, and run it. Returns its registration once it runs; null: it cannot. */
  start(): Promise<ServiceWorkerRegistration | null> {
    const { serviceWorker } = navigatorHere();
    this.registering ??= serviceWorker
      ? serviceWorker.register(policy?.createScriptURL('') ?? WORKER, { updateViaCache: 'none' }).then(
          () => serviceWorker.ready,
          // The network may have failed: whoever asks next tries again.
          () => {
            this.registering = undefined;
            return null;
          },
        )
      : Promise.resolve(null);
    return this.registering;
  }

  /** Calls back whenever a push has come in. Returns how to stop. */
  onWoken(work: () => void): () => void {
    const { serviceWorker } = navigatorHere();
    const listen = ({ data }: MessageEvent) => {
      if (data === WOKEN) work();
    };
    serviceWorker?.addEventListener('message', listen);
    return () => serviceWorker?.removeEventListener('message', listen);
  }

  /** The telephone number that stands on the page for who has no network. */
  async keepNumber(number: string | null): Promise<void> {
    if (number === this.number || !window.caches) return;
    this.number = number;
    // One after the other: what is put away late must not bring it back.
    this.keeping = this.keeping
      .then(async () => {
        if (number === null) return void (await window.caches.delete(NUMBER.cache));
        const cache = await window.caches.open(NUMBER.cache);
        await cache.put(NUMBER.address, new Response(number));
      })
      // A private window may keep nothing.
      .catch(() => {});
    await this.keeping;
  }

  /** Takes away the notifications that there are, and the badge. */
  async tidy(): Promise<void> {
    const registration = await registrationHere();
    for (const notification of (await registration?.getNotifications?.()) ?? []) notification.close();
    await navigatorHere()
      .clearAppBadge?.()
      .catch(() => {});
  }

  /** Nothing of whoever was signed in is left outside the page. */
  async forget(): Promise<void> {
    this.number = undefined;
    await this.keepNumber(null);
    await this.tidy();
    const manager = (await registrationHere())?.pushManager;
    const subscription = await manager?.getSubscription().catch(() => null);
    await subscription?.unsubscribe().catch(() => {});
  }
}

/** What not every browser has, and no test. */
function navigatorHere(): Partial<Pick<Navigator, 'serviceWorker' | 'clearAppBadge'>> {
  return window.navigator ?? {};
}

/** The one that there is, if any. */
async function registrationHere(): Promise<ServiceWorkerRegistration | undefined> {
  return navigatorHere()
    .serviceWorker?.getRegistration()
    .catch(() => undefined);
}
