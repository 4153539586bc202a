import { type Count, countName, type Tally } from '../signals/index.js';
import type { Batch, Ending, Pending, StoredCount } from './pending.js';

/** In this process, which alone counts. */
export class MemoryPending implements Pending, Tally {
  private counts = new Map<string, StoredCount>();
  private batches: Batch[] = [];
  /** When it was closed last, in ms. */
  private moment = 0;

  count(count: Count): void {
    const { region: organisation, ...what } = count;
    const name = countName(count);
    this.counts.set(name, { organisation, ...what, number: (this.counts.get(name)?.number ?? 0) + 1 });
  }

  async close({ isEnd, ...ending }: Ending): Promise<Batch[]> {
    const moment = isEnd ? Math.max(ending.moment, this.moment + 1) : ending.moment;
    if (moment > this.moment) {
      this.batches.push({ ...ending, moment, counts: [...this.counts.values()] });
      this.counts = new Map();
      this.moment = moment;
    }
    return [...this.batches];
  }

  async stored(batch: Batch): Promise<void> {
    this.batches = this.batches.filter(({ moment }) => moment !== batch.moment);
  }

  get isLeft(): boolean {
    return this.counts.size > 0;
  }
}
