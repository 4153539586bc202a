import { randomBytes, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { programOf } from '../../scripts/system.mjs';
import { createDatabase, server as postgresql, type ServerDatabase } from '../support/database.js';
import { RedisServer } from '../support/redis.js';
import { withServers } from '../support/server-process.js';

const onMachines = programOf('redis-server') && postgresql !== undefined ? describe : describe.skip;

onMachines('one of several servers', () => {
  const servers = withServers();
  let redis: RedisServer;
  let database: ServerDatabase;
  beforeAll(async () => {
    redis = await RedisServer.start();
    database = await createDatabase();
  });
  afterAll(async () => {
    await redis.stop();
    await database.drop();
  });

  const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const SIGNING_KEY = newKey().toString();
  const newRoomKey = () => randomBytes(32).toString('base64');
  const ROOM_KEY = newRoomKey();
  const starts = (env: Record<string, string> = {}) => {
    const keys = { MODE: 'production', ORIGINS: 'http://localhost', SIGNING_KEY, ROOM_KEY };
    return servers.start({ ...keys, DATABASE_URL: database.url, REDIS_URL: redis.url, ...env });
  };

  async function tells<T>(what: (commands: Redis) => Promise<T>): Promise<T> {
    const commands = new Redis(redis.url);
    return what(commands).finally(() => commands.disconnect());
  }

  test('[R-REDIS-1] ends with a sentence where Redis could reach a disk: at the start, and after it was connected to again', async () => {
    const [running, sentence] = [starts(), 'Redis must hold everything in memory alone: it needs save "".\n'];
    await running.runs();
    await tells((commands) => commands.config('SET', 'save', '900 1'));
    const late = starts();
    expect([await late.ended, late.errors]).toEqual([1, sentence]);
    expect(late.output).not.toContain('running');
    // Whoever is connected looks again when it has to connect again.
    await tells((commands) => commands.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes'));
    expect([await running.ended, running.errors]).toEqual([1, sentence]);
    await tells((commands) => commands.config('SET', 'save', ''));
  });

  test.each([7, -7])('[R-NODES-9] does not start where its clock is %s seconds ahead of that of Redis', async (seconds) => {
    const running = () => tells((commands) => commands.zrangebyscore('seintje:servers', '-inf', '+inf'));
    const before = await running();
    const clock = `const now = Date.now; Date.now = () => now() + ${seconds * 1_000}`;
    const ahead = starts({ NODE_OPTIONS: `--import="data:text/javascript,${encodeURIComponent(clock)}"` });
    expect([await ahead.ended, ahead.errors]).toEqual([1, expect.stringContaining('differ by more than 5 seconds')]);
    expect(await running()).toEqual(before);
  });

  test('[R-NODES-9] does not start beside one with another ROOM_KEY, or without its Redis', async () => {
    await starts().runs();
    const other = starts({ ROOM_KEY: newRoomKey() });
    expect([await other.ended, other.errors]).toEqual([1, expect.stringContaining('another ROOM_KEY')]);
    const alone = starts({ REDIS_URL: '/nowhere/redis.sock' });
    expect([await alone.ended, alone.errors]).toEqual([1, expect.stringContaining('(REDIS_URL)')]);
  });
});
