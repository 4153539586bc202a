/** Redis cannot be reached at the start. */
export class RedisUnreachable extends Error {
  /** For the person at the terminal. */
  readonly sentence = 'The Redis server cannot be reached, or does not take its password (REDIS_URL).';
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
