import { randomUUID } from 'node:crypto';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';

/** Whether there is a PostgreSQL server; where not, everything is in PGlite, within the server's own process. */
export const hasPostgresql = () => process.env.POSTGRESQL !== undefined;

let seeded;

/** A directory of its own with everybody of the town in it: the environment that names it. */
export async function townDatabase() {
  seeded ??= makeTown();
  const town = await seeded;
  if (hasPostgresql()) return freshDatabase(town);
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'seintje-bench-town-'));
  await cp(town, DATA_DIR, { recursive: true });
  return { DATA_DIR };
}

/** On the PostgreSQL server. @param template the database that it begins as a copy of */
export async function freshDatabase(template = 'template0') {
  const name = `bench_${randomUUID().replaceAll('-', '')}`;
  await onServer(process.env.POSTGRESQL, `create database ${name} template ${template}`);
  return { DATABASE_URL: urlOf(name) };
}

/** Once for all runs: what they begin with is the same. */
async function makeTown() {
  const { seed } = await import('../town/seed.mjs');
  if (!hasPostgresql()) {
    const folder = await mkdtemp(join(tmpdir(), 'seintje-bench-town-'));
    await seed({ folder });
    return folder;
  }
  const name = 'bench_town';
  await onServer(process.env.POSTGRESQL, `create database ${name} template template0`);
  await seed({ folder: null, url: urlOf(name) });
  // As autovacuum does, which is off in a server for tests.
  await onServer(urlOf(name), 'vacuum analyze');
  return name;
}

async function onServer(url, statement) {
  const client = new Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

function urlOf(name) {
  return process.env.POSTGRESQL.replace(/postgres$/, name);
}
