import { Injectable } from '@nestjs/common';
import type { PublicKeyCredentialCreationOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import { type NewPasskey, Passkeys } from '../directory/index.js';
import { type Exchange, Refused } from '../identity/index.js';
import { Log } from '../log/index.js';
import { Ceremony } from './ceremony.js';
import { RelyingParty } from './relying-party.js';

/** Making a passkey for a person who has shown that they may have one: by a link, or by being signed in. */
@Injectable()
export class Enrolment {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly ceremony: Ceremony,
    private readonly party: RelyingParty,
    private readonly log: Log,
  ) {}

  async begin(exchange: Exchange, person: { id: string; name: string }): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const options = await this.party.creation(exchange.request, person, await this.passkeys.of(person.id));
    await this.ceremony.begin(exchange, 'passkey', { challenge: options.challenge, for: person.id });
    return options;
  }

  /**
   * @param keep writes it down, once it is known to be sound
   * @throws Refused too-late, not-recognised, and what `keep` throws
   */
  async finish(
    exchange: Exchange,
    person: string,
    { credential, name }: { credential: object; name: string },
    keep: (passkey: NewPasskey) => Promise<void>,
  ): Promise<void> {
    const { challenge, for: begunFor } = await this.ceremony.take(exchange, 'passkey');
    if (begunFor !== person) throw new Refused('too-late');
    const made = await this.party.made(exchange.request, credential as RegistrationResponseJSON, challenge);
    await keep({ ...made, person, name: name.trim() });
    this.log.record('passkey-made', { actor: person, result: 'done' });
  }
}
