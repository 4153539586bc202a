import fc from 'fast-check';
import type { Receipt } from '../../../src/contract/index.js';
import { LIMITS } from '../../../src/contract/index.js';
import type { Actor, Command, Signal } from '../../../src/signals/index.js';
import { Receipts } from '../../../src/signals/index.js';
import { Heart, placesOf, SECRET } from './heart.js';
import { ENDS } from './made-up.js';
import { same, sealedIn } from './oracle.js';
import { actorOf, commandOf, doingOf, forgetfulDay, type ForgetfulStep, type Glance, PEOPLE, SIGNALS, START } from './world.js';

/** By hand: what says nothing of how far a signal had come. */
const LEAVING_OPEN = ['send', 'send-again', 'called', 'open', 'reseal', 'reseal-copies', 'reseal-own'];

/** What is known of how far a signal is: by how final that is, and then by the last thing that somebody did. */
interface Known {
  /** The how manieth thing that was done; 0: it was only sent. */
  deed: number;
  /** -1: lost; 0: it goes on; 1: the school is done; 2: it has ended. */
  weight: number;
  essence: Essence;
}

/** How far it is, and by whose doing: how it ended, who gave it back, or all that follows from its being opened. */
type Essence = string | Waits | Follows;
interface Waits {
  handedBack: unknown;
}
interface Follows {
  state: 'opened' | 'completed';
  openedAt: number;
  by: string;
  takenAt: number;
  copies: OfTeacher[];
  letGo: { person: string; chosenAt: number }[];
  toldAt: number | null;
  parents: { person: string; informedAt: number | null } | null;
}
interface OfTeacher {
  person: string;
  chosenAt: number;
  openedAt: number | null;
  knownAt: number | null;
  confer: { askedAt: number; comingAt: number | null } | null;
}

/** A receipt, and what it knows. */
interface Kept extends Known {
  receipt: Receipt;
}

/** So many days; everything that was seen in any of them. A seed is told where one fails: `fc.assert(…, { seed, path })`. */
export async function forgetfulDays(runs: number): Promise<Set<string>> {
  const seen = new Set<string>();
  const property = fc.asyncProperty(START, forgetfulDay, async (now, steps) => {
    const course = new ForgetfulCourse(now);
    for (const next of steps) await course.step(next);
    await course.end();
    for (const one of course.seen) seen.add(one);
  });
  // To make it smaller would take longer than a test has.
  await fc.assert(property, { numRuns: runs, endOnFailure: true });
  return seen;
}

/** Nothing was proved of nothing. */
export const EVERYTHING = new Set([
  ...[
    'waiting',
    'reserved',
    'opened',
    'completed',
    'withdrawn',
    'returned',
    'lost',
    'restarted',
    'taken',
    'alike',
    'kept',
    'joined',
  ],
  ...['withdrawn', 'returned', 'completed', 'lost', 'reassigned'].map((outcome) => `it is ${outcome}`),
]);

/** A day on which the server forgets, and is given back what people keep, in any order, by whomever. */
class ForgetfulCourse {
  private readonly heart: Heart;
  private deeds = 0;
  /** How far each signal is in the present memory; `acted`: by something that was done in it. */
  private readonly known = new Map<string, Known & { acted: boolean }>();
  /** Every single thing that was so. */
  private readonly happened = new Map<string, Set<string>>();
  /** Of the present memory, by signal; and of earlier ones. */
  private readonly kept = new Map<Actor, Map<string, Kept>>(PEOPLE.map((person) => [person, new Map()]));
  private readonly owed = new Map<Actor, Kept[]>(PEOPLE.map((person) => [person, []]));
  private readonly senders = new Map<string, Actor>();
  private readonly over = new Set<string>();
  /** Since when nobody can read it. */
  private readonly unreadable = new Map<string, number>();
  readonly seen = new Set<string>();

  constructor(now: number) {
    this.heart = new Heart(now, SIGNALS.length);
    this.heart.notebook.keeps = true;
  }

  async step(next: ForgetfulStep): Promise<void> {
    const { kind, restarts, gives, deaf } = next;
    if (restarts) await this.restart();
    for (const at of gives) await this.giveBack(PEOPLE[at]!);
    const glance = glanceOf(await this.heart.store.get(kind.id));
    const doing = doingOf(next, glance);
    // Nobody else sends what somebody sent, nor do they where they know that it is over.
    const actor = (doing === 'send' && this.senders.get(kind.id)) || actorOf(next, doing, glance);
    if (doing === 'send') this.senders.set(kind.id, actor);
    // Whoever sends gives back first what they keep, and hears what becomes of it.
    if (doing === 'send') await this.giveBack(actor);
    if (doing !== 'send' || !this.over.has(kind.id))
      await this.give(kind.id, commandOf(next, doing, actor, glance, this.now), actor);
    this.hear(deaf.filter((at) => doing !== 'send' || PEOPLE[at] !== actor));
    if (next.answered) this.heart.notebook.answers.at(-1)?.();
    await this.pass(Math.min(this.now + next.wait, ENDS - 1), deaf);
  }

