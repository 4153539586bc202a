import { afterEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { programOf } from '../../scripts/system.mjs';
import { RedisAway, RedisNotVolatile, SharedRedis, type Unfit } from '../../src/redis/index.js';
import { RedisUnreachable } from '../../src/redis/errors.js';
import { Balancer } from '../support/balancer.js';
import { FakeClock } from '../support/fake-clock.js';
import { freePort } from '../support/free-port.js';
import { haveHeard, RedisServer } from '../support/redis.js';
import { until } from '../support/until.js';

/** Says something as whoever looks after it. */
async function tell(url: string, what: (redis: Redis) => Promise<unknown>, password?: string): Promise<void> {
  const redis = new Redis(url, { password });
  try {
    await what(redis);
  } finally {
    redis.disconnect();
  }
}

const isFollowed = async (redis: Redis) => {
  while (!/^slave0:.*state=online/m.test(await redis.info('replication')));
};

const opens = (url: string) => SharedRedis.open(url, { clock: new FakeClock(0), fail: () => {} });

const onRedis = programOf('redis-server') ? describe : describe.skip;

onRedis('[R-REDIS-1] the server refuses to run where anything could reach a disk', () => {
  const servers: RedisServer[] = [];
  const opened: SharedRedis[] = [];
  afterEach(() => opened.splice(0).forEach((redis) => redis.close()));
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.stop())));

  async function starts(settings: Record<string, string>): Promise<RedisServer> {
    const server = await RedisServer.start(settings);
    servers.push(server);
    return server;
  }

  async function faultsAt(url: string): Promise<string[]> {
    try {
      (await opens(url)).close();
      return [];
    } catch (error) {
      expect(error).toBeInstanceOf(RedisNotVolatile);
      return (error as RedisNotVolatile).faults;
    }
  }

  test('runs where everything is in memory alone', async () => {
    expect(await faultsAt((await starts({})).url)).toEqual([]);
  });

  test.each([
    ['snapshots', { save: '900 1' }, 'it needs save ""'],
    ['an append-only file', { appendonly: 'yes' }, 'it needs appendonly no'],
    ['eviction', { 'maxmemory-policy': 'allkeys-lru' }, 'it needs maxmemory-policy noeviction'],
    ['a log of its faults', { 'crash-log-enabled': 'yes' }, 'it needs crash-log-enabled no'],
    ['a snapshot when it is stopped', { 'shutdown-on-sigterm': 'save' }, 'it needs shutdown-on-sigterm default'],
    ['replication by way of a file', { 'repl-diskless-sync': 'no' }, 'it needs repl-diskless-sync yes'],
  ])('with %s it names the setting', async (_, settings, fault) => {
    expect(await faultsAt((await starts(settings)).url)).toEqual([fault]);
  });

  test('with several it names each', async () => {
    const { url } = await starts({ save: '900 1', appendonly: 'yes' });
    expect(await faultsAt(url)).toEqual(['it needs save ""', 'it needs appendonly no']);
  });

  test('where nobody may read the settings it names what is needed', async () => {
    const { url } = await starts({});
    await tell(url, (redis) => redis.acl('SETUSER', 'default', '-config'));
    const [fault, ...rest] = await faultsAt(url);
    expect(fault).toBe('save cannot be read (its user must be allowed +config|get)');
    expect(rest).toHaveLength(6);
  });

  test('its replicas are held to it too, which write what they are sent where they load it by way of a file', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const { url } = await starts({ port: String(port) });
    const replica = await starts({ port: String(other) });
    await tell(replica.url, (redis) => redis.replicaof('127.0.0.1', port));
    await tell(url, isFollowed);
    const where = `(on its replica 127.0.0.1:${other})`;
    expect(await faultsAt(url)).toEqual([`it needs repl-diskless-load swapdb or on-empty-db ${where}`]);
    await tell(replica.url, (redis) => redis.config('SET', 'repl-diskless-load', 'swapdb'));
    expect(await faultsAt(url)).toEqual([]);
    // What a replica passes on to its own goes the same way.
    const last = await starts({ port: String(await freePort()), 'repl-diskless-load': 'swapdb', save: '900 1' });
    await tell(last.url, (redis) => redis.replicaof('127.0.0.1', other));
    await tell(replica.url, isFollowed);
    expect(await faultsAt(url)).toEqual([
      expect.stringMatching(/^it needs save "" \(on its replica .*\) \(on its replica .*\)$/),
    ]);
  });

  test('[R-REDIS-2] while it runs too: of itself, and of a replica, which is told once where it cannot be asked, and makes everything wait', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const { url } = await starts({ port: String(port) });
    const follows = { replicaof: `127.0.0.1 ${port}`, 'repl-diskless-load': 'swapdb' };
    const clock = new FakeClock(0);
    const told: string[][] = [];
    const shared = await SharedRedis.open(url, {
      clock,
      fail: (why) => told.push([String(why.isCertain), ...(why as RedisNotVolatile).faults]),
    });
    opened.push(shared);
    let comeBack = 0;
    shared.onBack(() => comeBack++);
    // What is asked whether it lives answers before the next time.
    clock.settles = async () => void (await Promise.all([shared.commands.ping(), shared.subscriber.ping()]));
    /** After a round trip, for which whatever is refused does not wait. */
    const isSound = async () => {
      await shared.commands.ping();
      return (await shared.ask((redis) => redis.ping()).catch(() => null)) !== null;
    };

    const replica = await starts({ ...follows, port: String(other), requirepass: 'secret' });
    await tell(url, isFollowed);
    await clock.pass(4_000);
    await until(async () => !(await isSound()));
    expect(comeBack).toBe(0);
    await tell(replica.url, (redis) => redis.config('SET', 'requirepass', ''), 'secret');
    await clock.pass(4_000);
    await until(isSound);
    // Pages were refused meanwhile, and nobody asked again.
    expect(comeBack).toBe(1);

    // One that was sound may be gone, and need not answer for a while.
    await tell(replica.url, async (redis) => {
      await redis.config('SET', 'requirepass', 'secret');
      await redis.config('RESETSTAT');
      await clock.pass(4_000);
      await until(async () => (await redis.info('errorstats')).includes('errorstat_NOAUTH'));
      await clock.pass(0);
      expect(await isSound()).toBe(true);
      clock.oversleep(clock.now() + 90_000);
      await clock.pass(0);
      await until(async () => !(await isSound()));
      await redis.config('SET', 'requirepass', '');
    });
    const doubt = `its replica 127.0.0.1:${other} cannot be asked for its settings`;
    expect(told.splice(0)).toEqual(Array(2).fill(['false', doubt]));

    for (const where of [replica.url, url]) await tell(where, (redis) => redis.config('SET', 'appendonly', 'yes'));
    await clock.pass(4_000);
    await until(async () => !(await isSound()) && told.length > 0);
    const fault = 'it needs appendonly no';
    expect(told).toEqual([['true', fault, `${fault} (on its replica 127.0.0.1:${other})`]]);
  });

  test('a replica that is still being filled is asked all the same, and nobody waits until it is full', async () => {
    const port = await freePort();
    const { url } = await starts({ port: String(port) });
    await tell(url, (redis) => redis.mset(Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [n, 'x'.repeat(10_000)]))));
    const slowly = { 'key-load-delay': '20000', 'loading-process-events-interval-bytes': '1024' };
    const follows = { replicaof: `127.0.0.1 ${port}`, 'repl-diskless-load': 'on-empty-db' };
    const replica = await starts({ ...slowly, ...follows, port: String(await freePort()), save: '900 1' });
    const isBeingFilled = async (redis: Redis) => (await redis.info('persistence')).includes('\nloading:1');
    const asked = new Redis(replica.url, { enableReadyCheck: false });
    try {
      await until(() => isBeingFilled(asked));
      expect(await faultsAt(url)).toEqual([expect.stringMatching(/^it needs save "" \(on its replica .*\)$/)]);
      expect(await isBeingFilled(asked)).toBe(true);
    } finally {
      asked.disconnect();
    }
  });

  test('[R-REDIS-4] one that has become a replica is left for where its address leads, with what is listened to; none starts over it', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const before = await starts({ port: String(port), 'repl-diskless-load': 'swapdb' });
    const after = await starts({ port: String(other) });
    const name = await Balancer.start();
    name.ports.add(port);
    const clock = new FakeClock(0);
    const told: string[] = [];
    const fail = ({ sentence, isCertain }: Unfit) => told.push(`${isCertain} ${sentence}`);
    const shared = await SharedRedis.open(name.url.replace('http', 'redis'), { clock, fail });
    opened.push(shared);
    clock.settles = () => haveHeard([shared]);
    let [reached, listens] = [0, 0];
    shared.commands.on('ready', () => reached++);
    shared.onBack(() => listens++);
    const passes = async (holds: () => boolean) => {
      while (!holds()) await clock.pass(4_000);
    };
    const asks = () => shared.ask((redis) => redis.set('key', 'value'));
    const listeners = async ({ url }: RedisServer) => {
      let number: unknown;
      await tell(url, async (redis) => (number = await redis.pubsub('NUMPAT')));
      return number;
    };

    await tell(before.url, (redis) => redis.replicaof('127.0.0.1', other));
    await expect(asks()).rejects.toThrow(RedisAway);
    await clock.pass(4_000);
    await expect(shared.ask((redis) => redis.ping())).rejects.toThrow(RedisAway);
    const sentence = 'The Redis server is a replica: REDIS_URL must lead to the one that it follows.';
    await expect(opens(before.url)).rejects.toMatchObject({ sentence });
    // Until the address leads elsewhere, whoever listens stays, and no page comes back for it.
    await passes(() => reached === 2);
    expect([told, listens, await listeners(before)]).toEqual([[`false ${sentence}`], 0, 1]);
    name.ports.clear();
    name.ports.add(other);
    await passes(() => listens === 1);
    await until(async () => (await listeners(after)) === 1);
    expect([await asks(), told.length, listens, await listeners(before)]).toEqual(['OK', 1, 1, 0]);
    shared.close();
    await name.stop();
  });

  test('a server that is not there is told in one sentence', async () => {
    await expect(opens('/nowhere/redis.sock')).rejects.toThrow(RedisUnreachable);
  });
});
