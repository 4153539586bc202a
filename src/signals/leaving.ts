import type { Actor } from './command.js';
import { type Followed, isFollowed, type Signal } from './signal.js';
import { handedBack, letGo, next } from './steps.js';

/**
 * A signal as it goes on without somebody who has lost what they were at its school. Pure. What they followed goes back to their
 * colleagues, unless somebody was chosen or told already, whom a colleague follows by taking over; what they were to read as a
 * teacher is nobody's any more.
 * @param holds what they still are
 * @returns the very same object where nothing changes
 */
export function without(signal: Signal, person: string, holds: Pick<Actor, 'contactOf' | 'teacherOf'>, now: number): Signal {
  if (!isFollowed(signal)) return signal;
  const { code } = signal.school;
  const theirs = signal.copies.find((copy) => copy.person === person && copy.knownAt === null);
  const left = theirs && !holds.teacherOf.includes(code) ? next<Followed>(signal, letGo(signal, theirs)) : signal;
  if (left.state !== 'opened' || left.by.person !== person || holds.contactOf.includes(code)) return left;
  return left.copies.length === 0 && left.toldAt === null ? handedBack(left, now) : left;
}
