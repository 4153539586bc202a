import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Config, readConfig } from '../../src/config/index.js';
import type { DeviceUse } from '../../src/contract/index.js';
import { loadDirectory, People, Sessions } from '../../src/directory/index.js';
import { cookieName, hashOf, newSecret } from '../../src/identity/index.js';
import type { LimitsOfUse } from '../../src/limits/index.js';
import { Log } from '../../src/log/index.js';
import { MemoryStore, SignalStore } from '../../src/signals/index.js';
import { type Running, start } from '../../src/start.js';
import { freshDatabase } from './database.js';
import { at, FakeClock } from './fake-clock.js';
import { Person } from './person.js';

/** Monday morning before the bell at OBS De Linde. */
export const MONDAY_0802 = at('2027-01-11 08:02');

/** In a test one person says in seconds what people say in days. */
export const TIRELESS: Partial<LimitsOfUse> = {
  commands: { points: 100_000, seconds: 5 },
  handshakes: { points: 10_000, seconds: 60 },
  failures: { points: 10_000, seconds: 60 },
};

interface Options {
  now?: number;
  env?: Record<string, string>;
  /** With the demonstration's schools and people, but nobody who can sign in by a click. */
  production?: boolean;
  /** In production: with nobody in it. */
  empty?: boolean;
  /** Where more or less is too much than by default; `TIRELESS` where left out. */
  limits?: Partial<LimitsOfUse>;
}

const PRODUCTION = {
  MODE: 'production',
  ORIGINS: 'http://localhost',
  SIGNING_KEY: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ROOM_KEY: randomBytes(32).toString('base64'),
};

export class TestApp {
  private constructor(
    readonly running: Running,
    readonly config: Config,
    readonly clock: FakeClock,
    /** Log lines that no test has expected yet. */
    readonly lines: string[],
    /** What was recorded of sign-in and administration. */
    readonly records: string[],
  ) {}

  static async start({
    now = MONDAY_0802,
    env = {},
    production = false,
    empty = false,
    limits = TIRELESS,
  }: Options = {}): Promise<TestApp> {
    const schools = await schoolsWithDefaults();
    const read = readConfig({ PORT: '0', DEMONSTRATION_DIR: schools, ...(production && PRODUCTION), ...env });
    // Which port it will be is not known yet.
    const config = production && !env.ORIGINS ? { ...read, origins: [] } : read;
    const clock = new FakeClock(now);
    const lines: string[] = [];
    const records: string[] = [];
    const write = (chunk: Buffer, _encoding: string, done: () => void) => {
      const line = chunk.toString();
      (line.includes('"level":"info"') ? records : lines).push(line);
      done();
    };
    const database = await freshDatabase();
    if (production && !empty) await loadDirectory(database.db, schools);
    const log = new Log(new Writable({ write }));
    const running = await start({ config, clock, log, database, limits, pages: resolve('dist/client') });
    await rm(schools, { recursive: true });
    return new TestApp(running, config, clock, lines, records);
  }

  get<T>(token: abstract new (...args: never[]) => T): T {
    return this.running.app.get<T>(token);
  }

  /** Somebody of demonstration/staff.csv. */
  async personId(name: string): Promise<string> {
    const found = (await this.get(People).all()).find((each) => each.name === name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found.id;
  }

  /** A session of somebody who has signed in at a browser of their own, as its cookie: for tests that are not about signing in. */
  async session(
    name: string,
    { use = 'own', proven = true }: { use?: DeviceUse | null; proven?: boolean } = {},
  ): Promise<string> {
    const now = this.clock.now();
    const secret = newSecret();
    const ends = now + 12 * 3_600_000;
    const times = { provenAt: proven ? now : null, expiresAt: ends, endsAt: ends, mustWait: false, byClick: true };
    const person = await this.personId(name);
    const session = { person, tokenHash: hashOf(secret), label: 'Chrome · Linux', use, ...times };
    await this.get(Sessions).create(session, now);
    return `${this.config.demonstration ? cookieName(person) : '__Host-seintje'}=${secret}`;
  }

  get url(): string {
    return this.running.url;
  }

  get store(): MemoryStore {
    return this.running.app.get<MemoryStore>(SignalStore);
  }

  /** The test has caused lines that match; every one of them, and at least one. */
  expectLog(pattern: RegExp): void {
    const matching = this.lines.filter((line) => pattern.test(line));
    expect(matching.length).toBeGreaterThan(0);
    for (const line of matching) this.lines.splice(this.lines.indexOf(line), 1);
  }
}

/** The demonstration's schools and people, under the alert window that holds where nothing is set. */
async function schoolsWithDefaults(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-schools-'));
  await cp('demonstration', folder, { recursive: true });
  await writeFile(join(folder, 'organisations.csv'), 'key;name\nelzenmeer;Regio Elzenmeer\nzandrijk;Regio Zandrijk\n');
  return folder;
}

/** One application for a test file; after each test nobody may be left connected, and no log line unexpected. */
export function withApp(options: Parameters<typeof TestApp.start>[0] = {}): {
  readonly app: TestApp;
  leave: (() => void)[];
  /** Somebody signs in at a browser, who leaves it when the test ends. */
  arrives(name: string, device?: { use: DeviceUse | null }): Promise<Person>;
} {
  let app: TestApp;
  const leave: (() => void)[] = [];
  beforeAll(async () => {
    app = await TestApp.start(options);
  });
  afterEach(() => {
    for (const each of leave.splice(0)) each();
    expect(app.lines.splice(0)).toEqual([]);
  });
  afterAll(() => app.running.close());
  return {
    get app() {
      return app;
    },
    leave,
    async arrives(name, device) {
      const person = await Person.arrives(app, name, device);
      leave.push(() => person.leaves());
      return person;
    },
  };
}
