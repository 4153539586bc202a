import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type Cancel, Clock } from '../clock/index.js';
import { Log, nameOf } from '../log/index.js';
import { StoreUnavailable } from './store.js';

/** After how long what failed is done again, in ms. */
const PAUSE = 2_000;

/** What nobody waits for: what cannot be done now is done later, until it is done. */
@Injectable()
export class Later implements OnApplicationShutdown {
  private readonly undone = new Map<string, () => Promise<void>>();
  /** Kinds that were complained of, until one of them is done. */
  private readonly told = new Set<string>();
  private stopWaiting: Cancel | null = null;
  private isOver = false;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationShutdown(): void {
    this.isOver = true;
    this.stopWaiting?.();
  }

  /**
   * Does it, now or later; never rejects.
   * @param what names the kind of it in a log line, which says once that it fails, unless signals are away
   * @param of whom or what it is for: of several that cannot be done, the last is done later
   */
  async orLater(what: string, of: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
      this.told.delete(what);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.complain(what, error);
      if (this.isOver) return;
      this.undone.set(`${what} ${of}`, () => this.orLater(what, of, task));
      this.stopWaiting ??= this.clock.every(PAUSE, () => this.again());
    }
  }

  private complain(what: string, error: unknown): void {
    if (this.told.has(what)) return;
    this.told.add(what);
    this.log.error(`${what} failed`, { error: nameOf(error) });
  }

  private again(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
    const tasks = [...this.undone.values()];
    this.undone.clear();
    for (const task of tasks) void task();
  }
}
