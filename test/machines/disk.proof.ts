import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { programOf } from '../../scripts/system.mjs';
import { createDatabase, server as postgresql, type ServerDatabase } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { Installation } from '../support/installation.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { RedisServer } from '../support/redis.js';
import { type ServerProcess, withServers } from '../support/server-process.js';
import { Trace } from '../support/trace.js';

const LINDE = '99AA00';

const programs = ['redis-server', 'strace'].every(programOf) && postgresql !== undefined;
const onStrace = programs ? describe : describe.skip;

onStrace('what two servers, their Redis and its replica write to files', () => {
  const servers = withServers();
  let database: ServerDatabase;
  const redises: RedisServer[] = [];
  const traces: Trace[] = [];
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(async () => {
    for (const each of redises) await each.stop();
    await database.drop();
  });

  async function traced(pid: number): Promise<void> {
    traces.push(await Trace.of(pid, join(servers.folder, `trace-${traces.length}`)));
    // What was opened before is looked at by itself.
    expect(filesOf(pid)).toEqual([]);
  }

  async function redisAt(port: number): Promise<RedisServer> {
    const server = await RedisServer.start({ port: String(port), 'repl-diskless-load': 'swapdb' });
    redises.push(server);
    await traced(server.pid);
    return server;
  }

  const tells = async <T>({ url }: RedisServer, what: (redis: Redis) => Promise<T>): Promise<T> => {
    const redis = new Redis(url);
    return what(redis).finally(() => redis.disconnect());
  };

  test('[R-REDIS-3] nothing, in a journey during which the replica is filled anew; and a snapshot would have been seen', async () => {
    const port = await freePort();
    const redis = await redisAt(port);
    const replica = await redisAt(await freePort());
    const isFilled = () =>
      tells(replica, async (commands) => {
        await commands.replicaof('127.0.0.1', port);
        while (!/master_link_status:up/.test(await commands.info('replication')));
      });
    await isFilled();
    const signingKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
    const keys = { SIGNING_KEY: signingKey.toString(), ROOM_KEY: randomBytes(32).toString('base64') };
    const ports = [String(await freePort()), String(await freePort())];
    const urls = ports.map((each) => `http://localhost:${each}`) as [string, string];
    const where = { MODE: 'production', ORIGINS: urls.join(), DATABASE_URL: database.url, REDIS_URL: redis.url };
    const [one, other] = ports.map((PORT) => servers.start({ ...where, ...keys, PORT })) as [ServerProcess, ServerProcess];
    for (const each of [one, other]) await traced((await each.runs()).pid);

    const [here, there] = [await Installation.at(urls[0], database.url), await Installation.at(urls[1], database.url)];
    const [karin, hans] = [await Person.arrives(here, 'Karin de Graaf'), await Person.arrives(here, 'Hans Willems')];
    const [petra, marijke] = [await Person.arrives(there, 'Petra van Dam'), await Person.arrives(there, 'Marijke Bos')];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    await petra.hears('signal:alert');
    // It has nothing of what it had, and is sent all there is.
    await tells(replica, (commands) => commands.replicaof('no', 'one').then(() => commands.flushall()));
    await isFilled();
    expect(await tells(replica, (commands) => commands.hexists(`seintje:signal:${id}`, 'value'))).toBe(1);
    expect(await petra.opens(id, LINDE)).toEqual(pupil);
    await petra.passesOn(id, pupil, 'Marijke Bos');
    await marijke.hears('signal:alert');
    expect(await marijke.opensCopy(id)).toEqual(pupil);
    await isFilled();
    expect(await hans.takesOver(id, LINDE)).toEqual(pupil);
    ok(await hans.says('signal:complete', { id }));
    for (const person of [karin, hans, petra, marijke]) person.leaves();
    for (const each of [here, there]) await each.close();
    for (const each of [one, other]) each.send('SIGTERM');
    for (const each of [one, other]) expect(await each.ended).toBe(0);

    const redisTrace = traces.shift()!;
    expect(await Promise.all(traces.map((trace) => trace.written()))).toEqual([[], [], []]);
    expect(await redisTrace.written()).toEqual([]);
    const again = await Trace.of(redis.pid, join(servers.folder, 'trace-again'));
    await tells(redis, (commands) => commands.save());
    expect(await again.written()).toEqual([expect.stringMatching(/temp-\d+\.rdb$/)]);
  });
});

/** Files that a process has open, to whatever end. */
function filesOf(pid: number): string[] {
  const open = readdirSync(`/proc/${pid}/fd`).map((fd) => readlinkSync(`/proc/${pid}/fd/${fd}`));
  return open.filter((path) => path.startsWith('/') && !/^\/(dev|proc)\//.test(path));
}
