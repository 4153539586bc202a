import { readdirSync } from 'node:fs';
import { Client } from 'pg';
import { ensure } from '../scripts/ensure.mjs';
import startPostgresql from '../scripts/postgresql.mjs';
import { withServer } from './server.mjs';

const words = process.argv.slice(2);
const files = readdirSync(new URL('.', import.meta.url)).filter((file) => file.endsWith('.bench.mjs'));
const chosen = files.filter((file) => words.every((word) => file.includes(word)));

await ensure();
await startPostgresql();
for (const file of chosen) {
  const { default: measure } = await import(new URL(file, import.meta.url));
  const rows = {};
  rows.PGlite = await withServer({}, measure);
  if (process.env.POSTGRESQL) rows.PostgreSQL = await onPostgresql((url) => withServer({ DATABASE_URL: url }, measure));
  console.log(file.replace('.bench.mjs', ''));
  console.table(rows);
}
process.exit();

/** A database of its own, which goes with the server. */
async function onPostgresql(measure) {
  const client = new Client(process.env.POSTGRESQL);
  await client.connect();
  await client.query('create database bench template template0');
  await client.end();
  return measure(process.env.POSTGRESQL.replace(/postgres$/, 'bench'));
}
