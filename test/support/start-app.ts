import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Config, readConfig } from '../../src/config/index.js';
import type { DeviceUse } from '../../src/contract/index.js';
import { loadDirectory, type OpenedDatabase, People, Sessions } from '../../src/directory/index.js';
import { cookieName, hashOf, newSecret } from '../../src/identity/index.js';
import type { LimitsOfUse } from '../../src/limits/index.js';
import { Log } from '../../src/log/index.js';
import { MemoryStore, SignalStore } from '../../src/signals/index.js';
import { SharedRedis } from '../../src/redis/index.js';
import { type Running, start } from '../../src/start.js';
import { freshDatabase } from './database.js';
import { at, FakeClock, ProcessClock } from './fake-clock.js';
import { ioServerOf } from './io-server.js';
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
  /** A Redis server: several of these can meet there. */
  redisUrl?: string | null;
}

const PRODUCTION = {
  MODE: 'production',
  ORIGINS: 'http://localhost',
  SIGNING_KEY: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ROOM_KEY: randomBytes(32).toString('base64'),
};

/** What a server is started with, and started with again. */
interface Surroundings {
  config: Config;
  database: OpenedDatabase;
  log: Log;
  limits: Partial<LimitsOfUse>;
  /** Where several servers meet; null: this one is alone. */
  redisUrl: string | null;
}

/** One server process, as it were. */
interface Process {
  running: Running;
  clock: ProcessClock;
  connections: Set<Socket>;
  port: number;
  redis?: SharedRedis;
}

export class TestApp {
  private process!: Process;

  private constructor(
    private readonly surroundings: Surroundings,
    /** A folder of schools of the test's own. */
    private readonly ownSchools: string | null,
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
    redisUrl = null,
  }: Options = {}): Promise<TestApp> {
    const clock = new FakeClock(now);
    const lines: string[] = [];
    const records: string[] = [];
    const write = (chunk: Buffer, _encoding: string, done: () => void) => {
      const line = chunk.toString();
      (line.includes('"level":"info"') ? records : lines).push(line);
      done();
    };
    const log = new Log(new Writable({ write }));
    return withSchools(async (schools) => {
      const read = readConfig({ PORT: '0', ...(production && PRODUCTION), ...env });
      // Which port it will be is not known yet.
      const config = production && !env.ORIGINS ? { ...read, origins: [] } : read;
      const database = await freshDatabase();
      if (production && !empty) await loadDirectory(database.db, schools);
      const own = env.DEMONSTRATION_DIR ?? null;
      const app = new TestApp({ config, database, log, limits, redisUrl }, own, clock, lines, records);
      await app.begins(schools);
      return app;
    });
  }

  private async begins(demonstrationDir: string, port = 0): Promise<void> {
    const { config, redisUrl, ...surroundings } = this.surroundings;
    const clock = new ProcessClock(this.clock);
    const pages = resolve('dist/client');
    const redis = redisUrl === null ? undefined : await SharedRedis.open(redisUrl, { clock, fail: () => {} });
    const running = await start({
      ...surroundings,
      config: { ...config, demonstrationDir: this.ownSchools ?? demonstrationDir, port },
      clock,
      pages,
      redis,
    });
    const connections = new Set<Socket>();
    running.app.getHttpServer().on('connection', (socket: Socket) => {
      connections.add(socket);
      socket.once('close', () => connections.delete(socket));
    });
    const { port: taken } = running.app.getHttpServer().address() as AddressInfo;
    this.process = { running, clock, connections, port: taken, redis };
  }

  /** As by SIGKILL: nobody is told, nothing is stored, what was in memory is gone. The directory's database is left. */
  async dies(): Promise<void> {
    const { running, clock, connections, redis } = this.process;
    clock.dies();
    redis?.close();
    // What it would do when a page leaves it does not do any more.
    for (const socket of ioServerOf(this).of('/').sockets.values()) socket.removeAllListeners('disconnect');
    for (const connection of connections) connection.destroy();
    await new Promise((closed) => running.app.getHttpServer().close(closed));
  }

  /** What a killed one has left. */
  closesDirectory(): Promise<void> {
    return this.surroundings.database.close();
  }

  /** Another server of the same installation, with the same directory, keys and time. */
  async joined(): Promise<TestApp> {
    const database = { ...this.surroundings.database, close: async () => {} };
    const other = new TestApp({ ...this.surroundings, database }, this.ownSchools, this.clock, this.lines, this.records);
    await withSchools((schools) => other.begins(schools));
    return other;
  }

  /** Another one starts on the same database and at the same port, with the same keys. */
  async comesBack(): Promise<void> {
    await withSchools((schools) => this.begins(schools, this.process.port));
  }

  async restarts(): Promise<void> {
    await this.dies();
    await this.clock.pass(1_000);
    await this.comesBack();
  }

  get running(): Running {
    return this.process.running;
  }

  get config(): Config {
    return this.surroundings.config;
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

  get port(): number {
    return this.process.port;
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

/** With a folder of the demonstration's schools and people, under the alert window that holds where nothing is set. */
async function withSchools<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-schools-'));
  await cp('demonstration', folder, { recursive: true });
  await writeFile(join(folder, 'organisations.csv'), 'key;name\nelzenmeer;Regio Elzenmeer\nzandrijk;Regio Zandrijk\n');
  const used = await use(folder);
  await rm(folder, { recursive: true });
  return used;
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
