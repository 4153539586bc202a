import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type OpenedDatabase, openDatabase } from '../../src/directory/database.js';
import { openSnapshot } from './pglite-snapshot.js';

const MIGRATED = 'migrated';

/** Where the tests of this file run on PostgreSQL; undefined where they run on PGlite. */
export const server = (globalThis as { postgresql?: string }).postgresql;

/** A database with the directory's tables and nothing in them, which is gone when it is closed; on the engine of this run. */
export async function freshDatabase(): Promise<OpenedDatabase> {
  if (server === undefined) return openSnapshot();
  const { url, drop } = await createDatabase();
  const { db, close } = await openDatabase({ folder: null, url });
  return { db, close: () => close().then(drop) };
}

export interface ServerDatabase {
  url: string;
  drop(): Promise<void>;
}

/** A database of its own on the server. */
export async function createDatabase({ empty = false } = {}): Promise<ServerDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  if (!empty) await makeTemplate();
  await ask('postgres', `create database ${name} template ${empty ? 'template0' : MIGRATED}`);
  return { url: urlOf(name), drop: () => ask('postgres', `drop database ${name} with (force)`).then(() => {}) };
}

/** Asks the server something beside what is tested. */
export async function ask(database: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new Client(urlOf(database));
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** Migrations take longer than a copy of what they made: the first that comes makes it, for all test files. */
async function makeTemplate(): Promise<void> {
  const client = new Client(urlOf('postgres'));
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(1)');
    const { rowCount } = await client.query('select from pg_database where datname = $1', [MIGRATED]);
    if (rowCount) return;
    await client.query(`create database ${MIGRATED} template template0`);
    await (await openDatabase({ folder: null, url: urlOf(MIGRATED) })).close();
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(server!);
  url.pathname = database;
  return url.href;
}
