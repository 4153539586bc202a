import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { countingRuns, DATABASE, type Database } from '../directory/index.js';
import { SignalStore } from '../signals/index.js';
import { Connections } from '../sockets/index.js';

/** Whether the memory began after another one, in which something may have been that nobody gives back. */
@Injectable()
export class Restarts implements OnApplicationBootstrap {
  private isFirst = true;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    private readonly store: SignalStore,
    connections: Connections,
  ) {
    // Pages that stayed connected do not know of it: they come back, and give back what they keep.
    store.onBegunAnew(() => {
      this.isFirst = false;
      connections.comeBack();
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    // This very run is among them.
    if ((await this.db.$count(countingRuns)) > 1) this.isFirst = false;
  }

  /** When it began, in ms; null: nothing was before it. */
  get last(): number | null {
    return this.isFirst ? null : this.store.startedAt;
  }
}
