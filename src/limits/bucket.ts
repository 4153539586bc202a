import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Rate } from './limits.js';

/** How far somebody is over their limit. */
export interface Over {
  /** What they asked for within the time, this included. */
  consumed: number;
  /** Whole seconds until it is taken again. */
  wait: number;
}

/** A rate for each of many keys, in memory; by the machine's own clock, since the library reads no other. */
export class Bucket {
  private readonly limiter: RateLimiterMemory;

  constructor({ points, seconds }: Rate) {
    this.limiter = new RateLimiterMemory({ points, duration: seconds, keyPrefix: '' });
  }

  /** @returns null within the limit */
  async take(key: string): Promise<Over | null> {
    try {
      await this.limiter.consume(key);
      return null;
    } catch (thrown) {
      const { consumedPoints, msBeforeNext } = thrown as RateLimiterRes;
      return { consumed: consumedPoints, wait: Math.ceil(msBeforeNext / 1000) };
    }
  }

  /** It does not count after all. */
  async giveBack(key: string): Promise<void> {
    await this.limiter.reward(key);
  }
}
