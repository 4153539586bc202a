import type { Actor } from './command.js';
import type { Signal } from './signal.js';
import { handedBack, next } from './steps.js';

/**
 * A signal as it goes on without somebody who has lost what they were at its school. Pure. What they followed goes back to their
 * colleagues, unless somebody was chosen or told already, whom a colleague follows by taking over; what they were to read as a
 * teacher is nobody's any more.
 * @param holds what they still are
 * @returns the very same object where nothing changes
 */
export function without(signal: Signal, person: string, holds: Pick<Actor, 'contactOf' | 'teacherOf'>, now: number): Signal {
  if (signal.state !== 'opened' && signal.state !== 'completed') return signal;
  const { code } = signal.school;
  const copies = signal.copies.filter(
    (copy) => copy.person !== person || copy.knownAt !== null || holds.teacherOf.includes(code),
  );
  const left: Signal = copies.length === signal.copies.length ? signal : next(signal, { ...signal, copies });
  if (left.state !== 'opened' || left.by.person !== person || holds.contactOf.includes(code)) return left;
  return left.copies.length === 0 && left.toldAt === null ? handedBack(left, now) : left;
}
