import type { Redis } from 'ioredis';
import { RedisIsReplica, Unfit } from './errors.js';

/** What a setting must say, so that nothing of a signal reaches a disk, and nothing is dropped unseen. */
const RULES: Record<string, { must: string; holds: (value: string) => boolean }> = {
  save: { must: 'save ""', holds: (value) => value === '' },
  appendonly: { must: 'appendonly no', holds: (value) => value === 'no' },
  'maxmemory-policy': { must: 'maxmemory-policy noeviction', holds: (value) => value === 'noeviction' },
  // What it tells of a fault of its own holds the command that it was at.
  'crash-log-enabled': { must: 'crash-log-enabled no', holds: (value) => value === 'no' },
  // What it is told to save when it stops, whatever `save` says.
  'shutdown-on-sigint': { must: 'shutdown-on-sigint default', holds: savesNothing },
  'shutdown-on-sigterm': { must: 'shutdown-on-sigterm default', holds: savesNothing },
  'repl-diskless-sync': { must: 'repl-diskless-sync yes', holds: (value) => value === 'yes' },
};
/** A replica that loads by way of a file writes all it is sent to its disk. */
const REPLICA_RULES: typeof RULES = {
  'repl-diskless-load': {
    must: 'repl-diskless-load swapdb or on-empty-db',
    holds: (value) => ['swapdb', 'on-empty-db'].includes(value),
  },
};

function savesNothing(value: string): boolean {
  return !value.split(' ').includes('save');
}

/** Redis could write what it holds, or drop it. */
export class RedisNotVolatile extends Unfit {
  readonly sentence: string;

  /** @param isCertain whether it says so itself; else a replica cannot be asked, which may be gone in a moment */
  constructor(
    readonly faults: string[],
    readonly isCertain: boolean,
  ) {
    super('Redis is not volatile');
    this.sentence = `Redis must hold everything in memory alone: ${faults.join('; ')}.`;
  }
}

/**
 * Holds a Redis server that follows no other, every replica that it has now, and theirs, to keeping everything in memory alone.
 * @param known replicas that need not answer: they were found so, and may be gone in a moment
 * @returns those that answered
 * @throws RedisIsReplica
 * @throws RedisNotVolatile naming each setting that must be another one, or that cannot be read
 */
export async function mustBeVolatile(redis: Redis, known: ReadonlyMap<string, unknown>): Promise<string[]> {
  const replication = await redis.info('replication');
  if (isReplica(replication)) throw new RedisIsReplica();
  const { faults, asked, silent } = await judged(redis, replication);
  const unknown = silent.filter((replica) => !known.has(replica));
  const doubts = unknown.map((replica) => `its replica ${replica} cannot be asked for its settings`);
  if (faults.length + doubts.length > 0) throw new RedisNotVolatile([...faults, ...doubts], faults.length > 0);
  return asked;
}

/** What must be another one, and which replicas could be asked or not, by host and port. */
interface Judgement {
  faults: string[];
  asked: string[];
  silent: string[];
}

/** @param replication what it says of whom it follows, and who follows it */
async function judged(redis: Redis, replication: string): Promise<Judgement> {
  const judgement: Judgement = { faults: await faultsOf(redis, isReplica(replication)), asked: [], silent: [] };
  for (const replica of replicasIn(replication)) {
    const found = await judgedReplica(redis, replica);
    judgement[found ? 'asked' : 'silent'].push(replica, ...(found?.asked ?? []));
    judgement.silent.push(...(found?.silent ?? []));
    judgement.faults.push(...(found?.faults ?? []).map((fault) => `${fault} (on its replica ${replica})`));
  }
  return judgement;
}

/** Host and port of each replica, from lines such as `slave0:ip=10.0.0.2,port=6379,state=online,…`. */
function replicasIn(replication: string): string[] {
  return [...replication.matchAll(/^slave\d+:ip=([^,]+),port=(\d+)/gm)].map(([, host, port]) => `${host}:${port}`);
}

/** Null where it does not answer. */
async function judgedReplica(redis: Redis, replica: string): Promise<Judgement | null> {
  // An IPv6 address has colons of its own.
  const colon = replica.lastIndexOf(':');
  const [host, port] = [replica.slice(0, colon), Number(replica.slice(colon + 1))];
  // One that is being filled answers for its settings, and is not ready for long.
  const options = { host, port, path: undefined, lazyConnect: true, retryStrategy: null, enableReadyCheck: false };
  const connection = redis.duplicate(options);
  connection.on('error', () => {});
  try {
    await connection.connect();
    return await judged(connection, await connection.info('replication'));
  } catch {
    return null;
  } finally {
    connection.disconnect();
  }
}

/** Whether it follows another one. */
function isReplica(replication: string): boolean {
  return /^role:slave/m.test(replication);
}

async function faultsOf(redis: Redis, follows: boolean): Promise<string[]> {
  const rules = Object.entries({ ...RULES, ...(follows && REPLICA_RULES) });
  const faults = await Promise.all(
    rules.map(async ([setting, { must, holds }]) => {
      const value = await settingOf(redis, setting);
      if (value === 'NOPERM') return [`${setting} cannot be read (its user must be allowed +config|get)`];
      if (value === undefined) return [`it does not know ${setting} (Redis 7 or newer is needed)`];
      return holds(value) ? [] : [`it needs ${must}`];
    }),
  );
  return faults.flat();
}

async function settingOf(redis: Redis, name: string): Promise<string | undefined> {
  try {
    const [, value] = (await redis.config('GET', name)) as [string, string] | [];
    return value;
  } catch (error) {
    if ((error as Error).message.startsWith('NOPERM')) return 'NOPERM';
    throw error;
  }
}
