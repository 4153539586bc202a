import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.js';

/** The demonstration without a key of its own keeps the one that it made, so that its pages heal a restart as they do for real. */
export async function withKeptKey(config: Config, source: NodeJS.ProcessEnv): Promise<Config> {
  if (!config.demonstration || source.ROOM_KEY) return config;
  return { ...config, roomKey: await keptKey(config.dataDir) };
}

/** Beside the data: random, made once. */
async function keptKey(folder: string): Promise<Buffer> {
  const file = join(folder, 'room-key');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFile(file, randomBytes(32), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return readFile(file);
}
