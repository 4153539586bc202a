import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf } from '../../scripts/system.mjs';
import type { SharedRedis } from '../../src/redis/index.js';

/** In memory only, as the server demands. */
const VOLATILE = {
  save: '',
  appendonly: 'no',
  'maxmemory-policy': 'noeviction',
  'crash-log-enabled': 'no',
  'repl-diskless-sync-delay': '0',
};

/** A Redis server of its own, on a socket in a folder of its own. */
export class RedisServer {
  private constructor(
    private readonly folder: string,
    private child: ChildProcess,
    private readonly settings: Record<string, string>,
  ) {}

  /** @param settings beside, or instead of, what keeps it in memory */
  static async start(settings: Record<string, string> = {}): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'redis-'));
    const all = { ...VOLATILE, ...settings };
    const server = new RedisServer(folder, await run(folder, all), all);
    return server;
  }

  /** Where it listens. */
  get url(): string {
    return join(this.folder, 'redis.sock');
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** It stands still, and its connections with it. */
  pauses(): void {
    this.child.kill('SIGSTOP');
  }

  goesOn(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }

  /** Once more at the same address, with an empty memory. */
  async again(): Promise<void> {
    this.child = await run(this.folder, this.settings);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) await this.kill();
    // A child of it may still be writing what it was told to save.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function run(folder: string, settings: Record<string, string>): Promise<ChildProcess> {
  const path = join(folder, 'redis.sock');
  const own = { port: '0', unixsocket: path, dir: folder, daemonize: 'no', ...settings };
  const args = Object.entries(own).flatMap(([name, value]) => [`--${name}`, value]);
  const child = spawn(programOf('redis-server')!, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  for await (const data of child.stdout) {
    output += String(data);
    if (output.includes('ready to accept connections')) return child;
  }
  throw new Error(`Redis did not start: ${output}`);
}

/** What servers told each other until now has been heard, and what they asked whether it lives has answered. */
export async function haveHeard(connections: SharedRedis[]): Promise<void> {
  for (const which of ['commands', 'subscriber'] as const) {
    const open = connections.map((each) => each[which]).filter(({ status }) => status === 'ready');
    await Promise.all(open.map(answersOrCloses));
  }
}

/** One may be lost at this very moment: a subscriber would say its question again once Redis is back. */
async function answersOrCloses(connection: SharedRedis['commands']): Promise<void> {
  const answered = new AbortController();
  const closed = once(connection, 'close', { signal: answered.signal }).catch(() => {});
  await Promise.race([connection.ping().catch(() => {}), closed]);
  answered.abort();
}
