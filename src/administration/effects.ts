import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Announcement, Change, Role } from '../contract/index.js';
import {
  Announcements,
  Schools,
  Staff,
  StaffChanges,
  type StaffMember,
  type Substitute,
  Substitutes,
} from '../directory/index.js';
import { Endings, News, Refused } from '../identity/index.js';
import { Invitations } from '../sign-in/invitations.js';
import { mustBeAhead } from './days-ahead.js';
import { isGuardedBy } from './needs-two.js';

/** Nothing was done: by now it is of somebody for whom it takes two administrators. */
export class TakesTwo extends Error {}

/** What changes do to the directory, and who is told; who may do them was decided before. */
@Injectable()
export class Effects {
  constructor(
    private readonly staff: Staff,
    private readonly changes: StaffChanges,
    private readonly substitutes: Substitutes,
    private readonly schools: Schools,
    private readonly invitations: Invitations,
    private readonly announcements: Announcements,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether it can be done now.
   * @throws Refused malformed, unknown-school, address-in-use, too-late (the day has passed)
   */
  async check(change: Change, { id }: StaffMember, organisation: string): Promise<void> {
    if (change.kind === 'address' && (await this.staff.isTaken(change.email, id))) throw new Refused('address-in-use');
    if (change.kind === 'role') {
      const isAtSchool = change.role === 'recipient' || change.role === 'teacher';
      if (isAtSchool !== (change.school !== null)) throw new Refused('malformed');
      const school = change.school === null ? null : await this.schools.byCode(change.school);
      if (isAtSchool && school?.organisation !== organisation) throw new Refused('unknown-school');
    }
    if (change.kind === 'substitute') {
      if (!(await this.substitutes.hasGroup(organisation, change.group))) throw new Refused('unknown-school');
      mustBeAhead(change.day, this.clock.now());
    }
  }

  /** Whether it is so already; a link is always a new one. */
  async isDone(change: Change, { id, email }: StaffMember): Promise<boolean> {
    if (change.kind === 'invitation') return false;
    if (change.kind === 'address') return change.email === email;
    if (change.kind === 'substitute') return this.substitutes.has({ ...change, person: id });
    return this.changes.holds(id, change);
  }

  /**
   * Does it, and announces it.
   * @param isAlone whether one administrator wants it
   * @returns the link to hand over, where there is one that was not mailed
   * @throws TakesTwo
   */
  async apply(change: Change, person: StaffMember, organisation: string, isAlone = false): Promise<string | null> {
    const link = await this.change(change, person, isAlone);
    await this.announce(change.kind, person, organisation);
    return link;
  }

  /** Tells the contacts of every school where the person receives signals; of an administrator, the others. */
  async announce(
    change: Announcement['change'],
    { id, name }: Pick<StaffMember, 'id' | 'name'>,
    organisation: string,
  ): Promise<void> {
    const audience = await this.audience(id, organisation);
    await this.announcements.tell(audience, { change, about: name }, this.clock.now());
    this.news.changed(audience);
  }

  /** Takes a role away: whoever is told when one is given is told of that too. */
  takeRole(member: StaffMember, held: Pick<Role, 'role' | 'school'>, organisation: string): Promise<void> {
    return this.taking('role-removed', member, organisation, () => this.changes.takeRole(member.id, held));
  }

  /** Takes somebody out of the directory, with sessions and devices. */
  remove(member: StaffMember, organisation: string): Promise<void> {
    return this.taking('left', member, organisation, async () => {
      await this.endings.endAll(member.id);
      await this.changes.remove(member.id);
      return true;
    });
  }

  /** Takes a group of a day away from whoever was to step in: whoever is told of a substitute is told of that too. */
  takeSubstitute(member: StaffMember, substitute: Substitute, organisation: string): Promise<void> {
    return this.taking('substitute-removed', member, organisation, () => this.substitutes.remove(substitute));
  }

  /** All passkeys, of a lost telephone. */
  async forgetPasskeys({ id }: StaffMember): Promise<void> {
    await this.changes.forgetPasskeys(id, this.clock.now());
    this.endings.changed([id]);
  }

  private async taking(
    change: Announcement['change'],
    { id, name }: StaffMember,
    organisation: string,
    take: () => Promise<boolean>,
  ): Promise<void> {
    const audience = (await this.audience(id, organisation)).filter((each) => each !== id);
    if (!(await take())) return;
    this.endings.changed([id]);
    await this.announcements.tell(audience, { change, about: name }, this.clock.now());
    this.news.changed(audience);
  }

  private async change(change: Change, member: StaffMember, isAlone: boolean): Promise<string | null> {
    if (change.kind === 'invitation') return (await this.invitations.invite(member.id)).link;
    const now = this.clock.now();
    const { id: person } = member;
    if (change.kind === 'address') {
      const mayBe = (held: Pick<Role, 'role'>[]) => !isAlone || !isGuardedBy(held);
      const outcome = await this.changes.address(person, change.email, mayBe, now);
      if (outcome === 'may-not') throw new TakesTwo();
      if (outcome === 'taken') throw new Refused('address-in-use');
      this.endings.changed([person]);
      return null;
    }
    const wasGuarded = isGuardedBy(await this.staff.rolesOf(person));
    const isGuarded = change.kind === 'substitute' || isGuardedBy([change]);
    // One administrator alone could make whatever led in until now, for themselves too.
    const anew = isGuarded && !wasGuarded;
    if (change.kind === 'role') await this.changes.grant(person, change, anew, now);
    else await this.changes.substitute({ group: change.group, person, day: change.day }, anew, now);
    this.endings.changed([person]);
    return null;
  }

  private async audience(person: string, organisation: string): Promise<string[]> {
    const held = await this.staff.rolesOf(person);
    const schools = held.flatMap(({ school }) => school ?? []);
    const contacts = await this.staff.contacts(schools);
    if (!held.some(({ role }) => role === 'administrator')) return contacts;
    const others = (await this.staff.administrators(organisation)).filter((id) => id !== person);
    return [...new Set([...contacts, ...others])];
  }
}
