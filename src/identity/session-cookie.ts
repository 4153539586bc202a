import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CookieOptions, Request, Response } from 'express';
import { CONFIG, type Config } from '../config/index.js';

/** A bearer secret: 256 random bits; only its hash is kept (ASVS 7.2). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** The value of a named cookie in a Cookie header (RFC 6265 §4.2.1). */
export function cookieIn(header: string | undefined, name: string): string | null {
  const pair = header?.split(/; */).find((each) => each.startsWith(`${name}=`));
  return pair ? pair.slice(name.length + 1) : null;
}

/** The cookie of one part of the demonstration: each part is signed in by itself in the same browser. */
export function cookieName(part: string): string {
  return `seintje-${part}`;
}

/** A request of a browser, and what it is answered. */
export interface Exchange {
  request: Request;
  response: Response;
  /** Of the demonstration; where left out, the one that the request names. */
  part?: string;
}

/** `__Host-` asks for Secure, Path=/ and no Domain; browsers take it from http://localhost too. */
export function cookieOptions({ demonstration }: Config, sameSite: 'strict' | 'lax'): CookieOptions {
  return { httpOnly: true, sameSite, secure: !demonstration, path: '/' };
}

const PART = /^[0-9a-f-]{36}$/;

/** The cookie that a session is held by: for this host alone, out of scripts' reach, and never sent from elsewhere. */
@Injectable()
export class SessionCookie {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  read(exchange: Pick<Exchange, 'request' | 'part'>): string | null {
    const name = this.nameFor(exchange);
    return name && cookieIn(exchange.request.headers.cookie, name);
  }

  /** @param maxAge milliseconds; null: gone with the browser */
  write(exchange: Exchange, secret: string, maxAge: number | null): void {
    const name = this.nameFor(exchange);
    if (name) exchange.response.cookie(name, secret, { ...this.options(), ...(maxAge !== null && { maxAge }) });
  }

  /**
   * What the browser kept for our origin goes too (W3C Clear Site Data), the device key with it; in the demonstration other parts
   * share that. Not "cookies": those of the organisation's other sites, under the same domain, would go with them.
   */
  clear(exchange: Exchange): void {
    const name = this.nameFor(exchange);
    if (name) exchange.response.clearCookie(name, this.options());
    if (!this.config.demonstration) exchange.response.set('Clear-Site-Data', '"cache", "storage"');
  }

  /** Null for anything that cannot be a part of the demonstration. */
  private nameFor({
    request,
    part = request.headers['x-seintje-part'] as string,
  }: Pick<Exchange, 'request' | 'part'>): string | null {
    if (!this.config.demonstration) return '__Host-seintje';
    return typeof part === 'string' && PART.test(part) ? cookieName(part) : null;
  }

  private options(): CookieOptions {
    return cookieOptions(this.config, 'strict');
  }
}
