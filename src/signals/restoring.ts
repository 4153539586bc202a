import type { Completed, Copy, Ended, Opened, Point, Reserved, Signal, Waiting } from './signal.js';
import { isOpen, NEVER } from './signal.js';
import { backToWaiting, readersOf, withAudience } from './steps.js';

/** A server whose memory began anew is given back what it forgot, by pages that were told. Pure. */

/** A state of a signal without anything sealed, and from which point of which memory it is. */
export type Bare = Unreserved & { restoredFrom: Point };

type Unreserved = Exclude<Signal, Reserved>;

/**
 * What a receipt keeps. A reservation does not outlive its memory. What nobody has acted on since it was given back is no later than
 * what it was given back from.
 * @param startedAt when this memory began, in ms
 */
export function bare(signal: Signal, startedAt: number): Bare {
  return { ...unsealed(signal), restoredFrom: signal.restoredFrom ?? { startedAt, version: signal.version } };
}

/**
 * The signal as it goes on once an earlier memory's state comes in. An end counts for most; then what somebody did in this memory;
 * then the latest point. Sealed copies that are here stay.
 * @returns the very same object where what is here counts; null where it has ended, and is not revived
 */
export function restored(present: Signal | null, earlier: Bare, now: number): Signal | null {
  if (!present) return going(null, earlier, now);
  if (isOver(present, earlier)) return null;
  // What was lost is lost also in the state that it was lost from.
  const isFinal = weightOf(earlier) > Math.max(weightOf(present), 0);
  if (isFinal || isLater(earlier.restoredFrom, present.restoredFrom)) return going(present, earlier, now);
  return weightOf(earlier) > weightOf(present) ? null : present;
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

function isLater(one: Point, other: Point | null): boolean {
  if (!other) return false;
  return one.startedAt > other.startedAt || (one.startedAt === other.startedAt && one.version > other.version);
}

function unsealed(signal: Signal): Unreserved {
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

function copiesFrom(present: Signal | null, { copies }: Opened | Completed): Copy[] {
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
  const { unreadableSince, restoredFrom } = present;
  const heard = restoredFrom?.startedAt === NEVER.startedAt ? heardOf(present, earlier) : {};
  return { ...earlier, ...heard, sealed, unreadableSince: sealed ? null : (unreadableSince ?? now) };
}

/** It was sent anew here: whoever heard of it here need not hear it again. */
function heardOf(present: Waiting, { arrivedAt, calledAt, ...earlier }: Waiting): Partial<Waiting> {
  const { alertedAt, reminders } = present.alertedAt === null ? earlier : present;
  return { alertedAt, reminders, arrivedAt: present.arrivedAt ?? arrivedAt, calledAt: present.calledAt ?? calledAt };
}
