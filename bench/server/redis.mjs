import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programOf } from '../../scripts/system.mjs';

export const hasRedis = () => programOf('redis-server') !== undefined;

/** As the server demands: nothing reaches a disk. */
const VOLATILE = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction', '--crash-log-enabled', 'no'];

/** A Redis of its own for as long as something is measured. @param measure is handed the environment that names it */
export async function withRedis(measure) {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-bench-redis-'));
  const path = join(folder, 'redis.sock');
  const args = ['--port', '0', '--unixsocket', path, '--dir', folder, ...VOLATILE];
  const child = spawn(programOf('redis-server'), args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await untilReady(child);
    return await measure({ REDIS_URL: path });
  } finally {
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function untilReady({ stdout }) {
  for await (const data of stdout.iterator({ destroyOnReturn: false })) {
    if (String(data).includes('ready to accept connections')) {
      stdout.resume();
      return;
    }
  }
  throw new Error('Redis did not start');
}
