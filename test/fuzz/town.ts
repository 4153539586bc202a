import type { View } from '../../src/contract/index.js';
import { audiencesOf, type Place, viewFor } from '../../src/signals/index.js';
import { placesFor } from '../../src/sockets/index.js';
import { newDevice } from '../support/devices.js';
import { type Browser, LivePage } from '../support/live-page.js';
import { platform } from '../support/platform.js';
import type { TestApp } from '../support/start-app.js';
import { Oracle } from './oracle.js';

/** How far time goes at once while nothing is under way, in milliseconds. */
const STEP = 100;
/** Turns of the event loop in which nothing was under way, before time goes on: what was heard has to be taken in. */
const GRACE = 16;
/** More turns than any answer takes. */
const STUCK = 100_000;

/** People at pages of their own and the server between them, on one time that goes on only while nothing is under way. */
export class Town {
  readonly oracle = new Oracle(() => this.app.clock.now());
  readonly pages: LivePage[] = [];
  private quiet = 0;
  private busy = 0;

  constructor(readonly app: TestApp) {}

  get now(): number {
    return this.app.clock.now();
  }

  /** At a browser where they are signed in already, on a device of their own. */
  async signsIn(name: string): Promise<Browser> {
    const person = await this.app.personId(name);
    const part = this.app.config.demonstration ? person : 'own';
    return { name, person, part, cookie: await this.app.session(name), device: await newDevice() };
  }

  async opens(browser: Browser): Promise<LivePage> {
    const page = await LivePage.opens(browser, this.app.url, this.app.clock, this.oracle);
    this.pages.push(page);
    return page;
  }

  /** The server is killed, and is there again after so many milliseconds. */
  async restarts(after = 0): Promise<void> {
    await this.app.dies();
    await this.passes(after);
    await this.isBack();
  }

  /** Another server is there: whatever the one that died knew is forgotten. */
  async isBack(): Promise<void> {
    this.oracle.restarted();
    await this.app.comesBack();
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
        const [shows, holds] = [inOrder(views.value), inOrder(await this.heldFor(placesFor(me.value)))];
        if (shows !== holds) differences.push(`${name} is shown ${shows}, and the server holds ${holds}`);
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

  private async heldFor(places: Place[]): Promise<View[]> {
    const { store, clock } = this.app;
    const views: View[] = [];
    for (const place of places)
      for (const signal of await store.find(place))
        for (const audience of audiencesOf(signal)) {
          const isTheirs = audience.place === place && !(audience.except && places.includes(audience.except));
          const view = isTheirs ? viewFor(signal, audience, clock.now()) : null;
          if (view) views.push(view);
        }
    return views;
  }

  private async goesOn(): Promise<void> {
    const isBusy = platform.pending > 0 || this.pages.some((page) => page.isBusy);
    this.busy = isBusy ? this.busy + 1 : 0;
    this.quiet = isBusy ? 0 : this.quiet + 1;
    if (this.quiet > GRACE || this.busy > STUCK) await this.app.clock.pass(STEP);
    else await new Promise((resolve) => setImmediate(resolve));
  }
}

function inOrder(views: View[]): string {
  const key = ({ id, as }: View) => `${id} ${as}`;
  // A change that is nothing to whoever looks is not told them.
  return JSON.stringify(views.map((view) => ({ ...view, version: 0 })).sort((one, other) => key(one).localeCompare(key(other))));
}
