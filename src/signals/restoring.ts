import { type Copy, isOpen, type Point, type Signal } from './signal.js';
import { backToWaiting } from './steps.js';

/** A server whose memory began anew is given back what it forgot, by pages that were told. Pure. */

/** What a receipt keeps: everything but the sealed copies. A reservation does not outlive its memory. */
export function bare(signal: Signal): Signal {
  switch (signal.state) {
    case 'reserved':
      return bare(backToWaiting(signal));
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
 * The signal as it goes on once an earlier memory's state comes in. Later states count; what somebody did in this memory counts
 * for more, and an end for most. Sealed copies that are here stay.
 * @param earlier without sealed copies
 * @returns the very same object where what is here counts; null where it has ended, and is not revived
 */
export function restored(present: Signal | null, earlier: Signal, from: Point, now: number): Signal | null {
  if (present) {
    const over = weightOf(earlier) - weightOf(present);
    const isLost = weightOf(present) < 0;
    if (over < 0) return null;
    if ((over === 0 || isLost) && !isLater(from, present.restoredFrom)) return isLost ? null : present;
  }
  return withCopiesOf(present, { ...earlier, restoredFrom: from }, now);
}

/** How final a state is. What was lost did not end by anybody's doing. */
export function weightOf(signal: Signal): number {
  if (signal.state === 'ended') return signal.outcome === 'lost' ? -1 : 2;
  return signal.state === 'completed' ? 1 : 0;
}

function isLater(one: Point, other: Point | null): boolean {
  if (!other) return false;
  return one.startedAt > other.startedAt || (one.startedAt === other.startedAt && one.version > other.version);
}

function withCopiesOf(present: Signal | null, signal: Signal, now: number): Signal {
  if (signal.state === 'ended') return signal;
  const copies = present && 'copies' in present ? present.copies : [];
  const sealedOf = (person: string) => copies.find((copy) => copy.person === person)?.sealed ?? null;
  const own = 'copies' in signal ? signal.copies.map((copy) => ({ ...copy, sealed: sealedOf(copy.person) })) : [];
  if (signal.state === 'completed') return { ...signal, copies: own };
  const sealed = isOpen(present) ? present.sealed : null;
  if (signal.state === 'waiting') return { ...signal, sealed, unreadableSince: sealed ? null : now };
  return signal.state === 'opened' ? { ...signal, sealed, copies: own } : signal;
}

function withoutSealed(copy: Copy): Copy {
  return { ...copy, sealed: null };
}
