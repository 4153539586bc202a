import type { View } from '../../src/contract/index.js';
import { seenAt } from '../../src/signals/seen.js';
import { placesFor } from '../../src/sockets/index.js';
import { type Browser, LivePage } from '../support/live-page.js';
import { platform } from '../support/platform.js';
import { Oracle } from './oracle.js';
import type { Server } from './servers.js';

/** How far time goes at once while nothing is under way, in milliseconds. */
const STEP = 100;
/** Turns of the event loop in which nothing was under way, before time goes on: what was heard has to be taken in. */
const GRACE = 16;
/** How long a start takes, in milliseconds: no two servers begin at the same moment. */
const START = 1_000;
/** More turns than any answer takes. */
const STUCK = 100_000;

/** People at pages of their own and the server between them, on one time that goes on only while nothing is under way. */
export class Town {
  readonly oracle = new Oracle(() => this.server.clock.now());
  readonly pages: LivePage[] = [];
  private quiet = 0;
  private busy = 0;

  constructor(readonly server: Server) {}

  get now(): number {
    return this.server.clock.now();
  }

  async opens(browser: Browser): Promise<LivePage> {
    const page = await LivePage.opens(browser, this.server.url, this.server.clock, this.oracle);
    this.pages.push(page);
    return page;
  }

  /** The server is killed, and is there again after so many milliseconds. */
  async restarts(after = 0): Promise<void> {
    await this.server.dies();
    await this.passes(after);
    await this.isBack();
  }

  /** What died is there again: whatever it knew alone is forgotten. */
  async isBack(): Promise<void> {
    if (this.server.forgets) this.oracle.restarted();
    await this.passes(START);
    await this.server.comesBack();
  }

  /** Time goes on until it holds. */
  async until(what: string, holds: () => boolean | Promise<boolean>, within = 200_000): Promise<void> {
    const end = this.now + within;
    while (!(await holds())) {
      this.oracle.check();
      if (this.now >= end) throw new Error(`it never came so far: ${what}`);
      await this.goesOn();
    }
    this.oracle.check();
  }

  async passes(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.until('time passes', () => this.now >= end, ms + 1);
  }

  /** What comes of something that takes time. */
  async outcome<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    work.then(
      () => (isOver = true),
      () => (isOver = true),
    );
    await this.until('an answer', () => isOver);
    return work;
  }

  /** What pages that have a network show otherwise than the server holds it; empty: they agree. */
  async differences(): Promise<string[]> {
    const differences: string[] = [];
    for (const page of this.pages) {
      if (!page.isOpen || !page.network.isUp) continue;
      const { name } = page.browser;
      const { me, views } = page.live;
      if (!page.isConnected || !me.value) differences.push(`${name} is not connected`);
      else {
        const [shows, holds] = [inOrder(views.value), inOrder(await this.heldFor(page))];
        if (shows !== holds) differences.push(`${name} is shown ${shows}, and the server holds ${holds}`);
        differences.push(...(await this.wronglyLost(page)));
      }
    }
    return differences;
  }

  /** Until everybody who has a network has caught up. */
  async agrees(): Promise<void> {
    let differences: string[] = [];
    try {
      await this.until('all agree', async () => (differences = await this.differences()).length === 0);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${differences.join('\n')}`, { cause: error });
    }
  }

  async ends(): Promise<void> {
    for (const page of this.pages.splice(0)) await page.ends();
  }

  private async heldFor(page: LivePage): Promise<View[]> {
    const { store } = this.server;
    if (!store) return page.asksWhatIsHeld();
    const seen = await seenAt(store, placesFor(page.live.me.value!), this.now);
    return seen.flatMap(({ view }) => view ?? []);
  }

  /** Nobody reads that something is lost, or may be, that the server has, or of which it knows how it ended. */
  private async wronglyLost({ browser, live }: LivePage): Promise<string[]> {
    const wrong: string[] = [];
    for (const { id, as, outcome } of live.farewells.value) {
      if (outcome !== 'lost' && outcome !== 'healing') continue;
      const signal = (await this.server.store?.get(id)) ?? null;
      const isOver = signal?.state === 'completed' || (signal?.state === 'ended' && signal.outcome !== 'lost');
      if (isOver || outcome === 'healing') wrong.push(`${browser.name} as ${as} reads ${outcome} of what is ${signal?.state}`);
    }
    return wrong;
  }

  private async goesOn(): Promise<void> {
    const isBusy = platform.pending > 0 || this.pages.some((page) => page.isBusy);
    this.busy = isBusy ? this.busy + 1 : 0;
    this.quiet = isBusy ? 0 : this.quiet + 1;
    if (this.quiet > GRACE || this.busy > STUCK) await this.server.clock.pass(STEP);
    else await new Promise((resolve) => setImmediate(resolve));
  }
}

function inOrder(views: View[]): string {
  const key = ({ id, as }: View) => `${id} ${as}`;
  // A change that is nothing to whoever looks is not told them.
  return JSON.stringify(views.map((view) => ({ ...view, version: 0 })).sort((one, other) => key(one).localeCompare(key(other))));
}
