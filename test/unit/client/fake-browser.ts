/** What a browser has of notifications, caches and screens, in which a test plays the browser and its push service. */
export class FakeBrowser {
  permission: NotificationPermission = 'default';
  /** What its person answers to the browser's own question. */
  answer: NotificationPermission = 'granted';
  asked = 0;
  /** The key that the subscription which there is was made with. */
  subscribedWith: string | null = null;
  made = 0;
  reachesService = true;
  /** Whether a window may keep anything, and whether the worker can be fetched. */
  isPrivate = false;
  reachesWorker = true;
  notifications = 0;
  badged = false;
  hidden = false;
  readonly registered: unknown[][] = [];
  readonly caches = new Map<string, string>();
  readonly screen = { held: 0, allowed: true };
  private readonly worker = new EventTarget();
  private lock: EventTarget | null = null;

  /** A push has come in: its worker shows what it shows, and tells the page. */
  wakes(message: unknown = 'woken'): void {
    this.notifications = 1;
    this.badged = true;
    this.worker.dispatchEvent(Object.assign(new Event('message'), { data: message }));
  }

  /** The page goes out of sight, or comes back. */
  shows(isShown: boolean): void {
    this.hidden = !isShown;
    if (!isShown) this.lock?.dispatchEvent(new Event('release'));
    document.dispatchEvent(new Event('visibilitychange'));
  }

  /** Puts itself in the place of window and document. @param without what this browser does not know */
  install({ without = [], ...agent }: { without?: string[]; userAgent?: string; maxTouchPoints?: number } = {}): void {
    const registration = {
      getNotifications: async () => Array.from({ length: this.notifications }, () => ({ close: () => (this.notifications = 0) })),
      pushManager: { getSubscription: async () => this.subscription(), subscribe: (how: object) => this.subscribe(how as never) },
    };
    const serviceWorker = Object.assign(this.worker, {
      register: async (...how: unknown[]) => {
        if (!this.reachesWorker) throw new TypeError('no network');
        this.registered.push(how);
      },
      ready: Promise.resolve(registration),
      getRegistration: async () => registration,
    });
    const navigator = {
      ...{ userAgent: 'Chrome', maxTouchPoints: 0, ...agent, serviceWorker },
      clearAppBadge: async () => void (this.badged = false),
      wakeLock: { request: () => this.hold() },
    };
    const notification = {
      requestPermission: async () => {
        this.asked += 1;
        return (this.permission = this.answer);
      },
    };
    Object.defineProperty(notification, 'permission', { get: () => this.permission });
    const world: Record<string, unknown> = {
      Notification: notification,
      PushManager: {},
      caches: this.cacheStorage(),
      navigator,
    };
    for (const name of without) delete world[name];
    const matchMedia = () => ({ matches: false });
    Object.assign(globalThis, { window: Object.assign(new EventTarget(), { fetch, matchMedia }, world) });
    const page = Object.assign(new EventTarget(), {});
    Object.defineProperty(page, 'hidden', { get: () => this.hidden });
    Object.assign(globalThis, { document: page, Notification: notification });
    Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  }

  private async subscribe({ applicationServerKey }: { applicationServerKey: string }): Promise<PushSubscription> {
    if (!this.reachesService) throw new Error('no push service');
    this.subscribedWith = applicationServerKey;
    this.made += 1;
    return this.subscription()!;
  }

  private subscription(): PushSubscription | null {
    const key = this.subscribedWith;
    if (key === null) return null;
    return {
      options: { applicationServerKey: Uint8Array.from(Buffer.from(key, 'base64url')).buffer },
      toJSON: () => ({ endpoint: `https://push.example/${this.made}`, keys: { p256dh: 'key', auth: 'secret' } }),
      unsubscribe: async () => {
        this.subscribedWith = null;
        return true;
      },
    } as unknown as PushSubscription;
  }

  private async hold(): Promise<EventTarget> {
    if (!this.screen.allowed) throw new Error('low battery');
    this.screen.held += 1;
    const lock = new EventTarget();
    this.lock = lock;
    lock.addEventListener('release', () => (this.screen.held -= 1), { once: true });
    return Object.assign(lock, { release: async () => void lock.dispatchEvent(new Event('release')) });
  }

  private cacheStorage(): object {
    const mustKeep = () => {
      if (this.isPrivate) throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    return {
      open: async (name: string) => {
        mustKeep();
        return {
          put: async (address: string, answer: Response) => void this.caches.set(`${name} ${address}`, await answer.text()),
        };
      },
      delete: async (name: string) => {
        mustKeep();
        for (const kept of this.caches.keys()) if (kept.startsWith(`${name} `)) this.caches.delete(kept);
      },
    };
  }
}
