import type { Live } from '../../client/connection/live.js';
import { openLive } from '../../client/connection/open-live.js';
import { dial, type Heard, NO_ANSWER, PATIENCE, type Wire } from '../../client/connection/wire.js';
import type { OwnDevice } from '../../client/keys/device-key.js';
import type { Clock } from '../../src/clock/index.js';
import type { AnswerTo, CommandName, Payload, View } from '../../src/contract/index.js';
import { Network } from './network.js';
import { PageMachine } from './page-machine.js';

/** How long a browser and the server wait for each other on a network that has fallen still, in milliseconds. */
const HEARTBEAT = 15_000;

/** A browser in which somebody is signed in, on a device of their own: its tabs share the session and the device's key. */
export interface Browser {
  /** As in demonstration/staff.csv. */
  name: string;
  /** Their id. */
  person: string;
  /** The name that the session's cookie goes by. */
  part: string;
  cookie: string;
  device: OwnDevice;
}

/** What happens at pages, as it happens. */
export interface Witness {
  /** Something is said to the server; `outcome`: what comes of it. */
  asks<C extends CommandName>(page: LivePage, command: C, payload: Payload<C>): (answer: Answered<C>) => void;
  /** A page has rendered an alert. */
  alerted(page: LivePage, view: View): void;
  /** What a page shows has changed. */
  shows(page: LivePage): void;
  /** Every piece of text that leaves a page. */
  said(page: LivePage, text: string): void;
}

export type Answered<C extends CommandName> = AnswerTo<C> | typeof NO_ANSWER;

/** Of the page that was opened last. Jest would keep each value that a global ever had until the end: it looks here. */
const globals = { window: new EventTarget(), document: new EventTarget() };

function lookHere(): void {
  if ('window' in globalThis) return;
  for (const name of ['window', 'document'] as const) Object.defineProperty(globalThis, name, { get: () => globals[name] });
}

/** A page in this process: the very code that runs in browsers, over a network of its own. */
export class LivePage {
  live!: Live;
  /** Asked and not answered yet. */
  private readonly pending = new Set<Promise<unknown>>();
  private machine!: PageMachine;
  private window = new EventTarget();
  private wire: Wire | undefined;
  private stopWatching: (() => void)[] = [];
  /** How often it was opened: what an earlier page in this tab does is of no interest any more. */
  private life = 0;
  isOpen = false;
  /** Something is about to be said. */
  onAsk: (command: CommandName) => void = () => {};

  private constructor(
    readonly browser: Browser,
    readonly network: Network,
    private readonly origin: string,
    private readonly clock: Clock,
    private readonly witness: Witness,
  ) {
    network.onSaid = (text) => witness.said(this, text);
  }

  /** @param clock the time of the page's machine; `server`: its address */
  static async opens(browser: Browser, server: string, clock: Clock, witness: Witness): Promise<LivePage> {
    const page = new LivePage(browser, await Network.to(server), server, clock, witness);
    page.reopens();
    return page;
  }

  /** Whether something is under way that will come to an end by itself, without time passing. */
  get isBusy(): boolean {
    return this.isOpen && this.network.isUp && this.pending.size > 0;
  }

  get isConnected(): boolean {
    return this.isOpen && this.live.status.value.kind === 'connected';
  }

  /** What the server would show it now. */
  async asksWhatIsHeld(): Promise<View[]> {
    const inbox = await this.wire!.ask('inbox', {});
    return inbox.ok ? inbox.views : [];
  }

  /** Loaded anew: what was in the tab's memory is gone. */
  reloads(): void {
    this.closes();
    this.reopens();
  }

  closes(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.life += 1;
    this.machine.dies();
    this.wire?.disconnect();
    for (const stop of this.stopWatching.splice(0)) stop();
    this.pending.clear();
  }

  reopens(): void {
    this.isOpen = true;
    this.machine = new PageMachine(this.clock);
    // Each page has a window of its own; what looks for one later finds the last, which says the same: nobody sees the page.
    this.window = Object.assign(new EventTarget(), { fetch });
    lookHere();
    Object.assign(globals, { window: this.window, document: Object.assign(new EventTarget(), { hidden: true }) });
    const { part, device } = this.browser;
    this.live = openLive({
      part,
      machine: this.machine,
      dial: (heard) => (this.wire = this.dials(heard)),
      fetch: ((path: string, init: RequestInit) => this.fetches(path, init)) as typeof fetch,
      device: async () => device,
    });
    const { views, farewells } = this.live;
    for (const shown of [views, farewells]) this.stopWatching.push(shown.subscribe(() => this.witness.shows(this)));
  }

  /** The lid is closed: nothing happens on it, and no network reaches it. */
  sleeps(): void {
    this.machine.sleeps();
    this.loses('still');
  }

  wakes(): void {
    this.machine.wakes();
    this.finds();
  }

  /** `still`: nobody is told, until both ends have missed each other's heartbeat. */
  loses(how: 'still' | 'broken'): void {
    if (how === 'broken') return this.network.breaks();
    this.network.fallsStill();
    this.clock.at(this.clock.now() + HEARTBEAT, () => {
      if (!this.network.isUp) this.network.forget();
    });
  }

  /** The network is back, and the browser says so. */
  finds(): void {
    this.network.comesBack();
    this.window.dispatchEvent(new Event('online'));
  }

  async ends(): Promise<void> {
    this.closes();
    await this.network.ends();
  }

  private dials(heard: Heard): Wire {
    const { life, witness } = this;
    const isOurs = () => this.life === life;
    const wire = dial(
      {
        ...heard,
        alert: (view, receipt, arrived) => {
          // An answer that the network holds back was given all the same.
          if (isOurs()) witness.alerted(this, view);
          heard.alert(view, receipt, arrived);
        },
      },
      this.network.url,
      { forceNew: true, extraHeaders: { origin: this.origin } },
    );
    return {
      connect: async (token) => {
        const refused = () => {
          wire.disconnect();
          return Promise.reject(new Error('not connected'));
        };
        await this.within(PATIENCE, wire.connect(token), refused);
      },
      disconnect: () => wire.disconnect(),
      ask: async (command, payload, within = PATIENCE) => {
        if (!isOurs()) return NO_ANSWER;
        this.onAsk(command);
        const outcome = witness.asks(this, command, payload);
        const answer = await this.within(within, wire.ask(command, payload, 2 * PATIENCE), () => NO_ANSWER);
        outcome(answer);
        // A closed page's loop stops where it is.
        return isOurs() ? answer : never();
      },
    };
  }

  private async fetches(path: string, init: RequestInit): Promise<Response> {
    const { life } = this;
    const headers = { ...(init.headers as Record<string, string>), cookie: this.browser.cookie };
    const asked = fetch(this.network.url + path, { ...init, headers });
    const answer = await this.within(PATIENCE, asked, () => Promise.reject(new TypeError('no network')));
    return this.life === life ? answer : never();
  }

  /** Waits no longer than the page's machine says: sockets and requests have timers of their own, in another time. */
  private async within<T>(ms: number, work: Promise<T>, late: () => T | Promise<T>): Promise<T> {
    const watched = work.finally(() => this.pending.delete(watched));
    this.pending.add(watched);
    watched.catch(() => {});
    let cancel = () => {};
    const out = new Promise<T>((resolve) => {
      cancel = this.machine.after(ms, () => resolve(late()));
    });
    return Promise.race([watched, out]).finally(() => cancel());
  }
}

function never(): Promise<never> {
  return new Promise(() => {});
}
