import { type ReadonlySignal, signal } from '@preact/signals';

/** An answer slower than this says too little about the server's clock to correct what is known. */
const TOO_SLOW = 2_000;

/** The server's clock as this page reckons it, and the only timers of the connection. All in milliseconds. */
export class Clock {
  private offset: number | null = null;
  private readonly shown = signal(Date.now());
  /** The server's time, moved every second. */
  readonly ticking: ReadonlySignal<number> = this.shown;

  constructor() {
    setInterval(() => {
      this.shown.value = this.now();
    }, 1_000);
  }

  now(): number {
    return Date.now() + (this.offset ?? 0);
  }

  /** This machine's own clock, which may be wrong: only for how long something takes. */
  local(): number {
    return Date.now();
  }

  /** The server's time was in an answer to what was asked at `askedAt` (local): made midway, as in NTP (RFC 5905 §8). */
  learn(serverNow: number, askedAt: number): void {
    const heardAt = Date.now();
    if (this.offset !== null && heardAt - askedAt > TOO_SLOW) return;
    this.offset = serverNow - (askedAt + heardAt) / 2;
    this.shown.value = this.now();
  }

  /** Returns how to cancel it. */
  after(ms: number, work: () => void): () => void {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  }
}
