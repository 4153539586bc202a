import type { Signal } from './signal.js';
import { withCopy } from './steps.js';

/**
 * A signal as it goes on while a chosen teacher is not there on its day, or is again. Pure. It is so of a copy only that waits to be
 * opened, as long as somebody follows it, who can choose somebody else.
 * @returns the very same object where nothing changes
 */
export function attended(signal: Signal, person: string, absent: boolean, now: number): Signal {
  const copy = signal.state === 'opened' ? signal.copies.find((each) => each.person === person) : undefined;
  if (!copy || copy.openedAt !== null || (copy.absentAt !== null) === absent) return signal;
  return withCopy(signal, { ...copy, absentAt: absent ? now : null });
}
