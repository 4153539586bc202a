import { Controller, Get, Header, Inject, Param, Query, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { Clock } from '../../clock/index.js';
import { CONFIG, type Config, type Issuer } from '../../config/index.js';
import { Accounts, Sessions } from '../../directory/index.js';
import { type Exchange, Open, Origins, Refused, SignIns } from '../../identity/index.js';
import { Log } from '../../log/index.js';
import { Ceremony, type OpenIdAsked } from '../ceremony.js';
import { LeadBack } from './lead-back.filter.js';
import { type Proof, Provider } from './provider.js';

const CALLBACK = '/v1/openid/callback';

/** Signing in by an organisation's own account: the browser goes to its provider, and comes back with a code. */
@Controller('v1/openid')
@UseFilters(LeadBack)
export class OpenIdController {
  private readonly providers: Map<string, Provider>;

  constructor(
    @Inject(CONFIG) { issuers }: Config,
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly ceremony: Ceremony,
    private readonly signIns: SignIns,
    private readonly origins: Origins,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    const complain = (code: string) => log.warn('an OpenID provider cannot be used', { code });
    this.providers = new Map(issuers.map((issuer) => [issuer.key, new Provider(issuer, complain)]));
  }

  /**
   * To the provider. Back to the start page: provider-unavailable, not-recognised (no such provider), session-ended.
   * @param again `1`: somebody who is signed in shows once more that it is them
   */
  @Get(':issuer/start')
  @Open('nobody is signed in yet')
  @Header('Cache-Control', 'no-store')
  async start(
    @Req() request: Request,
    @Res() response: Response,
    @Param('issuer') key: string,
    @Query('again') again?: unknown,
  ): Promise<void> {
    const exchange = { request, response };
    const session = (await this.signIns.current(exchange))?.id ?? null;
    if (again === '1' && session === null) throw new Refused('session-ended');
    const asked: OpenIdAsked = {
      issuer: key,
      state: randomState(),
      nonce: randomNonce(),
      verifier: randomPKCECodeVerifier(),
      again: again === '1',
      session,
      askedAt: this.clock.now(),
    };
    const address = await this.provider(key).addressFor(asked, this.originOf(request) + CALLBACK);
    await this.ceremony.begin(exchange, 'openid', asked);
    response.redirect(303, address);
  }

  /**
   * From the provider. Back to the start page: too-late, provider-unavailable, unverified-address, session-ended,
   * step-up-required (by one factor once more), not-recognised (whatever else is wrong with it).
   */
  @Get('callback')
  @Open('what the provider answers is the proof')
  @Header('Cache-Control', 'no-store')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    const exchange = { request, response };
    const asked = await this.ceremony.take(exchange, 'openid');
    try {
      await this.signIn(exchange, asked);
    } catch (error) {
      // Not of a proof given anew: it would say when somebody was about to send.
      if (error instanceof Refused && !asked.again)
        this.log.record('sign-in', { actor: null, object: asked.issuer, result: error.code });
      throw error;
    }
    // Whoever proved themselves anew did that beside the page that they were at.
    response.redirect(303, asked.again ? '/gelukt' : '/');
  }

  private async signIn(exchange: Exchange, asked: OpenIdAsked): Promise<void> {
    const now = this.clock.now();
    const { request } = exchange;
    const provider = this.provider(asked.issuer);
    // What it came back to is ours; only the query is the browser's.
    const address = new URL(this.originOf(request) + CALLBACK + new URL(request.originalUrl, 'http://x').search);
    const proof = await provider.answer(asked, address, now - asked.askedAt);
    const person = await this.whoHas(proof, provider.issuer);
    const old = asked.session === null ? null : await this.sessions.alive(asked.session, now);
    const proven = proof.isByTwoFactors && proof.age !== null;
    if (asked.again) {
      if (!old) throw new Refused('session-ended');
      if (old.person !== person) throw new Refused('not-recognised');
      if (!proven) throw new Refused('step-up-required');
    }
    await this.signIns.begin(exchange, person, { proven, provenAt: now - (proof.age ?? 0), old });
  }

  /** By the account; the first time by an address that the provider has verified. */
  private async whoHas({ account, verifiedAddress }: Proof, { key, organisation }: Issuer): Promise<string> {
    const known = await this.accounts.personOf(account, organisation);
    if (known) return known;
    const bound = await this.accounts.bind(account, { organisation, email: await verifiedAddress() }, this.clock.now());
    if (!bound) throw new Refused('not-recognised');
    this.log.record('account-bound', { actor: bound, object: key, result: 'done' });
    return bound;
  }

  private provider(key: string): Provider {
    const provider = this.providers.get(key);
    if (!provider) throw new Refused('not-recognised');
    return provider;
  }

  /** Where the browser is, since its cookies are for that host; a provider only leads back to what it knows of us. */
  private originOf({ headers }: Request): string {
    const all = this.origins.all();
    return all.find((origin) => new URL(origin).host === headers.host) ?? all[0]!;
  }
}
