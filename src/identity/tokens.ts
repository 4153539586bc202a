import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';
import { Clock } from '../clock/index.js';
import { CONFIG } from '../config/index.js';
import type { Config } from '../config/index.js';
import { LIMITS } from '../contract/index.js';

/** RFC 9068: what kind of JWT this is, so that no other kind is taken for it (RFC 8725 §3.11). */
export const TOKEN_TYPE = 'at+jwt';
export const ALGORITHM = 'ES256';

/** Mints access tokens: ES256, at most ten minutes, no role in it. */
@Injectable()
export class Tokens {
  /** Made once: a key that is parsed at every verification doubles the cost of a handshake. */
  private readonly current: Key;
  /** The key before this one: good for as long as a token can still live that it signed before this start. */
  private readonly previous: (Key & { until: number }) | null;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.current = keyOf(config.signingKey);
    const { previousSigningKey } = config;
    this.previous = previousSigningKey && { ...keyOf(previousSigningKey), until: clock.now() + LIMITS.tokenLife };
  }

  /** The public key that a token names by its `kid`; null where it is none of ours, or retired. */
  keyFor(kid: unknown): KeyObject | null {
    if (kid === this.current.id) return this.current.publicKey;
    const { previous } = this;
    return previous && kid === previous.id && this.clock.now() < previous.until ? previous.publicKey : null;
  }

  async mint(session: { id: string; person: string; expiresAt: number }): Promise<{ token: string; expiresAt: number }> {
    const now = this.clock.now();
    const expiresAt = Math.floor(Math.min(now + LIMITS.tokenLife, session.expiresAt) / 1000) * 1000;
    const token = await new SignJWT({ sid: session.id })
      .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: this.current.id })
      .setSubject(session.person)
      .setIssuer(this.config.issuer)
      .setAudience(this.config.audience)
      .setIssuedAt(Math.floor(now / 1000))
      .setExpirationTime(expiresAt / 1000)
      .sign(this.config.signingKey);
    return { token, expiresAt };
  }
}

interface Key {
  /** The hash of the public key. */
  id: string;
  publicKey: KeyObject;
}

function keyOf(signingKey: KeyObject): Key {
  const publicKey = createPublicKey(signingKey);
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { id: createHash('sha256').update(spki).digest('base64url'), publicKey };
}
