import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import type { OpenedDatabase } from './database.js';
import { lockFolder } from './lock.js';
import * as schema from './schema.js';

/** The folder can be neither made nor written. */
export class FolderUnusable extends Error {
  /** For the person at the terminal. */
  readonly sentence: string;

  constructor(folder: string, code = 'unknown fault') {
    super('folder unusable');
    this.sentence = `The folder ${folder} cannot be used for the data (${code}): choose another one (DATA_DIR).`;
  }
}

/**
 * PostgreSQL embedded in this process.
 * @param folder where it is kept, made when absent; null keeps it in memory
 * @throws FolderInUse when another process has the folder; FolderTooDeep, FolderUnusable
 */
export async function openPglite(folder: string | null, migrationsFolder: string): Promise<OpenedDatabase> {
  if (folder === null) return open(migrationsFolder);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new FolderUnusable(folder, (error as NodeJS.ErrnoException).code);
  }
  // PGlite has no lock of its own: two processes on one folder silently lose each other's writes.
  const lock = await lockFolder(folder);
  try {
    const { db, close } = await open(migrationsFolder, join(folder, 'directory'));
    return { db, close: () => close().finally(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function open(migrationsFolder: string, dataDir?: string): Promise<OpenedDatabase> {
  const client = await PGlite.create({ dataDir });
  const db = drizzle(client, { schema });
  try {
    await migrate(db, { migrationsFolder });
  } catch (error) {
    await client.close();
    throw error;
  }
  return { db, close: () => client.close() };
}
