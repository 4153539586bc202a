import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Principal, Refused } from '../../identity/index.js';
import { isRunning, isSeenBy, type Remembered } from './batch.js';

/** Milliseconds after which nobody comes back to what they began. */
const FORGOTTEN = 12 * 3_600_000;

/** The server stops: what was approved waits to be approved anew. */
export class Stopping extends Error {}

/** The batches that this process remembers: gone when it stops, but for what waits for a second administrator. */
@Injectable()
export class BatchList implements OnModuleDestroy {
  private readonly batches = new Map<string, Remembered>();
  private readonly working = new Set<Promise<void>>();

  /** What goes on ends, and nothing of it is written, before the database is closed. */
  async onModuleDestroy(): Promise<void> {
    for (const batch of this.batches.values()) batch.abort.abort(new Stopping());
    await Promise.allSettled(this.working);
  }

  /**
   * Those that the same person began before go, but for what another one approved, who finds there what came of it; and those that
   * nobody came back to.
   * @throws Refused busy
   */
  begin(batch: Remembered): void {
    const own = [...this.batches.values()].filter(({ by, approvedBy }) => by === batch.by && approvedBy === null);
    // What is being read can be given up for this; what is being written cannot.
    const replaced = own.filter(({ state }) => state !== 'applying');
    this.mustBeFree(batch.organisation, replaced);
    for (const each of replaced) this.forget(each);
    for (const each of this.batches.values())
      if (!isRunning(each) && (each.decidedAt ?? each.begunAt) + FORGOTTEN <= batch.begunAt) this.forget(each);
    this.batches.set(batch.id, batch);
  }

  /** One that waited for a second administrator. @throws Refused busy */
  resume(batch: Remembered): void {
    this.mustBeFree(batch.organisation, []);
    this.batches.set(batch.id, batch);
  }

  /** One at a time of an organisation is read or written. @throws Refused busy */
  mustBeFree(organisation: string, besides: Remembered[]): void {
    const others = [...this.batches.values()].filter((each) => each.organisation === organisation && !besides.includes(each));
    if (others.some(isRunning)) throw new Refused('busy');
  }

  forget(batch: Remembered): void {
    batch.abort.abort();
    this.batches.delete(batch.id);
  }

  /** Null where this person knows of none. */
  find(id: string, caller: Principal): Remembered | null {
    const batch = this.batches.get(id);
    return batch && isSeenBy(batch, caller) ? batch : null;
  }

  /** Those of which this person knows. */
  seenBy(caller: Principal): Remembered[] {
    return [...this.batches.values()].filter((batch) => isSeenBy(batch, caller));
  }

  /** Goes on by itself, and is waited for when the server stops. It must not throw. */
  work(task: Promise<void>): void {
    this.working.add(task);
    void task.finally(() => this.working.delete(task));
  }
}
