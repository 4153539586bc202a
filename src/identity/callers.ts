import { Inject, Injectable } from '@nestjs/common';
import passport from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { Clock } from '../clock/index.js';
import { CONFIG } from '../config/index.js';
import type { Config } from '../config/index.js';
import { LIMITS } from '../contract/index.js';
import { Sessions } from '../directory/index.js';
import type { Principal } from './principal.js';
import { Refused } from './refused.js';
import { ALGORITHM, TOKEN_TYPE, Tokens } from './tokens.js';

interface Claims {
  sub: string;
  sid: string;
  exp: number;
}

/** A `Passport` of this application's own: the library's default one is shared by all applications in a process. */
const { Passport } = passport as unknown as { Passport: new () => passport.PassportStatic };

/** Who is calling: the one path for REST and for sockets. */
@Injectable()
export class Callers {
  private readonly passport = new Passport();

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {
    const strategy = new Strategy(
      {
        jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
        secretOrKeyProvider: (_request: unknown, token: string, done: (error: unknown, key?: never) => void) =>
          this.keyOf(token, done),
        algorithms: [ALGORITHM],
        issuer: config.issuer,
        audience: config.audience,
        // The library reads the machine's clock; ours is checked in `claimsOf`.
        ignoreExpiration: true,
        jsonWebTokenOptions: { ignoreNotBefore: true },
      },
      (claims: unknown, done: (error: unknown, user?: unknown) => void) => done(null, this.claimsOf(claims) ?? false),
    );
    this.passport.use('access-token', strategy);
  }

  /**
   * Who a bearer token speaks for.
   * @throws Refused unauthorised, session-ended
   */
  async verify(token: unknown): Promise<Principal> {
    const claims = await this.authenticate(token);
    return this.load(claims.sid, claims.sub, claims.exp * 1000);
  }

  /**
   * The same caller as the directory knows them now: session, person and roles may have changed since the token.
   * @throws Refused unauthorised, session-ended
   */
  async refresh({ session, person, expiresAt }: Principal): Promise<Principal> {
    if (expiresAt <= this.clock.now()) throw new Refused('unauthorised');
    return this.load(session, person, expiresAt);
  }

  private async load(sid: string, sub: string, expiresAt: number): Promise<Principal> {
    const signedIn = await this.sessions.signedIn(sid, this.clock.now());
    if (!signedIn || signedIn.person !== sub) throw new Refused('session-ended');
    const { person, name, organisation, roles, use, provenAt, approvedAt, isWaiting, settings } = signedIn;
    const provenUntil = provenAt === null ? null : provenAt + settings.stepUpMinutes * MINUTE;
    const phone = settings.phone || null;
    const standing = { isApproved: approvedAt !== null, isWaiting };
    return { person, name, organisation, roles, use, provenUntil, phone, session: sid, ...standing, expiresAt, settings };
  }

  private authenticate(token: unknown): Promise<Claims> {
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new Refused('unauthorised'));
      if (typeof token !== 'string' || token.length > 2_000) return refuse();
      const request = { headers: { authorization: `Bearer ${token}` } };
      const authenticate = this.passport.authenticate(
        'access-token',
        { session: false },
        (_error: unknown, claims: Claims | false) => (claims ? resolve(claims) : refuse()),
      ) as (request: unknown, response: unknown, next: () => void) => void;
      authenticate(request, {}, refuse);
    });
  }

  /** RFC 8725 §3: only our own type and keys; a `jwk`, `jku` or `x5u` is not looked at but refused. */
  private keyOf(token: string, done: (error: unknown, key?: never) => void): void {
    try {
      const header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Record<string, unknown>;
      const { alg, typ, kid, ...others } = header;
      const isOurs = alg === ALGORITHM && typ === TOKEN_TYPE && Object.keys(others).length === 0;
      const key = isOurs ? this.tokens.keyFor(kid) : null;
      return key ? done(null, key as never) : done(new Error('not a token of ours'));
    } catch (error) {
      done(error);
    }
  }

  /** RFC 9068 §2.2 by our own clock: every claim is required, and a life of more than ten minutes is not ours. */
  private claimsOf(payload: unknown): Claims | null {
    const { sub, sid, exp, iat, nbf } = payload as Record<string, unknown>;
    const now = this.clock.now() / 1000;
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof exp !== 'number' || typeof iat !== 'number') return null;
    if (!UUID.test(sub) || !UUID.test(sid)) return null;
    if (exp <= now || exp - iat > LIMITS.tokenLife / 1000 || exp - now > LIMITS.tokenLife / 1000 || iat > now + 1) return null;
    if (nbf !== undefined && (typeof nbf !== 'number' || nbf > now)) return null;
    return { sub, sid, exp };
  }
}

const MINUTE = 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
