import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { countingRuns, DATABASE, type Database } from '../directory/index.js';
import { SignalStore } from '../signals/index.js';

/** Whether the memory began after another one, in which something may have been that nobody gives back. */
@Injectable()
export class Restarts implements OnApplicationBootstrap {
  /** When it began, in ms; null: nothing was before it. */
  last: number | null = null;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly store: SignalStore,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    // This very run is among them.
    this.last = (await this.db.$count(countingRuns)) > 1 ? this.store.startedAt : null;
  }
}
