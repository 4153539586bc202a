import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.js';

const BYTES = 32;

/** The key can be neither read nor made. */
export class KeyUnusable extends Error {
  /** For the person at the terminal. */
  readonly sentence: string;

  constructor(file: string, why: string) {
    super('key unusable');
    this.sentence = `The key in ${file} cannot be used (${why}): mend that, or choose another folder (DATA_DIR).`;
  }
}

/**
 * The demonstration without a key of its own keeps the one that it made, so that its pages heal a restart as they do for real.
 * @throws KeyUnusable
 */
export async function withKeptKey(config: Config, source: NodeJS.ProcessEnv): Promise<Config> {
  if (!config.demonstration || source.ROOM_KEY) return config;
  return { ...config, roomKey: await keptKey(config.dataDir) };
}

/** Beside the data: random, made once. */
async function keptKey(folder: string): Promise<Buffer> {
  const file = join(folder, 'room-key');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await makeOnce(file);
    const key = await readFile(file);
    if (key.length === BYTES) return key;
  } catch (error) {
    throw new KeyUnusable(file, (error as NodeJS.ErrnoException).code ?? 'unknown fault');
  }
  throw new KeyUnusable(file, `it is not ${BYTES} bytes long`);
}

/** It gets its name once it is whole: whoever is killed meanwhile leaves no half a key, and of two who make one the first counts. */
async function makeOnce(file: string): Promise<void> {
  const made = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(made, randomBytes(BYTES), { flag: 'wx', mode: 0o600 });
    await link(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(made, { force: true });
  }
}
