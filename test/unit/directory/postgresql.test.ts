import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { openDatabase, type OpenedDatabase } from '../../../src/directory/database.js';
import { organisations } from '../../../src/directory/schema.js';
import { ask, createDatabase, server, type ServerDatabase } from '../../support/database.js';

const PASSWORD = 'SOMETHING-SECRET';

const open = (url: string) => openDatabase({ folder: null, url });
const nameOf = (url: string) => new URL(url).pathname.slice(1);

/** The sentence for the operator. */
async function sentenceOf(url: string): Promise<string> {
  const fault = await open(url).catch((error: unknown) => error as Error & { sentence?: string });
  const { sentence, message } = fault as { sentence: string; message: string };
  expect(`${sentence} ${message}`).not.toContain(PASSWORD);
  expect(sentence).toMatch(/^The PostgreSQL server of DATABASE_URL [^\n]+\.$/);
  return sentence.replace('The PostgreSQL server of DATABASE_URL ', '');
}

/** The server's URL, with something else in it. */
function urlWith(change: { username?: string; password?: string; pathname?: string }): string {
  return Object.assign(new URL(server!), { password: PASSWORD, ...change }).href;
}

describe('[R-DIR-5] a server that cannot be used is told in one sentence without a secret:', () => {
  let database: ServerDatabase;
  beforeAll(async () => {
    database = await createDatabase({ empty: true });
    await ask('postgres', `create role locked login password 'another'`);
    await ask(nameOf(database.url), 'create schema planted');
  });
  afterAll(() => database.drop());

  test('a closed port', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as AddressInfo;
    await new Promise((closed) => holder.close(closed));
    expect(await sentenceOf(`postgres://user:${PASSWORD}@127.0.0.1:${port}/seintje`)).toBe('cannot be reached (ECONNREFUSED).');
  });

  test('a socket that is not there', async () => {
    expect(await sentenceOf(`postgres://user:${PASSWORD}@%2Fnowhere/seintje`)).toBe('cannot be reached (ENOENT).');
  });

  test('a server that hangs up', async () => {
    const rude = createServer((caller) => caller.destroy()).listen(0, '127.0.0.1');
    await once(rude, 'listening');
    const { port } = rude.address() as AddressInfo;
    expect(await sentenceOf(`postgres://user:${PASSWORD}@127.0.0.1:${port}/seintje`)).toMatch(/does not answer|ECONNRESET/);
    rude.close();
  });

  test.each([
    ['a wrong password', { username: 'locked' }, 'refuses the user or the password.'],
    ['an unknown user', { username: 'nobody' }, 'refuses the user or the password.'],
    ['a missing database', { pathname: 'missing' }, 'does not have the database.'],
  ])('%s', async (_, change, sentence) => expect(await sentenceOf(urlWith(change))).toBe(sentence));

  test('no password where one is asked for', async () => {
    expect(await sentenceOf(urlWith({ username: 'locked', password: '' }))).toBe('refuses the user or the password.');
  });

  test('a user who may not make tables', async () => {
    await ask('postgres', 'create role reader login');
    const sentence = await sentenceOf(urlWith({ username: 'reader', pathname: nameOf(database.url) }));
    expect(sentence).toBe('does not allow this user to make tables in the database.');
  });

  test('another encoding', async () => {
    const name = 'in_latin1';
    await ask('postgres', `create database ${name} template template0 encoding latin1 locale 'C' locale_provider libc`);
    expect(await sentenceOf(urlWith({ pathname: name }))).toBe('keeps this database in another encoding than UTF8.');
  });

  test('a version that is too old', async () => {
    const name = nameOf(database.url);
    // What an older server would say of itself.
    const older = `select case $1 when 'server_version_num' then '140011' else pg_catalog.current_setting($1) end`;
    await ask(name, `create function planted.current_setting(text) returns text language sql as $$${older}$$`);
    await ask(name, `alter database ${name} set search_path = planted, pg_catalog, public`);
    expect(await sentenceOf(database.url)).toBe('is older than version 15.');
  });
});

describe('[R-DIR-4] servers that start at the same time', () => {
  test('bring the tables up to date once', async () => {
    const { url, drop } = await createDatabase({ empty: true });
    const opened = await Promise.all([open(url), open(url), open(url)]);
    const steps = await ask(nameOf(url), 'select hash from drizzle.__drizzle_migrations');
    expect(new Set(steps.map(({ hash }) => hash)).size).toBe(steps.length);
    expect(steps.length).toBeGreaterThan(0);
    await opened[0].db.insert(organisations).values({ key: 'kept', name: 'Kept', settings: {} });
    expect(await opened[1].db.select().from(organisations)).toHaveLength(1);
    await Promise.all(opened.map(({ close }) => close()));
    await drop();
  });
});

describe('[R-DIR-5] a server that goes away', () => {
  let database: ServerDatabase;
  let opened: OpenedDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    opened = await open(database.url);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  const one = () => opened.db.execute(sql`select 1`);
  /** Ends every connection to the database, as a server does that stops. */
  const hangUp = async () => {
    const others = `from pg_stat_activity where datname = '${nameOf(database.url)}'`;
    await ask('postgres', `select pg_terminate_backend(pid, 5000) ${others}`);
  };

  test('while nobody asks ends nothing, and is there again for who asks next', async () => {
    await Promise.all([one(), one(), one()]);
    await hangUp();
    await expect(one()).resolves.toBeDefined();
  });

  test('in the middle of a transaction fails that one, and nothing else', async () => {
    const broken = opened.db.transaction(async (tx) => {
      await tx.insert(organisations).values({ key: 'half', name: 'Half', settings: {} });
      await hangUp();
      await tx.insert(organisations).values({ key: 'other', name: 'Other', settings: {} });
    });
    await expect(broken).rejects.toThrow();
    expect(await opened.db.select().from(organisations)).toEqual([]);
  });

  test('without a word fails whoever waits within seconds, and is there again for who asks next', async () => {
    const line = await lineTo(server!);
    const far = await open(Object.assign(new URL(line.url), { pathname: nameOf(database.url) }).href);
    const several = (ask: () => Promise<unknown>) => Promise.allSettled(Array.from({ length: 12 }, ask));
    await several(() => far.db.execute(sql`select pg_sleep(0.1)`));
    line.isDead = true;
    const outcomes = await Promise.all([
      several(() => far.db.transaction((tx) => tx.execute(sql`select 1`))),
      several(() => far.db.execute(sql`select 1`)),
    ]);
    expect(outcomes.flat().every(({ status }) => status === 'rejected')).toBe(true);
    line.isDead = false;
    await expect(far.db.execute(sql`select 1`)).resolves.toBeDefined();
    line.isDead = true;
    await far.close();
    line.close();
  });
});

/** A line to the server that can go dead without being cut. */
async function lineTo(url: string) {
  const folder = decodeURIComponent(new URL(url).hostname);
  const relay = createServer((near) => {
    const far = connect(join(folder, '.s.PGSQL.5432'));
    const ends = [near, far] as const;
    ends.forEach((end, i) => {
      end.on('data', (data) => line.isDead || ends[1 - i]!.write(data));
      end.on('error', () => {}).on('close', () => ends[1 - i]!.destroy());
    });
  }).listen(0, '127.0.0.1');
  await once(relay, 'listening');
  const { port } = relay.address() as AddressInfo;
  const line = { isDead: false, url: `postgres://postgres@127.0.0.1:${port}`, close: () => relay.close() };
  return line;
}
