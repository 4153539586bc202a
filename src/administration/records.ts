import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { RecordList } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { type Action, Log, nameOf } from '../log/index.js';

/** What administrators did, or were refused (BIO2 8.15): in the log, and for 180 days where they can read it themselves. */
@Injectable()
export class Records {
  constructor(
    private readonly log: Log,
    private readonly list: RecordList,
    private readonly clock: Clock,
  ) {}

  done(action: Action, caller: Principal, object: string): Promise<void> {
    return this.write(action, caller, object, 'done');
  }

  /** Records what a deed comes to: done, asked of another administrator, or the code of its refusal. */
  async of<T>(action: Action, caller: Principal, object: string, deed: () => Promise<T>): Promise<T> {
    try {
      const outcome = await deed();
      await this.write(action, caller, object, isAsked(outcome) ? 'asked' : 'done');
      return outcome;
    } catch (error) {
      await this.write(action, caller, object, error instanceof Refused ? error.code : 'internal');
      throw error;
    }
  }

  /** Whatever becomes of the record, the deed stays what it came to. */
  private async write(action: Action, { person: actor, organisation }: Principal, object: string, result: string): Promise<void> {
    this.log.record(action, { actor, object, result });
    try {
      await this.list.add({ organisation, at: this.clock.now(), actor, action, object, result });
    } catch (error) {
      this.log.error('a record was not stored', { error: nameOf(error) });
    }
  }
}

function isAsked(outcome: unknown): boolean {
  return typeof outcome === 'object' && outcome !== null && 'done' in outcome && outcome.done === false;
}
