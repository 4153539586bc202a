import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Cancel, Clock } from '../clock/index.js';
import { Log } from '../log/index.js';
import { type Count, Tally } from '../signals/index.js';
import { isClosed, midnightAfter } from './quarters.js';
import { type StoredCount, StoredCounts } from './stored-counts.js';

/**
 * Counts in memory, and stores at every midnight in the Netherlands and at the end, at no other moment: when something is
 * written tells nothing of when something was sent. What cannot be stored waits for the next time.
 */
@Injectable()
export class Counts extends Tally implements OnModuleInit, BeforeApplicationShutdown {
  private pending = new Map<string, StoredCount>();
  private run: string;
  /** Ms; everything until then is stored. */
  private flushedAt: number;
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
    this.flushedAt = this.clock.now();
    this.run = await this.stored.begin(this.flushedAt);
    this.waitForMidnight();
  }

  override count({ region: organisation, sector, quarter, kind }: Count): void {
    this.add({ organisation, sector, quarter, kind, number: 1 });
  }

  /** Before the database closes. */
  beforeApplicationShutdown(): Promise<void> {
    this.stopWaiting();
    return this.flush(true);
  }

  private add(more: StoredCount): void {
    const { organisation, sector, quarter, kind } = more;
    const key = [organisation, sector, quarter, kind].join();
    this.pending.set(key, { ...more, number: (this.pending.get(key)?.number ?? 0) + more.number });
  }

  private waitForMidnight(): void {
    this.stopWaiting = this.clock.at(midnightAfter(this.clock.now()), () => {
      this.waitForMidnight();
      void this.flush(false);
    });
  }

  /** One after the other. */
  private flush(isEnd: boolean): Promise<void> {
    this.flushing = this.flushing.then(() => this.store(isEnd));
    return this.flushing;
  }

  private async store(isEnd: boolean): Promise<void> {
    const now = this.clock.now();
    // A quarter that can be read does not change any more: two readings would tell what was added.
    const batch = [...this.pending.values()].filter(({ quarter }) => !isClosed(quarter, this.flushedAt));
    this.pending = new Map();
    try {
      await this.stored.add(this.run, batch, now, isEnd);
      this.flushedAt = now;
    } catch {
      for (const count of batch) this.add(count);
      this.log.error('counting failed', { code: 'counts-not-stored' });
    }
  }
}
