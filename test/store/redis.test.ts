import { randomBytes, randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Redis } from 'ioredis';
import { programOf } from '../../scripts/system.mjs';
import { readConfig } from '../../src/config/index.js';
import { RedisPending } from '../../src/counts/redis-pending.js';
import { Log } from '../../src/log/index.js';
import { Members, Nodes } from '../../src/nodes/index.js';
import { OtherRoomKey } from '../../src/nodes/members.js';
import { SharedRedis } from '../../src/redis/index.js';
import { RedisStore } from '../../src/signals/redis.store.js';
import { StoreUnavailable } from '../../src/signals/store.js';
import { FakeClock } from '../support/fake-clock.js';
import { RedisServer } from '../support/redis.js';
import * as made from '../unit/signals/made-up.js';
import { type Made, storeContract } from './contract.js';

const SECRET = randomBytes(32);
const LOOK = 2_000;
const onRedis = programOf('redis-server') ? describe : describe.skip;

onRedis('[R-STORE-1] the Redis store', () => {
  let server: RedisServer;
  const opened: SharedRedis[] = [];
  /** Log lines that no test has expected. */
  const lines: string[] = [];
  const log = new Log(new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }));
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterEach(() => opened.splice(0).forEach((redis) => redis.close()));
  afterEach(() => expect(lines.splice(0)).toEqual([]));
  afterAll(() => server.stop());

  /** Another prefix is another memory. */
  async function make(
    clock: FakeClock,
    capacity: number,
    prefix = `${randomUUID()}:`,
    lookEvery = 3_600_000,
  ): Promise<Made & { redis: Redis }> {
    const surroundings = { clock: new FakeClock(0), fail: () => {}, prefix };
    const redis = await SharedRedis.open(server.url, surroundings);
    opened.push(redis);
    // Time stands still until Redis has answered.
    clock.settles = async () => void (await redis.commands.ping());
    const store = await RedisStore.open({ redis, clock, log, capacity, secret: SECRET, lookEvery });
    return { store, pending: new RedisPending(redis), redis: redis.commands };
  }

  /** Another one that starts, with a ROOM_KEY of its own. */
  async function member(clock: FakeClock, prefix: string) {
    const failures: unknown[] = [];
    const redis = await SharedRedis.open(server.url, { clock, fail: (why) => failures.push(why), prefix });
    opened.push(redis);
    return {
      failures,
      redis,
      members: new Members(redis, { ...readConfig({}), roomKey: randomBytes(32) }, clock, new Nodes(clock)),
    };
  }

  storeContract((clock, capacity) => make(clock as FakeClock, capacity));

  test('[R-STORE-3] two servers are one store: the same epoch, one of two changes wins, one of them tells of the end', async () => {
    const prefix = `${randomUUID()}:`;
    const [one, other] = [new FakeClock(made.SENT), new FakeClock(made.SENT)];
    const [{ store: first }, { store: second }] = [await make(one, 3, prefix), await make(other, 3, prefix)];
    expect([second.epoch, second.startedAt]).toEqual([first.epoch, first.startedAt]);
    expect(await first.put(made.waiting, 0, null)).toBe(true);
    expect(await second.get(made.waiting.id)).toEqual(made.waiting);
    const version = made.waiting.version + 1;
    const both = await Promise.all(
      [first, second].map((store) => store.put({ ...made.opened, version }, made.waiting.version, null)),
    );
    expect(both.sort()).toEqual([false, true]);
    const told: string[] = [];
    for (const store of [first, second]) store.onExpired(({ id }) => told.push(id));
    await Promise.all([one.goTo(made.ENDS), other.goTo(made.ENDS + 60_000)]);
    expect(told).toEqual([made.waiting.id]);
  });

  test('[R-REDIS-2] [R-LOG-2] where Redis lacks a replica it is away, and what it refuses besides tells nothing of what was sent', async () => {
    const prefix = `${randomUUID()}:`;
    const { store, redis } = await make(new FakeClock(made.SENT), 3, prefix);
    await redis.config('SET', 'min-replicas-to-write', 1);
    await expect(store.put(made.waiting, 0, null)).rejects.toThrow(StoreUnavailable);
    await redis.config('SET', 'min-replicas-to-write', 0);
    await redis.set(`${prefix}signal:${made.waiting.id}`, 'no hash');
    const refused = await store.put(made.waiting, 0, null).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'WRONGTYPE' });
    expect(inspect(refused, { depth: null, showHidden: true })).not.toContain(made.waiting.id);
  });

  test('[R-COUNT-9] another Redis process in its place counts from none: what its replica had of a day may be stored already', async () => {
    const [clock, prefix] = [new FakeClock(made.SENT), `${randomUUID()}:`];
    const { store, redis } = await make(clock, 3, prefix);
    const sent = { region: 'the-organisation', sector: 'po', quarter: '2027-Q1', kind: 'sent' } as const;
    await store.put(made.waiting, 0, null, { now: [sent], atEnd: [] });
    const counted = () => redis.hvals(`${prefix}counts`);
    await make(clock, 3, prefix);
    expect(await counted()).toEqual(['1']);
    await redis.set(`${prefix}epoch`, JSON.stringify({ process: 'another', epoch: store.epoch, startedAt: made.SENT }));
    const { store: anew } = await make(clock, 3, prefix);
    expect([anew.epoch === store.epoch, await counted()]).toEqual([false, []]);
  });

  test('[R-NODES-9] of two servers with another ROOM_KEY that start at the same moment one does', async () => {
    const clock = new FakeClock(made.SENT);
    const prefix = `${randomUUID()}:`;
    const both = await Promise.all([1, 2].map(() => member(clock, prefix)));
    const started = await Promise.allSettled(both.map(({ members }) => members.onModuleInit()));
    expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(started).toContainEqual({ status: 'rejected', reason: expect.any(OtherRoomKey) });
  });

  test('[R-NODES-9] after Redis lost its memory one with another ROOM_KEY, which started first then, does not go on beside an older one', async () => {
    const clock = new FakeClock(made.SENT);
    const prefix = `${randomUUID()}:`;
    const [one, other] = [await member(clock, prefix), await member(clock, prefix)];
    clock.settles = async () => void (await Promise.all([one, other].map(({ redis }) => redis.commands.ping())));
    await one.members.onModuleInit();
    await clock.pass(5_000);
    await one.redis.commands.del(`${prefix}servers`, `${prefix}oldest`);
    await other.members.onModuleInit();
    await clock.pass(10_000);
    expect([one.failures, other.failures[0]]).toEqual([[], expect.any(OtherRoomKey)]);
  });

  test.each([
    ['by one server', ['-zrem']],
    ['of what has fallen due', ['-zrangebyscore']],
  ])(
    '[R-STORE-7] where it may not look for what has ended %s, one line says so, and no line that it is away',
    async (_, rights) => {
      const clock = new FakeClock(made.SENT);
      const { store, redis } = await make(clock, 3, undefined, LOOK);
      await store.put(made.waiting, 0, null);
      try {
        await redis.config('SET', 'min-replicas-to-write', 1);
        clock.oversleep(made.ENDS);
        await clock.pass(LOOK);
        expect(lines).toEqual([]);
        await redis.config('SET', 'min-replicas-to-write', 0);
        await redis.acl('SETUSER', 'default', ...rights);
        await clock.pass(10 * LOOK);
      } finally {
        await redis.acl('SETUSER', 'default', '+@all');
        await redis.config('SET', 'min-replicas-to-write', 0);
      }
      expect(lines.splice(0).map((line) => JSON.parse(line) as unknown)).toMatchObject([
        { msg: 'looking failed', error: 'RedisForbids' },
      ]);
    },
  );

  test('[R-STORE-4] every key has an expiry, and none names a person or a school', async () => {
    const prefix = `${randomUUID()}:`;
    const { store, pending, redis } = await make(new FakeClock(made.SENT), 3, prefix);
    const sent = { region: 'the-organisation', sector: 'po', quarter: '2027-Q1', kind: 'sent' } as const;
    await store.put(made.waiting, 0, made.AMBER, { now: [sent], atEnd: [sent] });
    await pending.close({ run: { id: 'the-run', beganAt: made.SENT }, moment: made.NOW, quarter: '2027-Q1', isEnd: false });
    await store.put({ ...made.state('passed'), version: 5 }, 4, made.NOW, { now: [sent], atEnd: [sent] });
    const keys = await redis.keys(`${prefix}*`);
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys.filter((each) => each !== `${prefix}epoch`)) expect(await redis.pttl(key)).toBeGreaterThan(0);
    for (const key of keys) expect(key).not.toMatch(/99AA00|id-|organisation/);
  });

  describe('[R-STORE-5] a change of which its server does not say that it told anybody', () => {
    async function three() {
      const prefix = `${randomUUID()}:`;
      const clocks = [1, 2, 3].map(() => new FakeClock(made.SENT));
      const stores = await Promise.all(clocks.map(async (clock) => (await make(clock, 3, prefix, LOOK)).store));
      return { clocks, stores, all: (milliseconds: number) => Promise.all(clocks.map((clock) => clock.pass(milliseconds))) };
    }
    const { id, version } = made.waiting;
    const next = { ...made.opened, version: version + 1 };

    test('is told by one other, with what was before it', async () => {
      const { clocks, stores, all } = await three();
      const told: unknown[] = [];
      for (const store of stores) {
        store.onUntold((change, before) => {
          told.push([change, before]);
          store.told(change);
        });
      }
      const other = { ...made.waiting, id: randomUUID() };
      await stores[0]!.put(other, 0, null);
      stores[0]!.told(other);
      await stores[0]!.put(made.waiting, 0, null);
      await stores[0]!.put(next, version, null);
      for (const clock of clocks.slice(1)) await clock.pass(4_000);
      expect(told).toEqual([]);
      await Promise.all(clocks.slice(1).map((clock) => clock.pass(LOOK)));
      await all(60_000);
      expect(told).toEqual([
        [{ id, version }, null],
        [{ id, version: next.version }, made.waiting],
      ]);
    });

    test('is told by the next one where that server dies too, or does not get to it', async () => {
      const { stores, all } = await three();
      const told: unknown[] = [];
      for (const store of stores) {
        store.onUntold((change, before) => {
          told.push([change, before]);
          if (told.length === 3) store.told(change);
        });
      }
      await stores[0]!.put(made.waiting, 0, null);
      await all(8_000);
      expect(told).toHaveLength(1);
      await all(60_000);
      expect(told).toEqual(Array(3).fill([{ id, version }, null]));
    });
  });
});
