import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { InvitationList, type NewPasskey, People, type Person } from '../directory/index.js';
import { hashOf, newSecret, Origins, Refused } from '../identity/index.js';
import { Mail } from './mail.js';

const DAY = 86_400_000;

/** One-time links by which somebody makes their first passkey, or one more after they lost them. */
@Injectable()
export class Invitations {
  constructor(
    private readonly list: InvitationList,
    private readonly people: People,
    private readonly origins: Origins,
    private readonly mail: Mail,
    private readonly clock: Clock,
  ) {}

  /**
   * A link for that person alone; their earlier ones are good no more.
   * @returns link: null where it was mailed, so that nobody else has seen it
   * @throws Refused unknown-person; not-mailed, and then there is no link
   */
  async invite(id: string): Promise<{ link: string | null }> {
    const person = await this.people.byId(id, this.clock.now());
    if (!person) throw new Refused('unknown-person');
    const link = await this.linkFor(id);
    if (!this.mail.isConfigured) return { link };
    try {
      await this.mail.invite(person, link);
      return { link: null };
    } catch (error) {
      await this.revoke(id);
      throw error;
    }
  }

  /** A link for somebody who is there, to be handed to them in person. */
  async linkFor(person: string): Promise<string> {
    const secret = newSecret();
    const now = this.clock.now();
    await this.list.add({ person, secretHash: hashOf(secret), expiresAt: now + DAY }, now);
    // Behind the `#`: it reaches neither a server nor its log.
    return `${this.origins.all()[0]!}/uitnodiging#${secret}`;
  }

  /** @throws Refused invitation-unknown, invitation-used, invitation-expired (revoked ones too) */
  async open(secret: string): Promise<{ id: string; person: Person; expiresAt: number }> {
    const now = this.clock.now();
    const found = await this.list.bySecret(hashOf(secret));
    const person = found && (await this.people.byId(found.person, now));
    if (!person) throw new Refused('invitation-unknown');
    if (found.usedAt !== null) throw new Refused('invitation-used');
    if (found.revokedAt !== null || found.expiresAt <= now) throw new Refused('invitation-expired');
    return { id: found.id, person, expiresAt: found.expiresAt };
  }

  /** Uses it up for a passkey. @throws Refused invitation-used, also where it was revoked meanwhile; not-recognised */
  async use(id: string, passkey: NewPasskey): Promise<void> {
    const outcome = await this.list.accept(id, passkey, this.clock.now());
    if (outcome !== 'done') throw new Refused(outcome === 'used' ? 'invitation-used' : 'not-recognised');
  }

  async revoke(person: string): Promise<void> {
    await this.list.revoke(person, this.clock.now());
  }
}
