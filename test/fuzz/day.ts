import { expect } from '@jest/globals';
import type { Live } from '../../client/connection/live.js';
import { Resealing } from '../../src/memory/resealing.js';
import { placesFor } from '../../src/sockets/index.js';
import { at } from '../support/fake-clock.js';
import type { Browser, LivePage } from '../support/live-page.js';
import { doingAt, oneOf, type Pupils, type Random } from './doings.js';
import type { AppServer } from './servers.js';
import { Town } from './town.js';

/** Two organisations, five schools without a holiday: senders, contacts, teachers, and some who are both. */
const PEOPLE = [
  ...['Karin de Graaf', 'Mo Benali', 'Anja Terpstra'],
  ...[
    'Petra van Dam',
    'Hans Willems',
    'Wim Verhoeven',
    'Marlies Koster',
    'Gerda Wolters',
    'Youssef Haddad',
    'Ingrid van der Meulen',
  ],
  ...['Tom Vos', 'Ayşe Kaya', 'Fatima Yılmaz', 'Rik Jonker', 'Kim de Boer', 'Olivia Martis'],
];
/** Pages that are open at the same time, at the most. */
const TABS = 26;
const MINUTE = 60_000;

/** A school day of people who do whatever they can, on machines and networks that fail, with a server that dies. */
export class Day {
  private readonly town: Town;
  private readonly browsers: Browser[] = [];
  private readonly pupils: Pupils = new Map();
  /** What people wait for, and at which page: one that was closed answers nobody. */
  private readonly working = new Map<Promise<unknown>, { page: LivePage; live: Live }>();
  private presses = 0;
  private isUp = true;
  /** Faults of what people read when they opened something. */
  private readonly misread: unknown[] = [];

  constructor(
    private readonly server: AppServer,
    private readonly random: Random,
  ) {
    this.town = new Town(server);
  }

  /** From two minutes past eight until everything is over. */
  async passes(doings: number): Promise<void> {
    for (const name of PEOPLE) {
      const browser = await this.server.signsIn(name);
      this.browsers.push(browser);
      await this.town.opens(browser);
      if (this.random() < 0.4) await this.town.opens(browser);
    }
    await this.town.agrees();
    for (let done = 0; done < doings; done += 1) {
      await this.something();
      if (done % 60 === 59) await this.calm();
    }
    await this.calm();
    await this.isOver();
  }

  async ends(): Promise<void> {
    if (!this.isUp) await this.comesBack();
    await this.town.ends();
  }

  private async something(): Promise<void> {
    const { random, town } = this;
    const page = oneOf(random, town.pages)!;
    const chance = random();
    if (chance < 0.8) this.somebodyDoes();
    else if (chance < 0.84) page.loses(random() < 0.5 ? 'still' : 'broken');
    else if (chance < 0.88) page.finds();
    else if (chance < 0.9) page.reloads();
    else if (chance < 0.91) page.closes();
    else if (chance < 0.93) page.sleeps();
    else if (chance < 0.95) page.wakes();
    else if (chance < 0.96) await this.opensAnother();
    else if (chance < 0.98) await this.serverFails();
    else await town.passes(Math.round(random() * 2 * MINUTE));
    if (random() < 0.5) await town.passes(Math.round(random() * 2_000));
  }

  private somebodyDoes(): void {
    const { random, town } = this;
    for (let tries = 0; tries < 10; tries += 1) if (this.does(oneOf(random, town.pages)!)) return;
  }

  /** The person at the page does something, and does not wait for what comes of it. False: they had nothing to do. */
  private does(page: LivePage): boolean {
    if (!page.isOpen) page.reopens();
    if (!page.isConnected && this.random() < 0.8) return false;
    const doing = doingAt(page, this.random, this.pupils, ({ name, dateOfBirth }) => {
      this.presses += 1;
      this.town.oracle.keepsSecret(name, dateOfBirth);
    });
    if (!doing) return false;
    const work = doing()
      .catch((error: unknown) => this.misread.push(error))
      .finally(() => this.working.delete(work));
    this.working.set(work, { page, live: page.live });
    return true;
  }

  private async opensAnother(): Promise<void> {
    const { random, town, browsers } = this;
    if (town.pages.length >= TABS) return;
    // A telephone beside the computer, or another tab.
    const browser = random() < 0.5 ? await this.server.signsIn(oneOf(random, PEOPLE)!) : oneOf(random, browsers)!;
    if (!browsers.includes(browser)) browsers.push(browser);
    await town.opens(browser);
  }

  private async serverFails(): Promise<void> {
    if (!this.isUp) return this.comesBack();
    if (this.random() < 0.3) await this.town.outcome(this.server.stops());
    else await this.server.dies();
    this.isUp = false;
    if (this.random() < 0.7) await this.comesBack();
  }

  private async comesBack(): Promise<void> {
    await this.town.isBack();
    this.isUp = true;
  }

  /** Everybody has a network, and time: then all agree, and nobody was left believing what is not so. */
  private async calm(): Promise<void> {
    const { town } = this;
    if (!this.isUp) await this.comesBack();
    for (const page of town.pages) {
      if (!page.isOpen) page.reopens();
      page.wakes();
    }
    for (const [work, { page, live }] of this.working) if (page.live !== live) this.working.delete(work);
    await town.until('everybody has an answer', () => this.working.size === 0);
    expect(this.misread).toEqual([]);
    await town.passes(2 * MINUTE);
    await town.agrees();
    await this.nobodyIsForgotten();
    await this.whoHasItHasSealedIt();
  }

  /** What a sender was told to be sent is held, or its sender can know that it is not. */
  private async nobodyIsForgotten(): Promise<void> {
    for (const { id, person, at: sentAt } of this.town.oracle.sent()) {
      if (await this.server.store.get(id)) continue;
      const pages = this.town.pages.filter(({ browser }) => browser.person === person);
      for (const { live } of pages) expect(live.restartedAt.value ?? 0).toBeGreaterThanOrEqual(sentAt);
    }
  }

  /** A copy that devices still lack is one that nobody at any page can read. */
  private async whoHasItHasSealedIt(): Promise<void> {
    for (const page of this.town.pages) {
      const wanted = await this.server.app.get(Resealing).wantedAt(placesFor(page.live.me.value!));
      for (const { id, as } of wanted) {
        if (as === 'sender') continue;
        const came = await this.town.outcome(page.live.open(id, as === 'teacher' ? 'teacher' : 'recipient'));
        expect([page.browser.name, id, as, came]).toEqual([page.browser.name, id, as, { ok: false, code: 'no-living-key' }]);
      }
    }
  }

  /** The school day ends: nothing is left, on the server and on any page. */
  private async isOver(): Promise<void> {
    const { town, server } = this;
    for (const page of town.pages) page.sleeps();
    await server.clock.goTo(at(`${new Date(town.now).toISOString().slice(0, 10)} 17:00`));
    const store = server.app.store as unknown as { entries: Map<string, unknown>; byPlace: Map<string, unknown> };
    expect([store.entries.size, store.byPlace.size]).toEqual([0, 0]);
    for (const page of town.pages) page.wakes();
    await town.agrees();
    const isEmpty = ({ live }: LivePage) => {
      const { contents, copies, receipts } = live.holds.value;
      return live.views.value.length + contents + copies + receipts === 0;
    };
    await town.until('pages hold nothing', () => town.pages.every(isEmpty), 5_000);
    expect(town.oracle.sent().length).toBeLessThanOrEqual(this.presses);
  }
}
