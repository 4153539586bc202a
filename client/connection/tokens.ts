import type { AccessToken, DeviceUse } from '../../src/contract/index.js';
import type { Clock } from './clock.js';
import { PATIENCE } from './wire.js';

/** The session has ended: only a person can sign in again. */
export class SignedOut extends Error {}

/** Somebody else has signed in in this browser: what is in this page is not theirs. */
export class SomebodyElse extends SignedOut {}

/** It has to be said first who uses this device. */
export class Undecided extends Error {}

/** The server answered otherwise than with a token, or not at all: worth another try. */
export class Unreachable extends Error {}

/** In milliseconds. */
const AGAIN = 300;

/** The part of a page that is nobody's in the demonstration: the one that there is where people really sign in. */
export const OWN = 'own';

/** The demonstration keeps its parts apart by name. */
export function headersOf(part: string): Record<string, string> {
  return part === OWN ? {} : { 'X-Seintje-Part': part };
}

/** The access tokens (RFC 9068) of one part: minted from the session's cookie, kept in this tab's memory only. */
export class Tokens {
  private held: { token: string; renewAt: number } | null = null;
  /** Who uses this device, as the newest token said; null: nobody has said yet. */
  use: DeviceUse | null = null;
  /** Whose page this is, from the first token on. */
  private person: string | undefined;

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
    let askedAt = this.clock.local();
    let response = await this.request('/v1/session/token', 'POST');
    if (response.status === 401) {
      // Another tab may be getting another cookie at this very moment, for a proof given there.
      await new Promise<void>((again) => this.clock.after(AGAIN, again));
      askedAt = this.clock.local();
      response = await this.request('/v1/session/token', 'POST');
    }
    if (response.status === 401) {
      // The answer has the browser clear what it still keeps of a session that ended by itself, or from elsewhere.
      if (this.part === OWN) await this.end();
      throw new SignedOut();
    }
    const { token, person, expiresAt, now, use = null } = (await response.json().catch(() => ({}))) as Partial<AccessToken>;
    if (!response.ok || !token || !expiresAt || !now) throw new Unreachable();
    this.person ??= person;
    if (this.person !== person) throw new SomebodyElse();
    this.clock.learn(now, askedAt);
    this.use = use;
    const life = expiresAt - now;
    // Timers of a hidden tab may fire only once a minute: a minute before the end has to leave room for that.
    this.held = { token, renewAt: expiresAt - Math.min(90_000, life / 3) };
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
    const signal = AbortSignal.timeout(PATIENCE);
    const how = { method, headers: headersOf(this.part), signal, cache: 'no-store', credentials: 'same-origin' } as const;
    return this.fetch(path, how).catch(() => {
      throw new Unreachable();
    });
  }
}
