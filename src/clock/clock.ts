/** Ends a wait; harmless when it is over. */
export type Cancel = () => void;

/** The only source of time. Moments are milliseconds since 1970-01-01T00:00Z. */
export abstract class Clock {
  abstract now(): number;
  /** Runs the task once, at the moment or as soon as possible after it. */
  abstract at(moment: number, task: () => void): Cancel;
}

/** Node runs a timer of more than 2^31-1 ms at once, so a long wait is armed again and again. */
const LONGEST_WAIT = 2 ** 31 - 1;

export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  at(moment: number, task: () => void): Cancel {
    let timer: NodeJS.Timeout;
    const arm = () => {
      const wait = moment - this.now();
      timer = wait > LONGEST_WAIT ? setTimeout(arm, LONGEST_WAIT) : setTimeout(task, Math.max(0, wait));
      timer.unref();
    };
    arm();
    return () => clearTimeout(timer);
  }
}
