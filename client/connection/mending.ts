import type { Inbox, Wanted } from '../../src/contract/index.js';
import type { Clock } from './clock.js';
import type { Copies } from './copies.js';
import type { Link } from './link.js';
import type { Result } from './live.js';
import type { Outbox } from './outbox.js';
import { NO_ANSWER, PATIENCE } from './wire.js';

/** After these this page lets go of its copy, and nobody else may have one that can be read. */
type Ending = 'signal:hand-back' | 'signal:complete';

interface Parts {
  clock: Clock;
  link: Pick<Link, 'ask' | 'isHere' | 'arrives'>;
  copies: Pick<Copies, 'fetch' | 'sealAnew'>;
  outbox: Pick<Outbox, 'reseal'>;
  /** A device that several people see, or that waits for approval, holds no copy. */
  mayRead(): boolean;
}

/** Seals anew what the server asks of this page; what ends the page's part in a signal is said after that. */
export class Mending {
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: Parts) {}

  /** After every inbox. */
  all({ views, wanted }: Pick<Inbox, 'views' | 'wanted'>): void {
    this.run(async () => {
      await this.parts.copies.fetch(views);
      for (const one of wanted) await this.sealAnew(one);
    });
  }

  one(wanted: Wanted): void {
    this.run(() => this.sealAnew(wanted));
  }

  /** Says it once nothing is being sealed anew, on a connection that has asked for it; gives up after `PATIENCE`. */
  async end(command: Ending, id: string): Promise<Result> {
    const { clock, link } = this.parts;
    const until = clock.local() + PATIENCE;
    const left = () => until - clock.local();
    for (let over: unknown; over !== this.running || !link.isHere;) {
      if (!(await link.arrives(left()))) return NO_ANSWER;
      over = this.running;
      if (!(await this.isOver(left()))) return NO_ANSWER;
    }
    return link.ask(command, { id }, left());
  }

  private run(work: () => Promise<unknown>): void {
    if (this.parts.mayRead()) this.running = Promise.allSettled([this.running, work()]);
  }

  private sealAnew(wanted: Wanted): Promise<void> {
    const { copies, link, outbox } = this.parts;
    return wanted.as === 'sender' ? outbox.reseal(link.ask, wanted) : copies.sealAnew(wanted);
  }

  private isOver(within: number): Promise<boolean> {
    return new Promise((say) => {
      const cancel = this.parts.clock.after(within, () => say(false));
      void this.running.then(() => {
        cancel();
        say(true);
      });
    });
  }
}