  async end(): Promise<void> {
    await this.heart.clock.goTo(ENDS);
    const { store, clock, counter } = this.heart;
    same([store.size, clock.armed, sealedIn(store)], [0, 0, []]);
    // Sent again and given back, it was sent once.
    for (const { organisation, sector, drill } of SIGNALS) {
      const sent = counter.counts.filter(
        (count) => count.region === organisation && count.sector === sector && count.kind === 'sent',
      );
      same(sent.length <= (drill ? 0 : 1), true);
    }
    for (const [person, kept] of this.owed)
      for (const { receipt } of kept) same(await this.heart.signals.restore(receipt.state, placesOf(person)), REFUSED);
  }

  private get now(): number {
    return this.heart.clock.now();
  }

  private async restart(): Promise<void> {
    await this.pass(this.now + 1, []);
    this.heart.restart();
    for (const [person, kept] of this.kept) {
      this.owed.get(person)!.push(...kept.values());
      kept.clear();
    }
    this.known.clear();
    this.unreadable.clear();
    this.seen.add('restarted');
  }

  /** Everything that they keep of earlier memories; then they read what there is. */
  private async giveBack(person: Actor): Promise<void> {
    for (const kept of this.owed.get(person)!.splice(0)) await this.restore(person, kept);
    await this.refuseOthers(person);
    for (const receipt of (await this.heart.inbox(person)).receipts) this.keep(person, receipt);
  }

  private async restore(person: Actor, given: Kept): Promise<void> {
    const { heart } = this;
    const { id, state } = given.receipt;
    const counts = heart.counter.counts.length;
    const present = this.known.get(id);
    const before = await heart.store.get(id);
    const done = await heart.signals.restore(state, placesOf(person));
    await heart.clock.pass(0);
    if (given.receipt.endsAt <= this.now) return same([done, await heart.store.get(id)], [REFUSED, before]);
    const follower = /^contact:.*\/(.*)$/.exec(read(state)!.place)?.[1] ?? null;
    const [after, outcome] = comeOf(present, given, follower);
    this.seen.add(outcome);
    this.known.set(id, after);
    const stored = await heart.store.get(id);
    same([outcome, done.ok, essenceOf(stored!)], [outcome, true, after.essence]);
    // Of an end somebody may hear who had read it; and of what is followed, that it had arrived.
    if (outcome === 'kept' && stored!.state !== 'ended' && !isFollowed(after.essence))
      same([stored, heart.notebook.told], [before, []]);
    const became = done.ok ? done.outcome : null;
    if (became) this.seen.add(`it is ${became}`);
    if (became && became !== 'lost' && this.senders.get(id) === person) this.over.add(id);
    const sees = (await heart.inbox(person)).views.some((view) => view.id === id);
    // Whoever sees it is told nothing else; whoever does not, what is so, or what they were told before.
    const isTrue =
      !sees &&
      [after.essence, given.essence, ...[after.weight, given.weight].map((weight) => OUTCOMES[weight]), 'reassigned'].includes(
        became!,
      );
    if (became) same([became, isTrue], [became, true]);
    else same([sees || after.weight === 0, became], [true, null]);
    // Nothing that did not happen, and nothing is counted.
    const untrue = factsOf(after.essence).filter((fact) => !this.happened.get(id)!.has(fact));
    same([untrue, heart.counter.counts.length], [[], counts]);
    this.watch(id, stored);
    this.hear([]);
    // Once more, it changes nothing.
    await heart.signals.restore(state, placesOf(person));
    same(await heart.store.get(id), stored);
  }

  /** What somebody keeps is of no use to whoever does not listen there, nor in the memory that told it. */
  private async refuseOthers(person: Actor): Promise<void> {
    for (const { receipt } of this.kept.get(person)!.values()) {
      const before = await this.heart.store.get(receipt.id);
      await this.heart.signals.restore(receipt.state, placesOf(person));
      const other = PEOPLE[this.deeds % PEOPLE.length]!;
      const isTheirs = placesOf(other).includes(read(receipt.state)!.place);
      if (!isTheirs) same(await this.heart.signals.restore(receipt.state, placesOf(other)), REFUSED);
      same(await this.heart.store.get(receipt.id), before);
    }
  }

