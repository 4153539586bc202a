import type { Machine } from '../../client/connection/clock.js';
import type { Clock } from '../../src/clock/index.js';
import { ProcessClock } from './fake-clock.js';

/** The machine that a page is open on, in a test's time. While it sleeps its timers stand still, and so does the page's own clock. */
export class PageMachine implements Machine {
  private readonly timers: ProcessClock;
  private asleepFrom: number | null = null;
  private slept = 0;
  /** What fell due in a sleep. */
  private readonly late: (() => void)[] = [];

  constructor(clock: Clock) {
    this.timers = new ProcessClock(clock);
  }

  now(): number {
    return this.timers.now();
  }

  local(): number {
    return (this.asleepFrom ?? this.now()) - this.slept;
  }

  after(ms: number, work: () => void): () => void {
    let isCancelled = false;
    const run = () => !isCancelled && work();
    // The clock that it shares with the server has whole milliseconds.
    const cancel = this.timers.at(this.now() + Math.ceil(ms), () => {
      if (this.asleepFrom === null) run();
      else this.late.push(run);
    });
    return () => {
      isCancelled = true;
      cancel();
    };
  }

  every(ms: number, work: () => void): void {
    this.after(ms, () => {
      this.every(ms, work);
      work();
    });
  }

  sleeps(): void {
    this.asleepFrom ??= this.now();
  }

  wakes(): void {
    if (this.asleepFrom === null) return;
    this.slept += this.now() - this.asleepFrom;
    this.asleepFrom = null;
    for (const work of this.late.splice(0)) work();
  }

  /** The page is closed: nothing that it waited for happens any more. */
  dies(): void {
    this.timers.dies();
    this.late.length = 0;
  }
}
