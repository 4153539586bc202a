import { importPKCS8 } from 'jose';
import * as openid from 'openid-client';
import type { Issuer } from '../../config/index.js';
import { Refused } from '../../identity/index.js';
import type { OpenIdAsked } from '../ceremony.js';
import { isByTwoFactors } from './two-factors.js';

/** Seconds that a provider may take for one answer. */
const PATIENCE = 5;
/** How long ago somebody may have signed in at their provider, in seconds; then it asks them again. */
const RECENT = 4 * 3600;

/** What a provider says of somebody. */
export interface Proof {
  /** The account (OpenID Connect Core 1.0, 5.7). */
  account: { issuer: string; subject: string };
  isByTwoFactors: boolean;
  /** How long before this answer they signed in at the provider, in milliseconds, by its own clock; null: it does not say. */
  age: number | null;
  /** @throws Refused unverified-address */
  verifiedAddress(): Promise<string>;
}

/** One organisation's sign-in: the code flow with PKCE, and nothing else (RFC 9700, 2.1.1). */
export class Provider {
  private discovered: Promise<openid.Configuration> | null = null;

  constructor(
    readonly issuer: Issuer,
    /** Is told what an operator can mend: a code of the library or of RFC 6749, 5.2. */
    private readonly complain: (code: string) => void,
  ) {}

  /**
   * Where to send a browser.
   * @throws Refused provider-unavailable
   */
  async addressFor(asked: OpenIdAsked, redirectUri: string): Promise<string> {
    const { acr, scope } = this.issuer;
    const parameters = {
      redirect_uri: redirectUri,
      scope,
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
      // Makes a provider say when somebody signed in.
      max_age: asked.again ? '0' : `${RECENT}`,
      ...(asked.again && { prompt: 'login' }),
      ...(acr.length > 0 && { acr_values: acr.join(' ') }),
    };
    return openid.buildAuthorizationUrl(await this.discover(), parameters).href;
  }

  /**
   * What the provider says of whoever came back.
   * @param address that they came back to, with its query
   * @param waited since they were sent, in milliseconds
   * @throws Refused provider-unavailable; not-recognised, for whatever does not fit what was asked
   */
  async answer(asked: OpenIdAsked, address: URL, waited: number): Promise<Proof> {
    const configuration = await this.discover();
    const tokens = await openid
      .authorizationCodeGrant(configuration, address, {
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        pkceCodeVerifier: asked.verifier,
        idTokenExpected: true,
        ...(asked.again && { maxAge: Math.ceil(waited / 1000) }),
      })
      .catch((error: unknown) => this.refuse(error));
    const claims = tokens.claims()!;
    const { iss: issuer, sub: subject, iat, auth_time } = claims;
    return {
      account: { issuer, subject },
      isByTwoFactors: isByTwoFactors(this.issuer, claims),
      age: auth_time === undefined ? null : Math.max(0, iat - auth_time) * 1000,
      verifiedAddress: async () => {
        const { email, email_verified } =
          claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await openid
                .fetchUserInfo(configuration, tokens.access_token, subject)
                .catch((error: unknown) => this.refuse(error))
            : claims;
        if (email_verified !== true || typeof email !== 'string') throw new Refused('unverified-address');
        return email;
      },
    };
  }

  /** OpenID Connect Discovery 1.0, when it is first needed, and again after it failed. */
  private discover(): Promise<openid.Configuration> {
    this.discovered ??= this.ask().catch((error: unknown) => {
      this.discovered = null;
      this.complain(codeOf(error));
      throw new Refused('provider-unavailable');
    });
    return this.discovered;
  }

  private async ask(): Promise<openid.Configuration> {
    const { issuer, clientId } = this.issuer;
    const isInsecure = issuer.startsWith('http:');
    // Signatures are checked, not only where the ID token came from.
    const execute = [openid.enableNonRepudiationChecks, ...(isInsecure ? [openid.allowInsecureRequests] : [])];
    const options = { execute, timeout: PATIENCE, [openid.customFetch]: reach };
    const configuration = await openid.discovery(new URL(issuer), clientId, undefined, await this.authentication(), options);
    // The library lets some providers stand for any of their tenants; an organisation is one of them.
    if (new URL(configuration.serverMetadata().issuer).href !== new URL(issuer).href) throw new Error(ANOTHER);
    return configuration;
  }

  private async authentication(): Promise<openid.ClientAuth> {
    const { client } = this.issuer;
    if ('secret' in client) return openid.ClientSecretBasic(client.secret);
    const pem = client.key.export({ type: 'pkcs8', format: 'pem' }).toString();
    return openid.PrivateKeyJwt({ key: await importPKCS8(pem, client.alg), ...(client.kid && { kid: client.kid }) });
  }

  private refuse(error: unknown): never {
    const code = codeOf(error);
    if (!isTheirs(error) && !OUR_CLIENT.includes(code)) throw new Refused('not-recognised');
    this.complain(code);
    // Its addresses may be others by now.
    this.discovered = null;
    throw new Refused('provider-unavailable');
  }
}

/** How a token endpoint says that it does not take us for its client (RFC 6749, 5.2); the last one is the library's, for a 401. */
const OUR_CLIENT = ['invalid_client', 'unauthorized_client', 'OAUTH_WWW_AUTHENTICATE_CHALLENGE'];
const UNREACHABLE = 'unreachable';
/** It is not the issuer that it was configured as. */
const ANOTHER = 'another-issuer';

/** Where the network is: whatever goes wrong there is nobody's wrong sign-in. */
async function reach(url: string, options: openid.CustomFetchOptions): Promise<Response> {
  const response = await fetch(url, options as RequestInit).catch(() => null);
  if (!response || response.status >= 500) throw new Refused('provider-unavailable');
  return response;
}

function isTheirs(error: unknown): boolean {
  return (error as { cause?: unknown }).cause instanceof Refused;
}

/** From closed lists: of this file, of the library, of RFC 6749; never what a provider says in its own words. */
function codeOf(error: unknown): string {
  if (isTheirs(error)) return UNREACHABLE;
  if (error instanceof Error && error.message === ANOTHER) return ANOTHER;
  if (error instanceof openid.ResponseBodyError) return OUR_CLIENT.find((each) => each === error.error) ?? error.code;
  if (error instanceof openid.WWWAuthenticateChallengeError) return error.code;
  return error instanceof openid.ClientError && error.code ? error.code : 'unknown';
}
