import { createHmac } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { type Cancel, Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { REDIS, type SharedRedis, Unfit } from '../redis/index.js';
import { BEAT, GONE, Nodes } from './nodes.js';

/**
 * KEYS: the sorted set of servers, by when they were heard; since when the oldest runs, and what stands for its key of places. ARGV:
 * now, what is too long ago, who it is, whether it stays, since when it runs, what stands for its own key. Returns how many there are,
 * and what stands for the oldest one's.
 */
const SAY = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
if ARGV[4] == 'stays' then redis.call('ZADD', KEYS[1], ARGV[1], ARGV[3]) else redis.call('ZREM', KEYS[1], ARGV[3]) end
local number = redis.call('ZCARD', KEYS[1])
local oldest = tonumber(redis.call('HGET', KEYS[2], 'since'))
if ARGV[4] == 'stays' and (number == 1 or not oldest or tonumber(ARGV[5]) < oldest) then
  redis.call('HSET', KEYS[2], 'since', ARGV[5], 'key', ARGV[6])
end
for i = 1, 2 do redis.call('PEXPIRE', KEYS[i], 3600000) end
return { number, redis.call('HGET', KEYS[2], 'key') }
`;

interface Scripts {
  seintjeSay(...args: (string | number)[]): Promise<[number: number, theirs: string | null]>;
}

/** Two servers that cannot find each other's signals. */
export class OtherRoomKey extends Unfit {
  readonly sentence = 'Another server runs over this Redis with another ROOM_KEY: all need the same.';
  readonly isCertain = true;
}

/** Which servers of this installation run: each says so in Redis. Without Redis this one is alone. */
@Injectable()
export class Members implements OnModuleInit {
  private stopBeating: Cancel = () => {};
  private since = 0;
  /** Whether no other server ran when this one started. */
  isFirst = true;

  constructor(
    @Inject(REDIS) private readonly redis: SharedRedis | null,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly nodes: Nodes,
  ) {
    redis?.commands.defineCommand('seintjeSay', { numberOfKeys: 2, lua: SAY });
  }

  /** @throws OtherRoomKey */
  async onModuleInit(): Promise<void> {
    const { redis } = this;
    if (!redis) return;
    this.since = this.clock.now();
    const [number, theirs] = await redis.ask((commands) => this.say(commands, 'stays'));
    if (theirs !== this.own) {
      await this.leave();
      throw new OtherRoomKey();
    }
    this.isFirst = number === 1;
    // With an empty memory it knows of nobody: whoever starts then must not be the first.
    redis.onChecked(() => this.stays(redis, redis.commands));
    this.stopBeating = this.clock.every(BEAT, () => void redis.ask((commands) => this.stays(redis, commands)).catch(() => {}));
  }

  /** It stops. Returns whether it was the last one; where that cannot be known it was not. */
  async leave(): Promise<boolean> {
    this.stopBeating();
    const { redis } = this;
    if (!redis) return true;
    return redis
      .ask((commands) => this.say(commands, 'goes'))
      .then(
        ([left]) => left === 0,
        () => false,
      );
  }

  /** With an empty memory a younger one may have started with another key: that one goes. */
  private async stays(redis: SharedRedis, commands: Redis): Promise<void> {
    const [, theirs] = await this.say(commands, 'stays');
    if (theirs !== this.own) redis.fail(new OtherRoomKey());
  }

  /** Stands for the key by which places are named, without telling it. */
  private get own(): string {
    return createHmac('sha256', this.config.roomKey).update('installation').digest('base64url');
  }

  private say(commands: Redis, what: 'stays' | 'goes'): ReturnType<Scripts['seintjeSay']> {
    const now = this.clock.now();
    const keys = ['servers', 'oldest'].map((name) => this.redis!.key(name));
    return (commands as unknown as Scripts).seintjeSay(...keys, now, now - GONE, this.nodes.self, what, this.since, this.own);
  }
}
