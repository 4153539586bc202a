import { LIMITS } from '../../../src/contract/index.js';
import type { Actor, Audience, Command, Draft } from '../../../src/signals/index.js';
import { MINUTE } from './made-up.js';

/** By hand: nobody is woken more often. */
const REMINDERS = 10;

type What = 'waiting' | 'held' | 'opened' | 'completed' | 'withdrawn' | 'returned' | 'ended';

/**
 * What a test remembers of a signal by itself, from the answers alone: whom it concerns, and what must be left of it. It knows
 * nothing of what may follow what.
 */
export class Shadow {
  what: What = 'waiting';
  /** Who holds or follows it. */
  by: string | null = null;
  heldAt = 0;
  openedAt = 0;
  /** The teachers who have a copy, since when, whether they have opened it, and whether it is known that they are not there. */
  copies = new Map<string, { opened: boolean; absent: boolean; chosenAt: number }>();
  /** When those were chosen who were let go: whoever is chosen again is so later, also at the same moment. */
  private readonly letGo = new Map<string, number>();
  /** `opener id-…` or `teacher id-…`: has read it, and has no part in it any more. */
  readonly saw = new Set<string>();
  readonly followers = new Set<string>();
  /** Everybody who was ever chosen. */
  readonly chosen = new Set<string>();
  readonly counts = new Set<string>();
  /** Who gave it back last: is not alerted of it. */
  private gaveBack: string | null = null;
  private wasOpened = false;
  /** Since when it waits, for its contacts. */
  private waitsSince: number;
  private toldAt: number | null = null;

  constructor(
    readonly draft: Draft,
    readonly sentAt: number,
  ) {
    this.waitsSince = this.start;
    this.count('sent');
  }

  get school(): string {
    return this.draft.school.code;
  }

  get isEnded(): boolean {
    return !this.isLive && this.what !== 'completed';
  }

  get isLive(): boolean {
    return this.what === 'waiting' || this.what === 'held' || this.what === 'opened';
  }

  /** A command was answered with ok. */
  did(command: Command, { person }: Actor, now: number): void {
    switch (command.do) {
      case 'withdraw':
        return this.isLive ? this.end('withdrawn') : undefined;
      case 'open':
        if (this.what === 'waiting') [this.what, this.by, this.heldAt] = ['held', person, now];
        return;
      case 'read':
        if (this.what !== 'held') return;
        [this.what, this.openedAt] = ['opened', now];
        this.followers.add(person);
        if (!this.wasOpened) this.countBefore('opened', now);
        this.wasOpened = true;
        return;
      case 'take-over':
        if (this.by !== person) this.saw.add(`opener ${this.by}`);
        this.followers.add((this.by = person));
        return;
      case 'hand-back':
        this.saw.add(`opener ${this.by}`);
        this.gaveBack = person;
        [this.what, this.by] = ['waiting', null];
        this.waitsSince = Math.max(now, this.start);
        return;
      case 'pass-on': {
        const { to, instead } = command;
        if (instead !== null && instead !== to.person) {
          if (this.copies.get(instead)?.opened) this.saw.add(`teacher ${instead}`);
          this.letGo.set(instead, this.copies.get(instead)!.chosenAt);
          this.copies.delete(instead);
        }
        this.chosen.add(to.person);
        const chosenAt = Math.max(now, (this.letGo.get(to.person) ?? 0) + 1);
        if (!this.copies.has(to.person)) this.copies.set(to.person, { opened: false, absent: false, chosenAt });
        return;
      }
      case 'told':
        this.toldAt ??= now;
        return this.countBefore('known', now);
      case 'know':
        return this.countBefore('known', now);
      case 'open-copy':
        this.copies.set(person, { ...this.copies.get(person)!, opened: true, absent: false });
        return;
      case 'return':
        return this.end('returned');
      case 'complete':
        this.what = this.copies.size > 0 ? 'completed' : 'ended';
        return;
      default:
        return;
    }
  }

  /** Somebody turns out not to be there, or to be there after all. */
  attended(person: string, absent: boolean): void {
    const copy = this.copies.get(person);
    if (this.what === 'opened' && copy?.opened === false) this.copies.set(person, { ...copy, absent });
  }

  /** As it is at a later moment; null: the end of its day has come. */
  at(now: number): Shadow | null {
    if (now >= this.draft.endsAt) {
      if (this.isLive && !this.wasOpened) this.count('unopened');
      return null;
    }
    if (this.what === 'held' && now >= this.lapsesAt) {
      this.waitsSince = Math.max(this.lapsesAt, this.start);
      [this.what, this.by] = ['waiting', null];
    }
    return this;
  }

  /** The words that the server must still hold. */
  get sealed(): string[] {
    const copies = [...this.copies.keys()].map((person) => `SEALED-${this.draft.id}/${person}/`);
    if (this.isLive) return [`SEALED-${this.draft.id}/school/`, ...copies];
    return this.what === 'completed' ? copies : [];
  }

  /** What must still come by itself: its end, and the next of its alert, amber, a reminder, or the end of a reservation. */
  timers(now: number): number {
    const isUnread = this.what === 'waiting' || this.what === 'held';
    const isNext = this.what === 'held' || this.reminding.some(({ since }) => now < since + REMINDERS * this.interval);
    return isNext || (isUnread && now < this.amber) ? 2 : 1;
  }

