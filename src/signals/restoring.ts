import type { Outcome } from '../contract/index.js';
import { type Audience, audiencesOf, type Place } from './audience.js';
import { joined } from './joining.js';
import type { Copy, Deed, Ended, Followed, Reserved, Signal, Waiting } from './signal.js';
import { isFollowed, isOpen, NONE } from './signal.js';
import { backToWaiting, next, readersOf, withAudience } from './steps.js';
import { copyOf } from './view.js';

/** A server whose memory began anew is given back what it forgot, by pages that were told. Pure. */

/** What a receipt keeps: nothing sealed, and no reservation, which does not outlive its memory. */
export type Bare = Exclude<Signal, Reserved>;

export function bare(signal: Signal): Bare {
  switch (signal.state) {
    case 'reserved':
      return { ...backToWaiting(signal), sealed: null };
    case 'waiting':
      return { ...signal, sealed: null };
    case 'opened':
      return { ...signal, sealed: null, copies: signal.copies.map(withoutSealed) };
    case 'completed':
      return { ...signal, copies: signal.copies.map(withoutSealed) };
    case 'ended':
      return signal;
  }
}

/**
 * The signal as it goes on once an earlier memory's state comes in. An end counts for most; then what somebody did in this memory;
 * then what was done last. Sealed copies that are here stay, and so does what only the other knows of teachers and follower.
 * @param giver where whoever gives it back listens
 * @param epoch of this memory
 * @returns the very same object where what is here counts
 */
export function restored(present: Signal | null, earlier: Bare, giver: Place, epoch: string, now: number): Signal {
  if (!present) return going(null, earlier, now);
  if (isOver(present, earlier)) return knowing(toldToo(present, earlier), earlier, giver);
  const isLater = present.deed.epoch !== epoch && isAfter(earlier.deed, present.deed);
  // What was lost is lost also in the state that it was lost from.
  const isEnd = weightOf(earlier) > Math.max(weightOf(present), 0);
  if (isLater || isEnd) return knowing(going(present, earlier, now), present, null);
  return knowing(isSame(present, earlier) ? withTimes(present, earlier) : present, earlier, giver);
}

/** Where both were passed on or told, nothing that anybody did is forgotten. */
function knowing(signal: Signal, other: Signal, giver: Place | null): Signal {
  return isFollowed(signal) && isFollowed(other) ? joined(signal, other, giver) : signal;
}

/**
 * What became of it for whoever gives it back and does not see it now: what they were told when they kept it, or what they have
 * missed since; null: nothing.
 */
export function missed(present: Signal, earlier: Bare, place: Place): Outcome | null {
  const audience = audiencesOf(earlier).find((each) => each.place === place);
  if (!audience || earlier.state === 'ended') return outcomeOf(earlier);
  if (audience.as === 'teacher' && present.state !== 'ended') return 'reassigned';
  return isOpen(present) ? null : outcomeOf(present);
}

function outcomeOf(signal: Signal): Outcome {
  if (signal.state === 'ended') return signal.outcome;
  return isOpen(signal) ? 'reassigned' : 'completed';
}

/** Whether it has ended since, or the school is done. */
export function isOver(present: Signal, earlier: Signal): boolean {
  return weightOf(earlier) < weightOf(present);
}

/** How final a state is. What was lost did not end by anybody's doing. */
function weightOf(signal: Signal): number {
  if (signal.state === 'ended') return signal.outcome === 'lost' ? -1 : 2;
  return signal.state === 'completed' ? 1 : 0;
}

function isAfter(one: Deed, other: Deed): boolean {
  return one.startedAt > other.startedAt || (one.startedAt === other.startedAt && one.version > other.version);
}

/** Whether somebody was alerted of the same in both: as a teacher, that they were chosen. */
export function isSameAlert(one: Signal, other: Signal, { as, place }: Audience): boolean {
  return as === 'teacher' ? copyOf(one, place)?.chosenAt === copyOf(other, place)?.chosenAt : isSame(one, other);
}

