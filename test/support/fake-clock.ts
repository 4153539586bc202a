import { type Cancel, Clock } from '../../src/clock/index.js';

interface Timer {
  moment: number;
  task: () => void;
}

/** Time that only moves when a test says so. */
export class FakeClock extends Clock {
  private readonly timers = new Set<Timer>();
  /** What else is to come to rest before time goes on. */
  settles: () => Promise<void> = async () => {};

  constructor(private moment: number) {
    super();
  }

  now(): number {
    return this.moment;
  }

  at(moment: number, task: () => void): Cancel {
    const timer = { moment, task };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  every(milliseconds: number, task: () => void): Cancel {
    return every(this, milliseconds, task);
  }

  /** Moves to a moment; everything that falls due on the way happens in order, and what it starts is let finish. */
  async goTo(moment: number): Promise<void> {
    for (;;) {
      const due = [...this.timers].filter((timer) => timer.moment <= moment).sort((a, b) => a.moment - b.moment)[0];
      if (!due) break;
      this.timers.delete(due);
      this.moment = Math.max(this.moment, due.moment);
      due.task();
      await this.settle();
    }
    this.moment = Math.max(this.moment, moment);
    await this.settle();
  }

  private async settle(): Promise<void> {
    await settle();
    await this.settles();
    await settle();
  }

  /** The moment has come, and no timer has run yet. */
  oversleep(moment: number): void {
    this.moment = moment;
  }

  pass(milliseconds: number): Promise<void> {
    return this.goTo(this.moment + milliseconds);
  }

  /** Timers that are still armed. */
  get armed(): number {
    return this.timers.size;
  }
}

/** The same time for one process among others: when it dies, nothing that it waited for happens any more. */
export class ProcessClock extends Clock {
  private readonly waits = new Set<Cancel>();
  private isDead = false;

  constructor(private readonly clock: Clock) {
    super();
  }

  now(): number {
    return this.clock.now();
  }

  at(moment: number, task: () => void): Cancel {
    if (this.isDead) return () => {};
    const stop = this.clock.at(moment, () => {
      this.waits.delete(cancel);
      task();
    });
    const cancel = () => {
      this.waits.delete(cancel);
      stop();
    };
    this.waits.add(cancel);
    return cancel;
  }

  every(milliseconds: number, task: () => void): Cancel {
    return every(this, milliseconds, task);
  }

  dies(): void {
    this.isDead = true;
    for (const cancel of this.waits) cancel();
  }
}

function every(clock: Clock, milliseconds: number, task: () => void): Cancel {
  let cancel: Cancel;
  const arm = () => {
    cancel = clock.at(clock.now() + milliseconds, () => {
      arm();
      task();
    });
  };
  arm();
  return () => cancel();
}

/** Lets promises and what was queued on the event loop come to rest. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** A moment in Dutch local time, as `2027-01-11 08:02`, in ms. */
export function at(local: string): number {
  const guess = Date.parse(`${local.replace(' ', 'T')}:00Z`);
  const offset = (moment: number) => {
    const text = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Amsterdam',
      dateStyle: 'short',
      timeStyle: 'medium',
    }).format(moment);
    return Date.parse(`${text.replace(' ', 'T')}Z`) - moment;
  };
  return guess - offset(guess - offset(guess));
}