  private async give(id: string, command: Command, actor: Actor): Promise<void> {
    const { heart } = this;
    const before = await heart.store.get(id);
    const done = await heart.signals.run(id, command, actor);
    await heart.clock.pass(0);
    const after = await heart.store.get(id);
    if (!after || !done.ok || after === before) return;
    const acted =
      !LEAVING_OPEN.includes(command.do) && JSON.stringify(essenceOf(after)) !== JSON.stringify(before && essenceOf(before));
    const present = before && this.known.get(id);
    this.note(id, after, acted ? { deed: ++this.deeds, acted } : (present ?? { deed: 0, acted: false }));
  }

  /** Time passes: what nobody can read for a minute is lost, and not before. */
  private async pass(until: number, deaf: number[]): Promise<void> {
    await this.heart.clock.goTo(until);
    for (const { id } of SIGNALS) {
      const stored = await this.heart.store.get(id);
      const since = this.unreadable.get(id);
      this.watch(id, stored);
      if (!stored) {
        this.known.delete(id);
        continue;
      }
      const isLost = stored.state === 'ended' && stored.outcome === 'lost';
      if (since !== undefined) same([id, isLost], [id, this.now >= since + LIMITS.healing]);
      this.note(id, stored, this.known.get(id)!);
    }
    this.hear(deaf);
  }

  private note(id: string, signal: Signal, { deed, acted }: { deed: number; acted: boolean }): void {
    const essence = essenceOf(signal);
    if (!this.happened.has(id)) this.happened.set(id, new Set());
    for (const fact of factsOf(essence)) this.happened.get(id)!.add(fact);
    this.known.set(id, { deed, acted, essence, weight: weightOf(signal) });
    this.seen.add(signal.state === 'ended' ? signal.outcome : signal.state);
    this.watch(id, signal);
  }

  private watch(id: string, signal: Signal | null): void {
    if (signal?.state !== 'waiting' || signal.sealed) this.unreadable.delete(id);
    else if (!this.unreadable.has(id)) this.unreadable.set(id, this.now);
  }

  /** Everybody keeps what they are told, but for the deaf. */
  private hear(deaf: number[]): void {
    for (const { notice, receipt } of this.heart.notebook.told.splice(0)) {
      const { place, except } = notice.audience;
      const hearing = PEOPLE.filter((person, at) => {
        const places = placesOf(person);
        return !deaf.includes(at) && places.includes(place) && !(except && places.includes(except));
      });
      for (const person of hearing) this.keep(person, receipt);
    }
    this.heart.notebook.notices.splice(0);
  }

  private keep(person: Actor, receipt: Receipt): void {
    const { id } = receipt;
    const before = this.kept.get(person)!.get(id);
    const known = this.known.get(id);
    // Of what is over nothing is kept.
    if (!known || (before && before.receipt.version >= receipt.version)) return;
    const { signal } = read(receipt.state)!;
    same(sealedIn(signal), []);
    const weight = weightOf(signal);
    if (weight > 0 && this.senders.get(id) === person) this.over.add(id);
    this.kept.get(person)!.set(id, { receipt, deed: known.deed, weight, essence: essenceOf(signal) });
  }
}

/** By weight. */
const OUTCOMES: Record<number, string> = { 1: 'completed' };
const REFUSED = { ok: false, code: 'unknown-signal' };

/** By hand: what becomes of what is there, once this is given back. */
function comeOf(
  present: (Known & { acted: boolean }) | undefined,
  given: Known,
  giver: string | null,
): [Known & { acted: boolean }, string] {
  const fresh = { ...given, acted: false };
  if (!present) return [fresh, 'taken'];
  const essence = both(present.essence, given.essence, giver);
  const known = isAlike(essence, present.essence) ? 'kept' : 'joined';
  if (given.weight < present.weight) return [{ ...present, essence }, known];
  const isLater = !present.acted && given.deed > present.deed;
  const isEnd = given.weight > Math.max(0, present.weight);
  if (isEnd || isLater) return [{ ...fresh, essence: both(given.essence, present.essence, null) }, 'taken'];
  // Of the same, it may know more of what nobody did: that it has arrived.
  return [{ ...present, essence }, given.deed === present.deed && !present.acted ? 'alike' : known];
}

