import type { Socket } from 'node:net';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, type ClientConfig, Pool, type PoolClient } from 'pg';
import type { OpenedDatabase } from './database.js';
import * as schema from './schema.js';

/** The schema has `nulls not distinct`, which older servers do not know. */
const OLDEST = 15;
/** Ms without a byte from a server that was asked something, after which it counts as gone. */
const SILENCE = 10_000;

/** What is wrong with the server of DATABASE_URL, of which nothing is repeated. */
export class ServerUnusable extends Error {
  /** For the person at the terminal. */
  readonly sentence: string;

  constructor(fault: string) {
    super('database server unusable');
    this.sentence = `The PostgreSQL server of DATABASE_URL ${fault}.`;
  }
}

/**
 * A PostgreSQL server, version 15 or newer.
 * @param url a connection URI (PostgreSQL manual, 34.1.1.2)
 * @throws ServerUnusable
 */
export async function openPostgresql(url: string, migrationsFolder: string): Promise<OpenedDatabase> {
  const config = { connectionString: url, application_name: 'seintje', connectionTimeoutMillis: SILENCE, keepAlive: true };
  try {
    await prepare(config, migrationsFolder);
  } catch (error) {
    throw error instanceof ServerUnusable ? error : new ServerUnusable(faultOf(error as PgError));
  }
  const pool = new Pool(config);
  pool.on('error', ignore).on('connect', endWithServer);
  return { db: drizzle(pool, { schema }), close: () => pool.end() };
}

/** A connection that is lost, or on which the server is silent: whoever waits for it is told, and whoever asks next gets a new one. */
function endWithServer(client: PoolClient): void {
  const stream = client.connection.stream as Socket;
  // Not by pg's query_timeout, which keeps the connection, perhaps in the middle of a transaction.
  // eslint-disable-next-line no-restricted-syntax -- the socket's own
  stream.setTimeout(SILENCE, () => stream.destroy());
  client.on('error', ignore).once('end', () => setImmediate(giveBack, client));
}

/** Drizzle keeps a connection on which a transaction could not even begin, and the pool would wait for it for ever. */
function giveBack(client: PoolClient): void {
  try {
    client.release();
  } catch {
    // It had been given back.
  }
}

/** On a connection of its own, which takes its lock along when it ends. */
async function prepare(config: ClientConfig, migrationsFolder: string): Promise<void> {
  const client = new Client(config).on('error', ignore);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`,
    );
    const { version, encoding } = rows[0]!;
    if (version < OLDEST * 10_000) throw new ServerUnusable(`is older than version ${OLDEST}`);
    if (encoding !== 'UTF8') throw new ServerUnusable('keeps this database in another encoding than UTF8');
    // Of several that start at once one migrates, and the others wait.
    await client.query(`select pg_advisory_lock(hashtext('seintje migrations'))`);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    await client.end();
  }
}

interface PgError extends Error {
  code?: string;
  cause?: { code?: string };
}

const REFUSED = 'refuses the user or the password';

/** By SQLSTATE (PostgreSQL manual, appendix A). */
const FAULTS: Record<string, string> = {
  '28000': REFUSED,
  '28P01': REFUSED,
  '3D000': 'does not have the database',
  '42501': 'does not allow this user to make tables in the database',
  '53300': 'has no connection left',
  '57P03': 'is starting or stopping: try again in a moment',
};

/** Only codes are repeated: messages could quote the URL. */
function faultOf({ name, code: own, cause, message }: PgError): string {
  const code = own ?? cause?.code;
  if (code === undefined) {
    if (message.startsWith('SASL')) return REFUSED;
    if (/timeout|terminated/.test(message)) return 'does not answer';
    return message.includes('SSL') ? 'offers no encrypted connection' : `cannot be used (${name})`;
  }
  // System errors, such as ECONNREFUSED and ENOTFOUND.
  if (/^E(AI_)?[A-Z]+$/.test(code)) return `cannot be reached (${code})`;
  return FAULTS[code] ?? `cannot be used (${code})`;
}

function ignore(): void {}
