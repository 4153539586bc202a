import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { ensureServer } from '../../scripts/ensure.mjs';
import { createDatabase, server, type ServerDatabase } from './database.js';

const MAIN = resolve('dist/server/main.js');

/** The server as it runs for real: a process of its own, with the machine's clock. */
export class ServerProcess {
  /** All that it wrote to the terminal. */
  output = '';
  errors = '';
  /** Its exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>;

  constructor(private readonly child: ChildProcess) {
    child.stdout!.on('data', (data: Buffer) => (this.output += data.toString()));
    child.stderr!.on('data', (data: Buffer) => (this.errors += data.toString()));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get url(): string {
    return /running at (http:\S+)/.exec(this.output)![1]!;
  }

  /** Resolves when it serves. */
  async runs(): Promise<this> {
    while (!/running at http:\S+\n/.test(this.output)) {
      const over = await Promise.race([once(this.child.stdout!, 'data').then(() => false), this.ended.then(() => true)]);
      if (over) throw new Error(`the server did not start: ${this.errors}`);
    }
    return this;
  }

  send(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/**
 * A folder for one test file, and servers that write nowhere else: it is their working, home and temporary folder. In the tests
 * on PostgreSQL they share a database, except those that are given a data folder.
 */
export function withServers(): { readonly folder: string; start(env?: Record<string, string>): ServerProcess } {
  let folder: string;
  let database: ServerDatabase | undefined;
  const running = new Set<ServerProcess>();
  beforeAll(async () => {
    await ensureServer();
    folder = await mkdtemp(join(tmpdir(), 'seintje-'));
    if (server) database = await createDatabase();
  });
  afterEach(async () => {
    for (const each of running) each.send('SIGKILL');
    await Promise.all([...running].map(({ ended }) => ended));
    running.clear();
  });
  afterAll(async () => {
    await database?.drop();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    get folder() {
      return folder;
    },
    start(env = {}) {
      const DEMONSTRATION_DIR = resolve('demonstration');
      const own = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, DATA_DIR: join(folder, 'data'), PORT: '0' };
      const DATABASE_URL = env.DATA_DIR === undefined ? database?.url : undefined;
      const settings = { ...own, DEMONSTRATION_DIR, ...(DATABASE_URL && { DATABASE_URL }), ...env };
      const started = new ServerProcess(spawn(process.execPath, [MAIN], { cwd: folder, env: settings }));
      running.add(started);
      return started;
    },
  };
}
