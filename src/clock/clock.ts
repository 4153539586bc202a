/** Ends a wait; harmless when it is over. */
export type Cancel = () => void;

/** The only source of time. Moments are milliseconds since 1970-01-01T00:00Z. */
export abstract class Clock {
  abstract now(): number;
  /** Runs the task once, at the moment or as soon as possible after it. */
  abstract at(moment: number, task: () => void): Cancel;
  /** Runs the task every so many milliseconds, also while the machine's clock is set back. */
  abstract every(milliseconds: number, task: () => void): Cancel;
}

/**
 * A wait is armed again at least every minute: Node runs a timer of more than 2^31-1 ms at once, and a machine that
 * sleeps, or whose clock is set, would otherwise be late by as much.
 */
const LONGEST_WAIT = 60_000;

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  at(moment: number, task: () => void): Cancel {
    let timer: NodeJS.Timeout;
    const arm = () => {
      timer = setTimeout(wake, Math.min(Math.max(0, moment - this.now()), LONGEST_WAIT));
      timer.unref();
    };
    // Node wakes a millisecond early now and then; the task may rely on its moment having come.
    const wake = () => (this.now() < moment ? arm() : task());
    arm();
    return () => clearTimeout(timer);
  }

  every(milliseconds: number, task: () => void): Cancel {
    const timer = setInterval(task, milliseconds);
    timer.unref();
    return () => clearInterval(timer);
  }
}
