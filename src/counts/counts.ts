import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Cancel, Clock, midnightAfter, type Quarter, quarterOf } from '../clock/index.js';
import { Log } from '../log/index.js';
import { Members } from '../nodes/index.js';
import { SignalStore } from '../signals/index.js';
import { type Batch, Pending, type Run } from './pending.js';
import { StoredCounts } from './stored-counts.js';

/**
 * Stores what was counted at every midnight in the Netherlands and at the end, at no other moment: when something is written tells
 * nothing of when something was sent. What cannot be stored waits for the next time. Of several servers each tries, and one does it.
 */
@Injectable()
export class Counts implements OnModuleInit, OnApplicationShutdown {
  private storing: Promise<void> = Promise.resolve();
  private stopWaiting: Cancel = () => {};

  constructor(
    private readonly pending: Pending,
    private readonly stored: StoredCounts,
    private readonly memory: SignalStore,
    private readonly members: Members,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    // What the memory before it held is lost.
    memory.onBegunAnew(() => void this.stored.begin(this.run).catch(() => this.complain()));
  }

  async onModuleInit(): Promise<void> {
    await this.stored.begin(this.run);
    this.waitForMidnight();
  }

  /** When the doors are shut: what is still under way then may count as long as this stores, and is answered to nobody. */
  async onApplicationShutdown(): Promise<void> {
    this.stopWaiting();
    if (!(await this.members.leave())) return;
    do {
      const now = this.clock.now();
      await this.store(now, quarterOf(now), true);
    } while (this.pending.isLeft);
  }

  /** As long as signals are in one memory, whichever servers come and go. */
  private get run(): Run {
    return { id: this.memory.epoch, beganAt: this.memory.startedAt };
  }

  private waitForMidnight(): void {
    const midnight = midnightAfter(this.clock.now());
    this.stopWaiting = this.clock.at(midnight, () => {
      this.waitForMidnight();
      // Of the day that is over: timers wake late.
      void this.store(midnight, quarterOf(midnight - 1), false);
    });
  }

  /** One after the other. */
  private store(moment: number, quarter: Quarter, isEnd: boolean): Promise<void> {
    this.storing = this.storing.then(() => this.storeAll(moment, quarter, isEnd)).catch(() => this.complain());
    return this.storing;
  }

  private async storeAll(moment: number, quarter: Quarter, isEnd: boolean): Promise<void> {
    const { run } = this;
    // Nothing counts before a run began, and another server's clock, by which it did, may be ahead.
    const batches = await this.pending.close({ run, moment: Math.max(moment, run.beganAt + 1), quarter, isEnd });
    for (const batch of batches) {
      // Another server may have begun in the meantime.
      const isOver = isEnd && isLast(batch, batches) && (await this.members.leave());
      await this.stored.add(batch, isOver);
      await this.pending.stored(batch);
    }
  }

  private complain(): void {
    this.log.error('counting failed', { code: 'counts-not-stored' });
  }
}

function isLast(batch: Batch, batches: Batch[]): boolean {
  return batch === batches.at(-1);
}
