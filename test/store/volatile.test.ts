import { afterEach, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { programOf } from '../../scripts/system.mjs';
import { RedisNotVolatile, SharedRedis } from '../../src/redis/index.js';
import { RedisUnreachable } from '../../src/redis/errors.js';
import { FakeClock } from '../support/fake-clock.js';
import { freePort } from '../support/free-port.js';
import { RedisServer } from '../support/redis.js';
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

  test('while it runs too: of itself, and of a replica, which is told once where it cannot be asked, and makes everything wait', async () => {
    const [port, other] = [await freePort(), await freePort()];
    const { url } = await starts({ port: String(port) });
    const follows = { replicaof: `127.0.0.1 ${port}`, 'repl-diskless-load': 'swapdb' };
    const clock = new FakeClock(0);
    const told: string[][] = [];
    const shared = await SharedRedis.open(url, {
      clock,
      fail: ({ faults, isCertain }) => told.push([String(isCertain), ...faults]),
    });
    opened.push(shared);
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
    await tell(replica.url, (redis) => redis.config('SET', 'requirepass', ''), 'secret');
    await clock.pass(4_000);
    await until(isSound);

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

  test('a server that is not there is told in one sentence', async () => {
    await expect(opens('/nowhere/redis.sock')).rejects.toThrow(RedisUnreachable);
  });
});
