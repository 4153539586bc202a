import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type Cancel, Clock, midnightAfter, type Quarter, quarterOf } from '../clock/index.js';
import { Log } from '../log/index.js';
import { type Count, Tally } from '../signals/index.js';
import { type Batch, type StoredCount, StoredCounts } from './stored-counts.js';

/**
 * Counts in memory, and stores at every midnight in the Netherlands and at the end, at no other moment: when something is
 * written tells nothing of when something was sent. What cannot be stored waits for the next time.
 */
@Injectable()
export class Counts extends Tally implements OnModuleInit, OnApplicationShutdown {
  private pending = new Map<string, StoredCount>();
  /** No longer pending, and not known to be stored. */
  private batches: Batch[] = [];
  private run: string;
  /** Of the last flush, whatever became of it; ms. */
  private moment: number;
  private flushing: Promise<void> = Promise.resolve();
  private stopWaiting: Cancel = () => {};

  constructor(
    private readonly stored: StoredCounts,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    this.moment = this.clock.now();
    this.run = await this.stored.begin(this.moment);
    this.waitForMidnight();
  }

  override count({ region: organisation, sector, quarter, kind }: Count): void {
    const key = [organisation, sector, quarter, kind].join();
    const number = (this.pending.get(key)?.number ?? 0) + 1;
    this.pending.set(key, { organisation, sector, quarter, kind, number });
  }

  /** When the doors are shut: what is still under way then may count as long as this stores, and is answered to nobody. */
  async onApplicationShutdown(): Promise<void> {
    this.stopWaiting();
    do await this.flush(quarterOf(this.clock.now()), true);
    while (this.pending.size > 0);
  }

  private waitForMidnight(): void {
    const midnight = midnightAfter(this.clock.now());
    this.stopWaiting = this.clock.at(midnight, () => {
      this.waitForMidnight();
      // Of the day that is over: timers wake late.
      void this.flush(quarterOf(midnight - 1), false);
    });
  }

  /** One after the other. */
  private flush(quarter: Quarter, isEnd: boolean): Promise<void> {
    this.flushing = this.flushing.then(() => this.store(quarter, isEnd));
    return this.flushing;
  }

  private async store(quarter: Quarter, isEnd: boolean): Promise<void> {
    // No two flushes have the same one, whatever the machine's clock does: it tells which batches are stored.
    this.moment = Math.max(this.clock.now(), this.moment + 1);
    this.batches.push({ moment: this.moment, counts: [...this.pending.values()] });
    this.pending = new Map();
    try {
      await this.stored.add(this.run, this.batches, quarter, isEnd);
      this.batches = [];
    } catch {
      this.log.error('counting failed', { code: 'counts-not-stored' });
    }
  }
}
