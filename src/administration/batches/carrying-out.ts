import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import { DecidedBefore, Imports, Outdated, Staff, type Writes, type Written } from '../../directory/index.js';
import { Endings, News, Refused } from '../../identity/index.js';
import { breathe } from '../../imports/index.js';
import { Invitations } from '../../sign-in/invitations.js';
import { Mail } from '../../sign-in/mail.js';
import { Effects } from '../effects.js';
import { isGuardedBy } from '../needs-two.js';
import type { Remembered } from './batch.js';
import { type Previewed, Previews } from './previews.js';

/** How often it is tried again where others change the directory meanwhile. */
const TRIES = 3;
/** Of so many people at once it is told that they changed. */
const AT_ONCE = 200;

/** Does what was decided; who may decide was looked at before. */
@Injectable()
export class CarryingOut {
  constructor(
    private readonly imports: Imports,
    private readonly previews: Previews,
    private readonly staff: Staff,
    private readonly effects: Effects,
    private readonly invitations: Invitations,
    private readonly mail: Mail,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes it as a whole, or nothing; then invites.
   * @throws Refused stale-preview; too-late where it was withdrawn meanwhile; where it was cancelled, the signal's reason
   */
  async run(batch: Remembered, previewed: Previewed): Promise<void> {
    const { writes } = previewed;
    if (writes) {
      const written = await this.write(batch, { ...previewed, writes });
      batch.isWritten = true;
      await this.tell(written);
    }
    if (batch.kind === 'invitations' || batch.chosen?.invites) await this.invite(batch, previewed.invitees);
  }

  private async write(batch: Remembered, previewed: Previewed & { writes: Writes }): Promise<Written> {
    const decision = batch.approvedBy === null ? null : { id: batch.id, by: batch.approvedBy };
    let { version, writes } = previewed;
    for (let tries = 1; ; tries += 1) {
      batch.progress = { done: 0, total: rowsOf(writes) };
      try {
        return await this.imports.write(batch.organisation, { version, writes, decision }, this.clock.now(), async (rows) => {
          batch.progress!.done += rows;
          await breathe(batch.abort.signal);
        });
      } catch (error) {
        if (error instanceof DecidedBefore) throw new Refused('too-late');
        if (!(error instanceof Outdated)) throw error;
        if (tries === TRIES) throw new Refused('stale-preview');
      }
      const { organisation } = batch;
      const again = await this.previews.of(batch.plan!, {
        organisation,
        removes: batch.chosen!.removes,
        signal: batch.abort.signal,
      });
      if (again.preview.fingerprint !== previewed.preview.fingerprint || !again.writes) throw new Refused('stale-preview');
      ({ version, writes } = { ...again, writes: again.writes });
      // New people have other ids.
      previewed.invitees.splice(0, Infinity, ...again.invitees);
    }
  }

  private async tell({ ended, changed, told }: Written): Promise<void> {
    const never = new AbortController().signal;
    for (const [people, tell] of [
      [ended, (part: string[]) => this.endings.tell(part)],
      [changed, (part: string[]) => this.endings.changed(part)],
      [[...new Set(told)], (part: string[]) => this.news.changed(part)],
    ] as const) {
      for (let at = 0; at < people.length; at += AT_ONCE) {
        tell(people.slice(at, at + AT_ONCE));
        await breathe(never);
      }
    }
  }

  /** One by one: a letter that is not taken keeps no other from being sent. */
  private async invite(batch: Remembered, people: Previewed['invitees']): Promise<void> {
    batch.progress = { done: 0, total: people.length };
    batch.invited = { made: 0, failed: 0 };
    if (!this.mail.isConfigured) batch.links = [];
    for (const person of people) {
      await breathe(batch.abort.signal);
      const isMade = await this.inviteOne(batch, person);
      batch.invited[isMade ? 'made' : 'failed'] += 1;
      batch.progress.done += 1;
    }
  }

  private async inviteOne(batch: Remembered, { id, name, email }: Previewed['invitees'][number]): Promise<boolean> {
    const isAlone = batch.approvedBy === null;
    try {
      if (isAlone && (await this.isGuarded(id))) return false;
      const { link } = await this.invitations.invite(id);
      // A role may have come in between: then nobody gets the link.
      if (isAlone && (await this.isGuarded(id))) {
        await this.invitations.revoke(id);
        return false;
      }
      if (link !== null) batch.links?.push({ name, email, link });
      // Of those whom an import added, the contacts were told by it.
      if (batch.kind === 'invitations') await this.effects.announce('invitation', { id, name }, batch.organisation);
      return true;
    } catch (error) {
      if (error instanceof Refused) return false;
      throw error;
    }
  }

  private async isGuarded(id: string): Promise<boolean> {
    return isGuardedBy(await this.staff.rolesOf(id));
  }
}

function rowsOf({ writes }: Writes): number {
  return Object.values(writes as unknown as Record<string, unknown[]>).reduce((sum, rows) => sum + rows.length, 0);
}
