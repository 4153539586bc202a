import { Injectable } from '@nestjs/common';
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { Request } from 'express';
import { type OwnPasskey } from '../contract/index.js';
import type { Passkey } from '../directory/index.js';
import { Origins, Refused } from '../identity/index.js';

/** The COSE key of a pair whose private half was thrown away: what a proof of an unknown passkey is held against. */
const NOBODYS_KEY = 'pQECAyYgASFYIOl8kjx8hFfsUkfxfnwisdnB20D3iBW6QOblQh8FX2g8IlggV7XJC-fCGDVLyV0AP-QG6eKNUcBH5BC3VfoT5lQrNgw';

/** Our side of WebAuthn (W3C WebAuthn 3, 7): discoverable credentials that verify the user, for the very origin of our pages. */
@Injectable()
export class RelyingParty {
  constructor(private readonly origins: Origins) {}

  /** What a browser is asked to make. */
  creation(
    request: Request,
    person: { id: string; name: string },
    own: OwnPasskey[],
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: 'Seintje',
      rpID: this.idFor(request),
      userName: person.name,
      userDisplayName: person.name,
      userID: new TextEncoder().encode(person.id),
      excludeCredentials: own.map(({ id }) => ({ id })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** What a browser is asked to prove; nobody is named, so that nobody can be guessed. */
  request(request: Request): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({ rpID: this.idFor(request), userVerification: 'required' });
  }

  /** @throws Refused not-recognised */
  async made(request: Request, response: RegistrationResponseJSON, challenge: string): Promise<Omit<Passkey, 'person'>> {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      ...this.expected(request, challenge),
    }).catch(refuse);
    if (!verified) return refuse();
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
    return { id, publicKey: Buffer.from(publicKey).toString('base64url'), counter, transports };
  }

  /**
   * Checks a proof; of a passkey that nobody has the same work is done.
   * @returns the new signature counter
   * @throws Refused not-recognised
   */
  async proven(
    request: Request,
    response: AuthenticationResponseJSON,
    challenge: string,
    passkey: Passkey | null,
  ): Promise<number> {
    const publicKey = Buffer.from(passkey?.publicKey ?? NOBODYS_KEY, 'base64url');
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      // A counter that does not rise is refused where the use is noted.
      credential: { id: response.id, publicKey: new Uint8Array(publicKey), counter: 0 },
      ...this.expected(request, challenge),
    }).catch(refuse);
    return verified && passkey ? authenticationInfo.newCounter : refuse();
  }

  private expected(request: Request, expectedChallenge: string) {
    return {
      expectedChallenge,
      expectedOrigin: this.originOf(request),
      expectedRPID: this.idFor(request),
      requireUserVerification: true,
    };
  }

  private idFor(request: Request): string {
    return new URL(this.originOf(request)).hostname;
  }

  /** The guard has refused requests from elsewhere; those that name no origin get our first. */
  private originOf(request: Request): string {
    return this.origins.of(request) ?? this.origins.all()[0]!;
  }
}

function refuse(): never {
  throw new Refused('not-recognised');
}
