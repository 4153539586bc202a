import { type ReadonlySignal, signal } from '@preact/signals';
import { PATIENCE } from './wire.js';

/** An answer slower than this says too little about the server's clock to correct what is known. */
const TOO_SLOW = 2_000;
/** The machine's clock is this far ahead of the time that went by only where it was set, or the machine slept. */
const JUMP = 5_000;

/** The time of the machine that a page is open on; tests bring their own. All in milliseconds. */
export interface Machine {
  /** The clock on the wall, which anybody can set. */
  now(): number;
  /** The page's own clock (High Resolution Time), which nobody can set. */
  local(): number;
  /** Returns how to cancel it. */
  after(ms: number, work: () => void): () => void;
  every(ms: number, work: () => void): void;
}

const THIS_MACHINE: Machine = {
  now: () => Date.now(),
  local: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, work) => void setInterval(work, ms),
};

/** The server's clock as this page reckons it, and the only timers of the connection. All in milliseconds. */
export class Clock {
  /** The server's time when the page's own clock stood at zero. */
  private zero: number;
  /** What the server's clock has more than the machine's. */
  private offset = 0;
  /** Whether it is known from the server, and not guessed. */
  private learned = false;
  private doubtedFrom: number | null = null;
  private readonly shown = signal(0);
  /** The server's time, moved every second. */
  readonly ticking: ReadonlySignal<number> = this.shown;

  /** `doubted`: it is time to hear from the server what time it is. */
  constructor(
    private readonly doubted: () => void,
    private readonly machine: Machine = THIS_MACHINE,
  ) {
    this.zero = machine.now() - machine.local();
    this.shown.value = this.now();
    machine.every(1_000, () => this.tick());
  }

  now(): number {
    return Math.round(this.local() + this.zero);
  }

  /** The page's own clock: only for how long something takes. */
  local(): number {
    return this.machine.local();
  }

  /** The server's time was in an answer to what was asked at `askedAt` (local): made midway, as in NTP (RFC 5905 §8). */
  learn(serverNow: number, askedAt: number): void {
    const took = this.local() - askedAt;
    if (this.learned && this.doubtedFrom === null && took > TOO_SLOW) return;
    this.learned = true;
    this.set(serverNow + took / 2);
  }

  /** Returns how to cancel it. */
  after(ms: number, work: () => void): () => void {
    return this.machine.after(ms, work);
  }

  private set(now: number): void {
    this.zero = now - this.local();
    this.offset = now - this.machine.now();
    this.doubtedFrom = null;
    this.shown.value = this.now();
  }

  private tick(): void {
    const machine = this.machine.now() + this.offset;
    if (machine - this.now() < JUMP) {
      this.doubtedFrom = null;
    } else if (this.doubtedFrom === null) {
      this.doubtedFrom = this.local();
      this.doubted();
    } else if (this.local() - this.doubtedFrom >= PATIENCE) {
      // The server cannot say, and a machine that slept through the end of the day has to wipe all the same: a guess, until any answer.
      this.set(machine);
      this.learned = false;
    }
    this.shown.value = this.now();
  }
}
