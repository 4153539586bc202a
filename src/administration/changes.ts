import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Change, Changed, ChangeRequest } from '../contract/index.js';
import { Requests, Staff, type StaffMember } from '../directory/index.js';
import { mustBeProven, type Principal, Refused } from '../identity/index.js';
import { Invitations } from '../sign-in/invitations.js';
import { Effects, TakesTwo } from './effects.js';
import { needsTwo } from './needs-two.js';
import { Records } from './records.js';

const TWO = Symbol('takes two');

/** What one administrator does alone, and what waits for another one. */
@Injectable()
export class Changes {
  constructor(
    private readonly staff: Staff,
    private readonly requests: Requests,
    private readonly effects: Effects,
    private readonly invitations: Invitations,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /**
   * Does it, or asks another administrator where it takes two.
   * @throws Refused unknown-person, and what `Effects.check` throws
   */
  want(caller: Principal, id: string, change: Change): Promise<Changed> {
    return this.records.of(change.kind, caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      const { organisation } = caller;
      const person = await this.memberOf(organisation, id);
      await this.effects.check(change, person, organisation);
      if (await this.effects.isDone(change, person)) return { done: true, link: null };
      if (await this.takesTwo(change, id)) return this.ask(caller, id, change);
      const link = await this.alone(change, person, organisation);
      return link === TWO ? this.ask(caller, id, change) : { done: true, link };
    });
  }

  /** What waits for a decision, the oldest first. */
  async open({ organisation, person }: Principal): Promise<ChangeRequest[]> {
    const open = await this.requests.open(organisation, this.clock.now());
    return open.map(({ asker, ...request }) => ({ ...request, isOwn: asker === person }));
  }

  /**
   * The second administrator agrees: it takes effect.
   * @throws Refused own-request; too-late where it is no longer open; and what `Effects.check` throws, after which it stays open
   */
  approve(caller: Principal, id: string): Promise<Changed> {
    return this.records.of('approval', caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      const { organisation } = caller;
      const asked = await this.decide(caller, id, 'approved');
      try {
        const person = await this.memberOf(organisation, asked.person);
        await this.effects.check(asked.change, person, organisation);
        if (await this.effects.isDone(asked.change, person)) return { done: true, link: null };
        const link = await this.effects.apply(asked.change, person, organisation);
        await this.records.done(asked.change.kind, caller, person.id);
        return { done: true, link };
      } catch (error) {
        await this.requests.reopen(id);
        throw error;
      }
    });
  }

  /** The second administrator does not agree. @throws Refused own-request, too-late */
  refuse(caller: Principal, id: string): Promise<void> {
    return this.records.of('refusal', caller, id, async () => void (await this.decide(caller, id, 'refused')));
  }

  /** Whoever asked does not want it any more. @throws Refused not-allowed for others, too-late */
  withdraw(caller: Principal, id: string): Promise<void> {
    return this.records.of('withdrawal', caller, id, async () => {
      const asker = await this.requests.asker(id, caller.organisation);
      if (asker !== null && asker !== caller.person) throw new Refused('not-allowed');
      await this.decide(caller, id, 'withdrawn');
    });
  }

  /** @throws Refused unknown-person */
  async memberOf(organisation: string, id: string): Promise<StaffMember> {
    const member = await this.staff.member(id, organisation);
    if (!member) throw new Refused('unknown-person');
    return member;
  }

  /** A role may come in between: then nobody gets the link, and the address stays. */
  private async alone(change: Change, person: StaffMember, organisation: string): Promise<string | null | typeof TWO> {
    try {
      const link = await this.effects.apply(change, person, organisation, true);
      if (change.kind !== 'invitation' || !(await this.takesTwo(change, person.id))) return link;
    } catch (error) {
      if (error instanceof TakesTwo) return TWO;
      throw error;
    }
    await this.invitations.revoke(person.id);
    return TWO;
  }

  private async decide({ organisation, person }: Principal, id: string, outcome: 'approved' | 'refused' | 'withdrawn') {
    const decided = await this.requests.decide(id, { organisation, by: person, outcome }, this.clock.now());
    if (decided) return decided;
    const isOwn = outcome !== 'withdrawn' && (await this.requests.asker(id, organisation)) === person;
    throw new Refused(isOwn ? 'own-request' : 'too-late');
  }

  /** Also while something is asked for that would take two: nobody may choose an address under an open request. */
  private async takesTwo(change: Change, person: string): Promise<boolean> {
    const pending = await this.requests.pendingFor(person, this.clock.now());
    // After what is pending: whatever is no longer that is written down by now.
    return needsTwo(change, await this.staff.rolesOf(person)) || pending.some((each) => needsTwo(each, []));
  }

  private async ask({ organisation, person: askedBy }: Principal, person: string, change: Change): Promise<Changed> {
    return { done: false, request: await this.requests.ask({ organisation, person, change, askedBy }, this.clock.now()) };
  }
}
