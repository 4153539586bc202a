import { createHash, randomBytes } from 'node:crypto';

/** The server session's bearer secret: 256 random bits; only its hash is kept (ASVS 7.2). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/**
 * The cookie of one part of the demonstration: each part is signed in by itself in the same browser.
 * null for anything that cannot be a part.
 */
export function cookieName(part: unknown): string | null {
  return typeof part === 'string' && /^[0-9a-f-]{36}$/.test(part) ? `seintje-${part}` : null;
}

/** The value of a named cookie in a Cookie header (RFC 6265 §4.2.1). */
export function cookieIn(header: string | undefined, name: string): string | null {
  const pair = header?.split(/; */).find((each) => each.startsWith(`${name}=`));
  return pair ? pair.slice(name.length + 1) : null;
}
