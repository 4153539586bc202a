import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asks } from '../channel.mjs';

/**
 * A process of its own, in a folder that goes with it, for as long as something is measured.
 * @param {string} file from the bench's folder
 */
export async function withProcess(file, env, measure) {
  const folder = await mkdtemp(join(tmpdir(), 'seintje-bench-'));
  const own = { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, DATA_DIR: join(folder, 'data') };
  const child = fork(fileURLToPath(new URL(`../${file}`, import.meta.url)), {
    env: { ...own, ...env },
    execArgv: ['--expose-gc', ...(process.env.BENCH_NODE?.split(' ') ?? [])],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    return await measure(asks(child));
  } finally {
    // It ends by itself then, and writes its profile.
    if (child.connected) child.disconnect();
    if (child.exitCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}
