import { expect } from '@jest/globals';
import { type Clock, SystemClock } from '../../src/clock/index.js';
import type { SignalStore } from '../../src/signals/index.js';
import { newDevice } from '../support/devices.js';
import type { Browser } from '../support/live-page.js';
import { Person } from '../support/person.js';
import { at } from '../support/fake-clock.js';
import type { ServerProcess, withServers } from '../support/server-process.js';
import type { TestApp } from '../support/start-app.js';

/** A server that dies and comes back at the same address. */
export interface Server {
  readonly url: string;
  readonly clock: Clock & { pass(milliseconds: number): Promise<void> };
  /** What its memory holds; null: nobody can look into it. */
  readonly store: SignalStore | null;
  /** Whether what was held goes with whatever dies. */
  readonly forgets: boolean;
  /** A browser in which somebody is signed in, on a device of their own. */
  signsIn(name: string): Promise<Browser>;
  /** @param person where several servers run it is the one where this one's page is */
  dies(person?: string): Promise<void>;
  /** As it does when it is told to, with a word to everybody. */
  stops(): Promise<void>;
  comesBack(): Promise<void>;
  /** Nothing that is held outlives its day. */
  dayEnds(): Promise<void>;
}

const DAY = 86_400_000;

/** In this process, on a test's time. */
export class AppServer implements Server {
  constructor(readonly app: TestApp) {}

  get forgets() {
    return true;
  }

  get url() {
    return this.app.url;
  }

  get clock() {
    return this.app.clock;
  }

  get store(): SignalStore {
    return this.app.store;
  }

  async signsIn(name: string): Promise<Browser> {
    const person = await this.app.personId(name);
    const part = this.app.config.demonstration ? person : 'own';
    return { name, person, part, cookie: await this.app.session(name), device: await newDevice() };
  }

  dies(): Promise<void> {
    return this.app.dies();
  }

  async stops(): Promise<void> {
    await this.app.running.app.close();
    await this.app.dies();
  }

  comesBack(): Promise<void> {
    return this.app.comesBack();
  }

  async dayEnds(): Promise<void> {
    await this.clock.goTo(nextMorning(this.clock.now()));
    expect(this.app.store.size).toBe(0);
  }
}

/** A process of its own, with the machine's clock, which SIGKILL ends. */
export class KilledServer implements Server {
  readonly store = null;
  readonly forgets = true;
  readonly clock = Object.assign(new SystemClock(), {
    pass: (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds)),
  });

  private constructor(
    private process: ServerProcess,
    private readonly start: (env: Record<string, string>) => ServerProcess,
    private readonly env: Record<string, string>,
    readonly url: string,
  ) {}

  static async starts({ start }: ReturnType<typeof withServers>, env: Record<string, string>): Promise<KilledServer> {
    const process = await start(env).runs();
    return new KilledServer(process, start, { ...env, PORT: new URL(process.url).port }, process.url);
  }

  async signsIn(name: string): Promise<Browser> {
    const { id, cookie } = await Person.signsIn({ url: this.url }, name);
    return { name, person: id, part: id, cookie, device: await newDevice() };
  }

  dies(): Promise<void> {
    return this.ends('SIGKILL');
  }

  stops(): Promise<void> {
    return this.ends('SIGTERM');
  }

  async comesBack(): Promise<void> {
    this.process = await this.start(this.env).runs();
  }

  dayEnds(): Promise<void> {
    return Promise.resolve();
  }

  private async ends(signal: NodeJS.Signals): Promise<void> {
    this.process.send(signal);
    await this.process.ended;
  }
}

/** Two minutes past eight on the next weekday: before the bell, and after the alert window has opened. */
export function nextMorning(now: number): number {
  const next = new Date(now + DAY);
  if ([0, 6].includes(next.getUTCDay())) return nextMorning(next.getTime());
  return at(`${next.toISOString().slice(0, 10)} 08:02`);
}
