import { fileURLToPath } from 'node:url';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { openPglite } from './pglite.js';
import { openPostgresql } from './postgresql.js';
import type * as schema from './schema.js';

/** The directory's database, whichever engine it runs on. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Nest's token for `Database`. */
export const DATABASE = Symbol('DATABASE');

export interface OpenedDatabase {
  db: Database;
  close(): Promise<void>;
}

const migrationsFolder = fileURLToPath(new URL('./migrations', import.meta.url));

/**
 * Opens the database and brings its tables up to date.
 * @param where.url of a PostgreSQL server; without it PostgreSQL is embedded in this process (PGlite)
 * @param where.folder where PGlite keeps it, made when absent; null keeps it in memory, for tests
 * @throws ServerUnusable; FolderInUse, FolderTooDeep, FolderUnusable
 */
export function openDatabase({ folder, url }: { folder: string | null; url?: string | null }): Promise<OpenedDatabase> {
  return url ? openPostgresql(url, migrationsFolder) : openPglite(folder, migrationsFolder);
}