/** What counts, with what only the other knows. @param giver who gives the other back, as a contact */
function both(one: Essence, other: Essence, giver: string | null): Essence {
  if (!isFollowed(one) || !isFollowed(other)) return one;
  const taken = new Map<string, number>();
  for (const { person, chosenAt } of [...one.letGo, ...other.letGo])
    taken.set(person, Math.max(chosenAt, taken.get(person) ?? 0));
  const of = (copies: OfTeacher[], person: string) => copies.find((copy) => copy.person === person);
  const stays = ({ person, chosenAt, knownAt }: OfTeacher) => knownAt !== null || chosenAt > (taken.get(person) ?? 0);
  const [mine, theirs] = [one.copies.filter(stays), other.copies.filter(stays)];
  const people = [...new Set([...mine, ...theirs].map(({ person }) => person))];
  const copies = people.map((person) => ofBoth(of(mine, person), of(theirs, person))!);
  const letGo = [...taken].map(([person, chosenAt]) => ({ person, chosenAt }));
  const then = { ...one, letGo, copies, toldAt: first(one.toldAt, other.toldAt) };
  if (one.openedAt !== other.openedAt) return sorted(then);
  const isBack = one.state === 'opened' && other.state === 'opened' && other.takenAt > one.takenAt && giver === other.by;
  const { by, takenAt } = isBack ? other : one;
  const isThere = (person: string) => person === one.by || copies.some((copy) => copy.person === person) || !taken.has(person);
  const named = [one, other].flatMap(({ parents }) => parents ?? []);
  const parents = named.find(({ informedAt }) => informedAt !== null) ?? named.find(({ person }) => isThere(person)) ?? null;
  return sorted({ ...then, by, takenAt, parents });
}

function ofBoth(one: OfTeacher | undefined, other: OfTeacher | undefined): OfTeacher | undefined {
  if (!one || !other) return one ?? other;
  const asked = [one.confer, other.confer].flatMap((each) => each ?? []).sort((a, b) => b.askedAt - a.askedAt);
  const last = asked.filter(({ askedAt }) => askedAt === asked[0]!.askedAt);
  const confer = last[0] ? { askedAt: last[0].askedAt, comingAt: first(...last.map(({ comingAt }) => comingAt)) } : null;
  const chosenAt = Math.max(one.chosenAt, other.chosenAt);
  return { ...one, chosenAt, openedAt: first(one.openedAt, other.openedAt), knownAt: first(one.knownAt, other.knownAt), confer };
}

function first(...moments: (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

function sorted(one: Follows): Follows {
  const by = (a: object, b: object) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
  return { ...one, copies: [...one.copies].sort(by), letGo: [...one.letGo].sort(by) };
}

function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isFollowed(essence: Essence): essence is Follows {
  return typeof essence === 'object' && 'state' in essence;
}

/** Each on its own. */
function factsOf(essence: Essence): string[] {
  if (!isFollowed(essence)) return [JSON.stringify(essence)];
  const { copies, letGo, by, takenAt, parents, ...others } = essence;
  const each = (about: string, values: object) => Object.entries(values).map((fact) => `${about} ${JSON.stringify(fact)}`);
  return [
    ...each('', others),
    ...each('', { by: [by, takenAt] }),
    ...each('', { calls: parents?.person ?? null, informed: parents?.informedAt ?? null }),
    ...letGo.map(({ person, chosenAt }) => `let go ${person} ${chosenAt}`),
    ...copies.flatMap(({ person, confer, ...moments }) => [
      ...each(person, moments),
      ...each(person, { asked: confer?.askedAt ?? null, coming: confer?.comingAt ?? null }),
    ]),
  ];
}

/** With the key that the heart has. */
function read(state: string) {
  return new Receipts(SECRET, { epoch: '' }).read(state);
}

function weightOf(signal: Signal): number {
  if (signal.state === 'ended') return signal.outcome === 'lost' ? -1 : 2;
  return signal.state === 'completed' ? 1 : 0;
}

function essenceOf(signal: Signal): Essence {
  switch (signal.state) {
    case 'ended':
      return signal.outcome;
    case 'waiting':
    case 'reserved':
      return { handedBack: signal.handedBack };
    default: {
      const { state, openedAt, by, letGo, toldAt, parents } = signal;
      const copies = signal.copies.map(({ person, chosenAt, openedAt, knownAt, confer }) => ({
        ...{ person, chosenAt, openedAt, knownAt, confer },
      }));
      const calls = parents && { person: parents.person, informedAt: parents.informedAt };
      const takenAt = 'takenAt' in signal ? signal.takenAt : 0;
      return sorted({ state, openedAt, by: by.person, takenAt, copies, letGo, toldAt, parents: calls });
    }
  }
}

function glanceOf(signal: Signal | null): Glance | undefined {
  if (!signal) return undefined;
  const copies = 'copies' in signal ? signal.copies : [];
  const none = { opened: false, absent: false, chosenAt: 0 };
  return {
    what: signal.state === 'reserved' ? 'held' : signal.state,
    by: 'by' in signal ? signal.by.person : null,
    copies: new Map(copies.map(({ person }) => [person, none])),
  };
}