  /** Who must be woken again after one moment and until another, as long as nobody does anything: audience and moment of each. */
  reminders(after: number, until: number): string[] {
    const then = Object.assign(new Shadow(this.draft, this.sentAt), this).at(Math.min(until, this.draft.endsAt - 1))!;
    return then.reminding.flatMap(({ audience, since }) =>
      Array.from({ length: REMINDERS }, (_, n) => since + (n + 1) * this.interval)
        .filter((moment) => moment > after && moment <= until && moment < this.draft.endsAt)
        .map((moment) => `${audience} ${moment}`),
    );
  }

  /** Whether an audience has a view of it now. */
  concerns({ as, place, except }: Audience, now: number, event?: 'alert' | 'changed'): boolean {
    const { sender, organisation } = this.draft;
    const follower = this.what === 'opened' ? `contact:${this.school}/${this.by}` : undefined;
    const unalerted = this.gaveBack === null ? undefined : `contact:${this.school}/${this.gaveBack}`;
    switch (as) {
      case 'sender':
        return sender !== null && place === `sender:${sender}` && (this.isLive || this.what === 'returned');
      case 'colleague':
        return place === `senders:${organisation}` && except === `sender:${sender}` && this.isAmber(now);
      case 'contact':
        return this.isLive && place === `contacts:${this.school}` && except === (event === 'alert' ? unalerted : follower);
      case 'opener':
        return place === follower;
      case 'teacher':
        return this.hasCards && [...this.copies.keys()].some((person) => place === `teacher:${this.school}/${person}`);
    }
  }

  /** Whether somebody is still told what became of it. */
  isWitness({ as, place }: Pick<Audience, 'as' | 'place'>): boolean {
    if (as === 'sender') return place === `sender:${this.draft.sender}`;
    const prefix = as === 'opener' ? 'contact' : as;
    return [...this.saw].some((one) => one.startsWith(as) && place === `${prefix}:${this.school}/${one.split(' ')[1]}`);
  }

  /** In which roles somebody sees it now. */
  seenBy({ person, senderOf, contactOf, teacherOf }: Actor, now: number): Audience['as'][] {
    const isSender = this.draft.sender === person && senderOf.length > 0;
    const isFollower = this.what === 'opened' && this.by === person;
    const isContact = contactOf.includes(this.school) && this.isLive;
    const roles = {
      sender: isSender && (this.isLive || this.what === 'returned'),
      colleague: senderOf.includes(this.draft.organisation) && !isSender && this.isAmber(now),
      contact: isContact && !isFollower,
      opener: isContact && isFollower,
      teacher: this.hasCards && teacherOf.includes(this.school) && this.copies.has(person),
    };
    return (Object.keys(roles) as Audience['as'][]).filter((as) => roles[as]);
  }

  /** In which roles somebody who connects later is told what became of it. */
  missedBy({ person }: Actor): Audience['as'][] {
    if (this.what !== 'withdrawn' && this.what !== 'returned') return [];
    const isSender = this.what === 'withdrawn' && this.draft.sender === person;
    const seen = (['opener', 'teacher'] as const).filter((as) => this.saw.has(`${as} ${person}`));
    return isSender ? ['sender', ...seen] : seen;
  }

  /** Who has not seen what they were alerted of, and since when that counts. */
  private get reminding(): { audience: string; since: number }[] {
    const { school, gaveBack, toldAt } = this;
    const except = gaveBack === null ? '' : ` but for contact:${school}/${gaveBack}`;
    if (this.what === 'waiting') return [{ audience: `contact at contacts:${school}${except}`, since: this.waitsSince }];
    if (this.what !== 'opened') return [];
    const unseen = [...this.copies].filter(([, { opened, chosenAt }]) => !opened && (toldAt === null || chosenAt > toldAt));
    return unseen.map(([person, { chosenAt }]) => ({
      audience: `teacher at teacher:${school}/${person}`,
      since: Math.max(chosenAt, this.draft.opensAt),
    }));
  }

  private get interval(): number {
    return this.draft.times.repeat * MINUTE;
  }

  private get lapsesAt(): number {
    return this.heldAt + LIMITS.reservation;
  }

  private get hasCards(): boolean {
    return this.what === 'opened' || this.what === 'completed';
  }

  private get start(): number {
    return Math.max(this.sentAt, this.draft.opensAt);
  }

  private get amber(): number {
    return this.start + this.draft.times.amber * MINUTE;
  }

  private isAmber(now: number): boolean {
    return this.isLive && this.draft.sender !== null && (this.what === 'opened' ? this.openedAt : now) >= this.amber;
  }

  private end(what: 'withdrawn' | 'returned'): void {
    // Of a drill nobody is told later.
    if (this.draft.drill) this.saw.clear();
    else this.remember(what);
    this.what = what;
    this.count(what);
  }

  private remember(what: 'withdrawn' | 'returned'): void {
    for (const person of this.copies.keys()) this.saw.add(`teacher ${person}`);
    if (this.what === 'opened') this.saw[what === 'withdrawn' ? 'add' : 'delete'](`opener ${this.by}`);
  }

  private countBefore(kind: 'opened' | 'known', now: number): void {
    if (now < this.draft.bellAt) return this.count(`${kind}-before-bell`);
    // Known too late is never known in time.
    this.counts.add(`${kind} too late`);
  }

  private count(kind: string): void {
    if (!this.draft.drill && !this.counts.has(`${kind.split('-')[0]} too late`)) this.counts.add(kind);
  }
}
