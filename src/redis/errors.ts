/** Redis cannot be reached at the start. */
export class RedisUnreachable extends Error {
  /** For the person at the terminal. */
  readonly sentence = 'The Redis server cannot be reached, or does not take its password (REDIS_URL).';
}

/** Why a server must not go on over this Redis. */
export abstract class Unfit extends Error {
  /** For the person at the terminal. */
  abstract readonly sentence: string;
  /** Whether that is certain; else it may be over in a moment, and nothing is asked until then. */
  abstract readonly isCertain: boolean;
}

/** Another one has taken its place: here nothing can be written. */
export class RedisIsReplica extends Unfit {
  readonly sentence = 'The Redis server is a replica: REDIS_URL must lead to the one that it follows.';
  readonly isCertain = false;
}

/** What ends, and who is gone, is by each server's own clock: one that is ahead would take everything away. */
export class ClocksDiffer extends Error {
  /** For the person at the terminal. */
  readonly sentence =
    'The clocks of this machine and of the Redis server (REDIS_URL) differ by more than 5 seconds: NTP must keep both.';
}

/** Redis lets its user do less than the server does. */
export class RedisForbids extends Error {
  /** For the person at the terminal: what it was names a command, key or channel, and nothing that is kept. */
  readonly sentence: string;

  constructor({ message }: Error) {
    super('Redis forbids');
    this.sentence = `The Redis user of REDIS_URL needs more rights (docs/several-machines.md): ${message}`;
  }
}

/** Redis does not answer now: what was under way may have been done. */
export class RedisAway extends Error {}

/** Redis refuses what nobody foresaw. The client's own error holds all that was sent: it is not passed on. */
export class RedisFault extends Error {
  /** What the refusal begins with, such as WRONGTYPE. */
  readonly code: string | undefined;

  constructor({ message }: Error) {
    super('Redis refuses');
    this.code = /^[A-Z]+/.exec(message)?.[0];
  }
}
