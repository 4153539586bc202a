import type { Clock } from './clock.js';
import type { Standing } from './standing.js';
import { SignedOut, type Tokens, Undecided } from './tokens.js';
import { type Ask, NO_ANSWER, PATIENCE, type Wire } from './wire.js';

/** How long a socket that may have died in its sleep gets to prove that it lives, in milliseconds. */
const PROOF = 4_000;
const LONGEST_WAIT = 5_000;
/** Between two attempts to renew a token, in milliseconds. */
const RENEWAL_WAIT = 5_000;
/** Between two looks whether another tab said who uses the device, in milliseconds. */
const QUESTION = 60_000;

interface Parts {
  wire: Wire;
  tokens: Tokens;
  clock: Clock;
  standing: Standing;
  /** Everything that has to be said before the page is up to date. False: it was not said, or refused. */
  greet(): Promise<boolean>;
  /** Fetches the inbox within so many milliseconds. False: no answer. */
  refresh(within: number): Promise<boolean>;
  /** It has to be said first who uses this device. */
  undecided(): Promise<void>;
  signedOut(why?: SignedOut): void;
}

/**
 * Keeps the socket up, in one loop: token, connect, greet, stay, and again. Socket.IO's own reconnection
 * is off, since it stops after a refusal and cannot fetch a token.
 */
export class Link {
  private here = false;
  private ended = false;
  private checking = false;
  private renewing = false;
  /** When to come back, as the server said; milliseconds. */
  private backIn: number | null = null;
  private leave = () => {};
  private wake = () => {};
  private readonly waiting = new Set<() => void>();

  constructor(private readonly parts: Parts) {}

  /** Whether the page is up to date. */
  get isHere(): boolean {
    return this.here;
  }

  async run(): Promise<void> {
    for (let failures = 0; !this.ended; failures += 1) {
      let isUndecided = false;
      // The network may come back while an attempt without it is still failing.
      let isAwake = false;
      this.wake = () => {
        isAwake = true;
      };
      try {
        if (await this.stay()) [failures, isAwake] = [0, false];
      } catch (error) {
        if (error instanceof SignedOut) return this.end(error);
        this.parts.wire.disconnect();
        isUndecided = error instanceof Undecided;
      }
      this.parts.standing.gap();
      // Full jitter: after a restart everybody comes back, and not all at once.
      const jitter = 200 + Math.random() * Math.min(LONGEST_WAIT, 1_000 * 2 ** failures);
      const pause = isAwake ? 0 : isUndecided ? QUESTION : jitter;
      const told = this.backIn;
      this.backIn = null;
      if (!this.ended) await this.rest(told ?? pause);
    }
  }

  /** The server restarts, and says when it is this page's turn to come back, in so many milliseconds. */
  comeBack(backIn: number): void {
    this.backIn = backIn;
  }

  /** The socket is gone. */
  closed(): void {
    this.here = false;
    this.parts.standing.gap();
    this.leave();
  }

  /** Whether the page is up to date within so many milliseconds. */
  arrives(within: number): Promise<boolean> {
    if (this.here) return Promise.resolve(true);
    return new Promise((resolve) => {
      const go = () => {
        cancel();
        this.waiting.delete(go);
        resolve(this.here);
      };
      const cancel = this.parts.clock.after(within, go);
      this.waiting.add(go);
    });
  }

  /** Says a command once the page is up to date, and gives up after `PATIENCE`. */
  readonly ask: Ask = async (command, payload, within = PATIENCE) => {
    const askedAt = this.parts.clock.local();
    if (!this.here && !(await this.arrives(within))) return NO_ANSWER;
    const answer = await this.parts.wire.ask(command, payload, within - (this.parts.clock.local() - askedAt));
    if (!answer.ok && answer.code === 'no-answer' && this.here) void this.check();
    return answer;
  };

  /** Tries at once, or makes a socket prove that it still lives. */
  async check(): Promise<void> {
    if (!this.here) return this.wake();
    if (this.checking) return;
    this.checking = true;
    this.parts.standing.gap();
    const lives = await this.parts.refresh(PROOF);
    this.checking = false;
    if (lives && this.here) this.parts.standing.connected();
    else if (lives) this.parts.standing.alive();
    else this.parts.wire.disconnect();
  }

  /** Every second: renews the token in place when it is time. */
  async tick(): Promise<void> {
    const { tokens, wire, clock } = this.parts;
    if (!this.here || this.renewing || !tokens.due()) return;
    this.renewing = true;
    try {
      // A socket that was not prolonged is closed by the server, and comes back with this token.
      await wire.ask('session:renew', { token: await tokens.fresh() });
      this.renewing = false;
    } catch (error) {
      if (error instanceof SignedOut) this.end(error);
      clock.after(RENEWAL_WAIT, () => {
        this.renewing = false;
      });
    }
  }

  /** Closes the socket for good, because of what the server said, or because the person wants that. */
  end(why?: SignedOut): void {
    if (this.ended) return;
    this.ended = true;
    this.parts.wire.disconnect();
    this.closed();
    this.wake();
    this.parts.standing.signedOut();
    this.parts.signedOut(why);
  }

  /** One life of the socket. True when it got so far that the page was up to date. */
  private async stay(): Promise<boolean> {
    const { wire, tokens, standing, undecided } = this.parts;
    const token = await tokens.get();
    if (tokens.use === null) {
      await undecided();
      throw new Undecided();
    }
    await wire.connect(token);
    const left = new Promise<void>((resolve) => {
      this.leave = resolve;
    });
    if (this.ended || !(await this.parts.greet())) {
      wire.disconnect();
      return false;
    }
    this.here = true;
    standing.connected();
    for (const go of this.waiting) go();
    await left;
    return true;
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.parts.clock.after(ms, resolve);
      this.wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
