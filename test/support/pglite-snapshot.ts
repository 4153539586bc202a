import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type { OpenedDatabase } from '../../src/directory/database.js';
import * as schema from '../../src/directory/schema.js';

const MIGRATIONS = 'src/directory/migrations';
const CACHE = 'node_modules/.cache/seintje';

/** PGlite in memory with the tables made: from a picture of one, which opens several times as fast as a new one. */
export async function openSnapshot(): Promise<OpenedDatabase> {
  const client = await PGlite.create({ loadDataDir: new Blob([await snapshot()]) });
  return { db: drizzle(client, { schema }), close: () => client.close() };
}

/** Taken once for each set of migrations; two who take it at once take the same. */
async function snapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const { version } = JSON.parse(await readFile('node_modules/@electric-sql/pglite/package.json', 'utf8')) as { version: string };
  const hashes = readMigrationFiles({ migrationsFolder: MIGRATIONS }).map(({ hash }) => hash);
  const name = createHash('sha256')
    .update([version, ...hashes].join())
    .digest('hex')
    .slice(0, 16);
  const file = join(CACHE, `pglite-${name}.tar`);
  try {
    return new Uint8Array(await readFile(file));
  } catch {
    await mkdir(CACHE, { recursive: true });
    const taken = new Uint8Array(await (await take()).arrayBuffer());
    const own = `${file}.${randomUUID()}`;
    await writeFile(own, taken);
    await rename(own, file);
    return taken;
  }
}

async function take(): Promise<Blob> {
  const client = await PGlite.create();
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  const taken = await client.dumpDataDir('none');
  await client.close();
  return taken;
}
