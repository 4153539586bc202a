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
  /** What was complained of, until it is done. */
  private readonly told = new Set<string>();
  private stopWaiting: Cancel | null = null;

  constructor(
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onApplicationShutdown(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
  }

  /**
   * Does it, now or later; never rejects.
   * @param what names the kind of it in a log line, which says once that it fails, unless signals are away
   * @param of whom or what it is for: of several that cannot be done, the last is done later
   */
  async orLater(what: string, of: string, task: () => Promise<void>): Promise<void> {
    const name = `${what} ${of}`;
    try {
      await task();
      this.told.delete(name);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) this.complain(what, name, error);
      this.undone.set(name, () => this.orLater(what, of, task));
      this.stopWaiting ??= this.clock.every(PAUSE, () => this.again());
    }
  }

  private complain(what: string, name: string, error: unknown): void {
    if (this.told.has(name)) return;
    this.told.add(name);
    this.log.error(`${what} failed`, { error: nameOf(error) });
  }

  private again(): void {
    this.onApplicationShutdown();
    const tasks = [...this.undone.values()];
    this.undone.clear();
    for (const task of tasks) void task();
  }
}
