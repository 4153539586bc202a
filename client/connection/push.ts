import { type ReadonlySignal, signal } from '@preact/signals';
import type { Today } from '../../src/contract/index.js';
import type { Clock } from './clock.js';
import type { Notifying, Result } from './live.js';
import type { Worker } from './worker.js';
import type { Ask } from './wire.js';

/** How long a notification that was asked for may take before it counts as not arrived, in milliseconds. */
const LATE = 30_000;

interface Parts {
  ask: Ask;
  clock: Clock;
  worker: Worker;
  today: ReadonlySignal<Today>;
  /** The server's public key (RFC 8292), base64url; null: it wakes nobody, or nobody is to be woken here. */
  key(): string | null;
  /** Asks the server what it knows. */
  refresh(): Promise<unknown>;
}

/** Notifications without content (W3C Push API): asked for on this device alone, and taken back there. */
export class Push {
  private readonly current = signal<Notifying>('none');
  readonly state: ReadonlySignal<Notifying> = this.current;
  private hasRenewed = false;
  /** Whether a notification was asked for that may still come. */
  isTrying = false;
  private hasFailed = false;

  constructor(private readonly parts: Parts) {}

  /** Looks how it is, and changes nothing. */
  async look(): Promise<Notifying> {
    this.current.value = await this.found();
    return this.current.value;
  }

  /** Has what was asked for before go on where it stopped. The browser asks its own question only while somebody presses. */
  async renew(): Promise<void> {
    this.hasRenewed = false;
    this.hasFailed = false;
    const { push } = this.parts.today.peek();
    const isForgotten = push && this.current.peek() === 'stopped' && Notification.permission === 'default';
    if (isForgotten && (await Notification.requestPermission()) !== 'granted') return void (await this.look());
    if ((await this.look()) !== 'stopped') return;
    this.hasRenewed = await this.subscribe(true);
    await this.look();
  }

  /** [Ja, zet aan]. The answer says what came of it. */
  async turnOn(): Promise<Notifying> {
    this.hasFailed = false;
    if ((await Notification.requestPermission()) === 'granted') await this.subscribe(false);
    return this.look();
  }

  async turnOff(): Promise<Result> {
    const answer = await this.parts.ask('push:unsubscribe', {});
    if (!answer.ok) return answer;
    await (await this.subscription())?.unsubscribe();
    this.hasFailed = false;
    await this.parts.refresh();
    await this.look();
    return answer;
  }

  /** "Stuur mij een proefmelding": how long it took in milliseconds; null: it did not arrive. One that is gone is renewed. */
  async tryOut(): Promise<Result<{ took: number | null }>> {
    const { ask, clock } = this.parts;
    const askedAt = clock.local();
    this.isTrying = true;
    const woken = this.nextWake();
    const answer = await ask('push:test', {});
    if (!answer.ok) woken.stop();
    const came = await woken.came;
    this.isTrying = false;
    if (answer.ok) return { ok: true, took: came ? clock.local() - askedAt : null };
    if (answer.code === 'push-gone') {
      this.hasRenewed = await this.subscribe(true);
      await this.look();
    }
    return answer;
  }

  private nextWake(): { came: Promise<boolean>; stop: () => void } {
    const { clock, worker } = this.parts;
    let stop = () => {};
    const came = new Promise<boolean>((resolve) => {
      const end = (isHere: boolean) => {
        ignore();
        cancel();
        resolve(isHere);
      };
      const ignore = worker.onWoken(() => end(true));
      const cancel = clock.after(LATE, () => end(false));
      stop = () => end(false);
    });
    return { came, stop };
  }

  /** @param isAnew whether the one that there is, is of no use. Returns whether the server has it. */
  private async subscribe(isAnew: boolean): Promise<boolean> {
    const { ask, worker, key, refresh } = this.parts;
    const applicationServerKey = key();
    try {
      const manager = (await worker.start())?.pushManager;
      if (!manager || !applicationServerKey) throw new Error('no push');
      if (isAnew || !this.isOurs(await manager.getSubscription())) await (await manager.getSubscription())?.unsubscribe();
      const made = await manager.subscribe({ userVisibleOnly: true, applicationServerKey });
      const { endpoint = '', keys: { p256dh = '', auth = '' } = {} } = made.toJSON();
      const { ok } = await ask('push:subscribe', { endpoint, p256dh, auth });
      this.hasFailed = !ok;
    } catch {
      // The browser does not reach its push service, or does not want to.
      this.hasFailed = true;
    }
    if (!this.hasFailed) await refresh();
    return !this.hasFailed;
  }

  private async found(): Promise<Notifying> {
    if (!this.parts.key()) return 'none';
    // Firefox has no workers in a private window.
    const isAble = 'PushManager' in window && 'Notification' in window && 'serviceWorker' in navigator;
    if (!isAble) return isOffHomeScreen() ? 'home-screen' : 'unable';
    if (Notification.permission === 'denied') return 'denied';
    if (this.hasFailed) return 'failed';
    const { push } = this.parts.today.peek();
    const subscription = await this.subscription();
    if (!subscription && !push) return 'off';
    if (!push || Notification.permission !== 'granted' || !this.isOurs(subscription)) return 'stopped';
    return this.hasRenewed ? 'renewed' : 'on';
  }

  private async subscription(): Promise<PushSubscription | null> {
    return (await this.parts.worker.start())?.pushManager.getSubscription().catch(() => null) ?? null;
  }

  /** Made with the key that this server has today. */
  private isOurs(subscription: PushSubscription | null): boolean {
    const key = subscription?.options.applicationServerKey;
    if (!key) return false;
    const text = btoa(String.fromCharCode(...new Uint8Array(key)));
    return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '') === this.parts.key();
  }
}

/** An iPhone or iPad, whose pages can be woken from the home screen alone (iOS 16.4). An iPad says that it is a Mac. */
function isOffHomeScreen(): boolean {
  const { userAgent, maxTouchPoints } = navigator;
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (userAgent.includes('Macintosh') && maxTouchPoints > 1);
  return isApple && !window.matchMedia('(display-mode: standalone)').matches;
}
