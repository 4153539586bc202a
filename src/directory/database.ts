import { access, constants, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { lockFolder } from './lock.js';
import * as schema from './schema.js';

/** The directory's database, whichever engine it runs on. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Nest's token for `Database`. */
export const DATABASE = Symbol('DATABASE');

/** The folder can be neither made nor written. */
export class FolderUnusable extends Error {
  /** For the person at the terminal. */
  readonly sentence: string;

  constructor(folder: string, code = 'unknown fault') {
    super('folder unusable');
    this.sentence = `The folder ${folder} cannot be used for the data (${code}): choose another one (DATA_DIR).`;
  }
}

export interface OpenedDatabase {
  db: Database;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens PostgreSQL embedded in this process (PGlite) and brings its tables up to date.
 * @param options.folder where it is kept, made when absent; null keeps it in memory, for tests
 * @throws FolderInUse when another process has the folder; FolderTooDeep, FolderUnusable
 */
export async function openDatabase({ folder }: { folder: string | null }): Promise<OpenedDatabase> {
  if (folder === null) return openEmbedded();
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw new FolderUnusable(folder, (error as NodeJS.ErrnoException).code);
  }
  // PGlite has no lock of its own: two processes on one folder silently lose each other's writes.
  const lock = await lockFolder(folder);
  try {
    const { db, close } = await openEmbedded(join(folder, 'directory'));
    return { db, close: () => close().finally(() => lock.release()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openEmbedded(dataDir?: string): Promise<OpenedDatabase> {
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
