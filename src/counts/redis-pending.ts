import type { Quarter } from '../clock/index.js';
import type { CountKind, Sector } from '../contract/index.js';
import type { SharedRedis } from '../redis/index.js';
import { COUNTS_KEPT, COUNTS_KEY } from '../signals/index.js';
import type { Batch, Ending, Pending } from './pending.js';

/**
 * What was counted becomes a batch, once for a day.
 * KEYS: the counts by name, which the store of signals adds up; the batches, by their moment; the last moment. ARGV: the moment, which
 * at the end is a later one where it was; whether this is the end; the batch as JSON, without moment and counts; for how long it is kept.
 */
const CLOSE = `
local last = tonumber(redis.call('GET', KEYS[3]) or '0')
local moment = tonumber(ARGV[1])
if ARGV[2] == 'end' then moment = math.max(moment, last + 1) end
if moment > last then
  local counts = redis.call('HGETALL', KEYS[1])
  local text = #counts == 0 and '[]' or cjson.encode(counts)
  local whole = string.format('%.0f', moment)
  redis.call('ZADD', KEYS[2], whole, '{"moment":' .. whole .. ',"counted":' .. text .. ',"batch":' .. ARGV[3] .. '}')
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
  redis.call('DEL', KEYS[1])
  redis.call('SET', KEYS[3], whole, 'PX', ARGV[4])
end
return redis.call('ZRANGE', KEYS[2], 0, -1)
`;

interface Scripts {
  seintjeClose(...args: (string | number)[]): Promise<string[]>;
}

interface Kept {
  moment: number;
  /** Names and numbers in turn. */
  counted: string[];
  batch: Pick<Batch, 'run' | 'quarter'>;
}

/** In the Redis that several servers share: a server that is killed loses none. */
export class RedisPending implements Pending {
  /** What is counted stays there, whichever server counted it. */
  readonly isLeft = false;

  constructor(private readonly redis: SharedRedis) {
    redis.commands.defineCommand('seintjeClose', { numberOfKeys: 3, lua: CLOSE });
  }

  /** @throws RedisAway */
  async close({ moment, isEnd, ...batch }: Ending): Promise<Batch[]> {
    const keys = [COUNTS_KEY, 'batches', 'counted'].map((name) => this.redis.key(name));
    const kept = await this.redis.ask((commands) =>
      (commands as unknown as Scripts).seintjeClose(...keys, moment, isEnd ? 'end' : '', JSON.stringify(batch), COUNTS_KEPT),
    );
    return kept.map((text) => batchOf(JSON.parse(text) as Kept));
  }

  /** @throws RedisAway */
  async stored({ moment }: Batch): Promise<void> {
    await this.redis.ask((commands) => commands.zremrangebyscore(this.redis.key('batches'), moment, moment));
  }
}

function batchOf({ moment, counted, batch }: Kept): Batch {
  const counts = counted.flatMap((name, at) => {
    const [organisation, sector, quarter, kind] = name.split(',') as [string, Sector, Quarter, CountKind];
    return at % 2 === 0 ? [{ organisation, sector, quarter, kind, number: Number(counted[at + 1]) }] : [];
  });
  return { ...batch, moment, counts };
}
