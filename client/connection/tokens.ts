import type { Clock } from './clock.js';
import { PATIENCE } from './wire.js';

/** The session has ended: only a person can sign in again. */
export class SignedOut extends Error {}

/** The server answered otherwise than with a token, or not at all: worth another try. */
export class Unreachable extends Error {}

interface Token {
  token: string;
  /** Milliseconds, the server's clock. */
  expiresAt: number;
}

/** The access tokens (RFC 9068) of one part: minted from the session's cookie, kept in this tab's memory only. */
export class Tokens {
  private held: (Token & { renewAt: number }) | null = null;

  constructor(
    private readonly part: string,
    private readonly clock: Clock,
    private readonly fetch: typeof globalThis.fetch,
  ) {}

  /** The held token while it is good for a while, else a fresh one. @throws SignedOut, Unreachable */
  async get(): Promise<string> {
    return this.held && !this.due() ? this.held.token : this.fresh();
  }

  /** @throws SignedOut, Unreachable */
  async fresh(): Promise<string> {
    const askedAt = this.clock.local();
    const response = await this.request('/v1/session/token', 'POST');
    if (response.status === 401) throw new SignedOut();
    const { token, expiresAt, now } = (await response.json().catch(() => ({}))) as Partial<Token & { now: number }>;
    if (!response.ok || !token || !expiresAt || !now) throw new Unreachable();
    this.clock.learn(now, askedAt);
    const life = expiresAt - now;
    // Timers of a hidden tab may fire only once a minute: a minute before the end has to leave room for that.
    this.held = { token, expiresAt, renewAt: expiresAt - Math.min(90_000, life / 3) };
    return token;
  }

  /** Whether it is time for another token. */
  due(): boolean {
    return this.held !== null && this.clock.now() >= this.held.renewAt;
  }

  drop(): void {
    this.held = null;
  }

  /** Ends the session on the server. False: it did not answer so. */
  async end(): Promise<boolean> {
    this.drop();
    const response = await this.request('/v1/session', 'DELETE').catch(() => null);
    return response !== null && (response.ok || response.status === 401);
  }

  private async request(path: string, method: string): Promise<Response> {
    const headers = { 'X-Seintje-Part': this.part };
    const signal = AbortSignal.timeout(PATIENCE);
    return this.fetch(path, { method, headers, signal, credentials: 'same-origin', cache: 'no-store' }).catch(() => {
      throw new Unreachable();
    });
  }
}