/** Whether nobody has done anything between the two. */
function isSame({ deed: one }: Signal, { deed: other }: Signal): boolean {
  return one.epoch === other.epoch && one.version === other.version;
}

function withoutSealed(copy: Copy): Copy {
  return { ...copy, sealed: null };
}

/** The earlier state, with what is here and it cannot know. */
function going(present: Signal | null, earlier: Bare, now: number): Signal {
  switch (earlier.state) {
    case 'ended':
      return { ...earlier, witnesses: witnessesOf(present, earlier) };
    case 'completed':
      return { ...earlier, copies: copiesFrom(present, earlier) };
    case 'opened':
      return { ...earlier, sealed: isOpen(present) ? present.sealed : null, copies: copiesFrom(present, earlier) };
    case 'waiting':
      return waitingOn(present, earlier, now);
  }
}

/** Whoever has read it in this memory is told as well. */
function witnessesOf(present: Signal | null, { outcome, witnesses }: Ended): Ended['witnesses'] {
  if (outcome === 'completed' || !present || present.state === 'ended') return witnesses;
  return readersOf(present).reduce(withAudience, witnesses);
}

/** It was ended by somebody who did not know of everybody who had read it. */
function toldToo(present: Signal, earlier: Bare): Signal {
  if (present.state !== 'ended' || present.outcome === 'completed' || earlier.state === 'ended') return present;
  const isTold = ({ as, place }: Audience) => present.witnesses.some((each) => each.as === as && each.place === place);
  // Of those who followed it one has returned it, and knows.
  const others = readersOf(earlier).filter((each) => !isTold(each) && (each.as === 'teacher' || present.outcome !== 'returned'));
  return others.length === 0 ? present : next(present, { ...present, witnesses: [...present.witnesses, ...others] });
}

function copiesFrom(present: Signal | null, { copies }: Followed): Copy[] {
  const here = present && 'copies' in present ? present.copies : [];
  return copies.map((copy) => ({ ...copy, sealed: here.find(({ person }) => person === copy.person)?.sealed ?? null }));
}

function waitingOn(present: Signal | null, earlier: Waiting, now: number): Waiting | Reserved {
  if (present?.state === 'reserved') {
    const { alertedAt: _, reminders: __, unreadableSince: ___, ...live } = earlier;
    return { ...live, state: 'reserved', sealed: present.sealed, by: present.by, reservedAt: present.reservedAt };
  }
  const sealed = isOpen(present) ? present.sealed : null;
  if (present?.state !== 'waiting') return { ...earlier, sealed, unreadableSince: sealed ? null : now };
  const heard = present.deed.epoch === NONE.epoch ? heardOf(present, earlier) : {};
  return { ...earlier, ...heard, sealed, unreadableSince: sealed ? null : (present.unreadableSince ?? now) };
}

/** It was sent anew here: whoever heard of it here need not hear it again. */
function heardOf(present: Waiting, { arrivedAt, calledAt, ...earlier }: Waiting): Partial<Waiting> {
  const { alertedAt, reminders } = present.alertedAt === null ? earlier : present;
  return { alertedAt, reminders, arrivedAt: arrivedAt ?? present.arrivedAt, calledAt: present.calledAt ?? calledAt };
}

/** The same, which arrived when it first did, and whose school was called when it last was, whoever remembers that. */
function withTimes(present: Signal, earlier: Bare): Signal {
  if (!('arrivedAt' in present) || !('arrivedAt' in earlier)) return present;
  const arrivedAt = earlier.arrivedAt === null ? present.arrivedAt : Math.min(present.arrivedAt ?? Infinity, earlier.arrivedAt);
  const calledAt = earlier.calledAt === null ? present.calledAt : Math.max(present.calledAt ?? 0, earlier.calledAt);
  const isKnown = arrivedAt === present.arrivedAt && calledAt === present.calledAt;
  return isKnown ? present : next(present, { ...present, arrivedAt, calledAt });
}
