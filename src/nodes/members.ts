import { createHmac, randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Cancel, Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { REDIS, type SharedRedis } from '../redis/index.js';

/** How often a server says that it runs, and after how long without that it counts as gone; ms. */
const BEAT = 5_000;
const GONE = 15_000;

/** KEYS: the sorted set of servers, by when they were heard. ARGV: now, what is too long ago, who it is, whether it stays. Returns how many there are. */
const SAY = `
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[2])
if ARGV[4] == 'stays' then redis.call('ZADD', KEYS[1], ARGV[1], ARGV[3]) else redis.call('ZREM', KEYS[1], ARGV[3]) end
redis.call('PEXPIRE', KEYS[1], 3600000)
return redis.call('ZCARD', KEYS[1])
`;

interface Scripts {
  seintjeSay(...args: (string | number)[]): Promise<number>;
}

/** Two servers that cannot find each other's signals. */
export class OtherRoomKey extends Error {
  /** For the person at the terminal. */
  readonly sentence = 'Another server runs over this Redis with another ROOM_KEY: all need the same.';
}

/** Which servers of this installation run: each says so in Redis. Without Redis this one is alone. */
@Injectable()
export class Members implements OnModuleInit {
  private readonly self = randomUUID();
  private stopBeating: Cancel = () => {};
  /** Whether no other server ran when this one started. */
  isFirst = true;

  constructor(
    @Inject(REDIS) private readonly redis: SharedRedis | null,
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    redis?.commands.defineCommand('seintjeSay', { numberOfKeys: 1, lua: SAY });
  }

  /** @throws OtherRoomKey */
  async onModuleInit(): Promise<void> {
    if (!this.redis) return;
    this.isFirst = (await this.say(this.redis, 'stays')) === 1;
    await this.mustAgree(this.redis).catch(async (error: unknown) => {
      await this.leave();
      throw error;
    });
    const { redis } = this;
    this.stopBeating = this.clock.every(BEAT, () => void this.say(redis, 'stays').catch(() => {}));
  }

  /** It stops. Returns whether it was the last one; where that cannot be known it was not. */
  async leave(): Promise<boolean> {
    this.stopBeating();
    if (!this.redis) return true;
    return this.say(this.redis, 'goes').then(
      (left) => left === 0,
      () => false,
    );
  }

  /** The first one says by which key places are named, without telling it. */
  private async mustAgree(redis: SharedRedis): Promise<void> {
    const own = createHmac('sha256', this.config.roomKey).update('installation').digest('base64url');
    const key = redis.key('installation');
    if (this.isFirst) await redis.ask((commands) => commands.set(key, own));
    // After a loss of its memory nobody has said so.
    else if (((await redis.ask((commands) => commands.set(key, own, 'NX', 'GET'))) ?? own) !== own) throw new OtherRoomKey();
  }

  private say(redis: SharedRedis, what: 'stays' | 'goes'): Promise<number> {
    const now = this.clock.now();
    return redis.ask((commands) =>
      (commands as unknown as Scripts).seintjeSay(redis.key('servers'), now, now - GONE, this.self, what),
    );
  }
}
