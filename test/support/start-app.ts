import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Config, readConfig } from '../../src/config/index.js';
import { Log } from '../../src/log/index.js';
import { MemoryStore, SignalStore } from '../../src/signals/index.js';
import { type Running, start } from '../../src/start.js';
import { freshDatabase } from './database.js';
import { at, FakeClock } from './fake-clock.js';
import { Person } from './person.js';

/** Monday morning before the bell at OBS De Linde. */
export const MONDAY_0802 = at('2027-01-11 08:02');

export class TestApp {
  private constructor(
    readonly running: Running,
    readonly config: Config,
    readonly clock: FakeClock,
    /** Log lines that no test has expected yet. */
    readonly lines: string[],
  ) {}

  static async start({ now = MONDAY_0802, env = {} }: { now?: number; env?: Record<string, string> } = {}): Promise<TestApp> {
    const schools = await schoolsWithDefaults();
    const config = readConfig({ PORT: '0', DEMONSTRATION_DIR: schools, ...env });
    const clock = new FakeClock(now);
    const lines: string[] = [];
    const sink = new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) });
    const database = await freshDatabase();
    const running = await start({ config, clock, log: new Log(sink), database, pages: resolve('dist/client') });
    await rm(schools, { recursive: true });
    return new TestApp(running, config, clock, lines);
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
  arrives(name: string): Promise<Person>;
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
    async arrives(name) {
      const person = await Person.arrives(app, name);
      leave.push(() => person.leaves());
      return person;
    },
  };
}
