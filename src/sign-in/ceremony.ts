import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions } from 'express';
import { Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { Ceremonies } from '../directory/index.js';
import { cookieIn, cookieOptions, type Exchange, hashOf, newSecret, Refused } from '../identity/index.js';

/** How long a person may take to answer, in milliseconds. */
const PATIENCE = 300_000;

/** OpenID Connect Core 1.0, 3.1.2.1, and RFC 7636. */
export interface OpenIdAsked {
  /** Our key of it. */
  issuer: string;
  state: string;
  nonce: string;
  verifier: string;
  /** Whether the person must show anew that they are there. */
  again: boolean;
  /** The id of the session that the browser had: its strict cookie does not come along when a provider leads it back. */
  session: string | null;
  /** Milliseconds. */
  askedAt: number;
}

/** What each kind of sign-in remembers while the browser is busy with it. */
interface Remembered {
  /** `for`: the person who makes a passkey, or whose session is proven anew; null: whoever it will turn out to be. */
  passkey: { challenge: string; for: string | null };
  openid: OpenIdAsked;
}

/** A sign-in under way: begun in one browser, and answered once, from that same browser. */
@Injectable()
export class Ceremony {
  constructor(
    private readonly ceremonies: Ceremonies,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async begin<K extends keyof Remembered>({ response }: Exchange, kind: K, data: Remembered[K]): Promise<void> {
    const secret = newSecret();
    const now = this.clock.now();
    await this.ceremonies.begin({ secretHash: hashOf(secret), kind, data, expiresAt: now + PATIENCE }, now);
    response.cookie(this.nameOf(kind), secret, { ...this.options(kind), maxAge: PATIENCE });
  }

  /** @throws Refused too-late: there is none in this browser, it took too long, or it was answered */
  async take<K extends keyof Remembered>({ request, response }: Exchange, kind: K): Promise<Remembered[K]> {
    const secret = cookieIn(request.headers.cookie, this.nameOf(kind));
    const data = secret && (await this.ceremonies.take(hashOf(secret), kind, this.clock.now()));
    response.clearCookie(this.nameOf(kind), this.options(kind));
    if (!data) throw new Refused('too-late');
    return data as Remembered[K];
  }

  private nameOf(kind: keyof Remembered): string {
    return `${this.config.demonstration ? '' : '__Host-'}seintje-${kind}`;
  }

  private options(kind: keyof Remembered): CookieOptions {
    // A provider leads the browser back from elsewhere, and then a strict cookie is not sent.
    return cookieOptions(this.config, kind === 'openid' ? 'lax' : 'strict');
  }
}
