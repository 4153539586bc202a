import { Injectable } from '@nestjs/common';
import { type Principal, Refused } from '../identity/index.js';
import { type Action, Log } from '../log/index.js';

/** What administrators did, or were refused (BIO2 8.15). */
@Injectable()
export class Records {
  constructor(private readonly log: Log) {}

  done(action: Action, { person: actor }: Principal, object: string): void {
    this.log.record(action, { actor, object, result: 'done' });
  }

  /** Records what a deed comes to: done, asked of another administrator, or the code of its refusal. */
  async of<T>(action: Action, { person: actor }: Principal, object: string, deed: () => Promise<T>): Promise<T> {
    try {
      const outcome = await deed();
      this.log.record(action, { actor, object, result: isAsked(outcome) ? 'asked' : 'done' });
      return outcome;
    } catch (error) {
      this.log.record(action, { actor, object, result: error instanceof Refused ? error.code : 'internal' });
      throw error;
    }
  }
}

function isAsked(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'done' in outcome && outcome.done === false;
}
