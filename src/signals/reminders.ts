import { isCovered, LIMITS } from '../contract/index.js';
import type { Audience } from './audience.js';
import type { Copy, Opened, Signal, Waiting } from './signal.js';
import { copyOf } from './view.js';

const MINUTE = 60_000;

/** Whoever is still to see it is woken again: its contacts as long as it waits, and a chosen teacher. Moments are milliseconds. */

export function isAlerted(signal: Signal): signal is Waiting & { alertedAt: number } {
  return signal.state === 'waiting' && signal.alertedAt !== null;
}

/** When the next reminder falls due; null: never, as things are. */
export function reminderAt(signal: Waiting | Opened): number | null {
  const due = (since: number, { reminders }: Pick<Copy, 'reminders'>) =>
    reminders < LIMITS.reminders ? [since + (reminders + 1) * interval(signal)] : [];
  if (signal.state === 'waiting') return isAlerted(signal) ? (due(signal.alertedAt, signal)[0] ?? null) : null;
  const moments = unseenOf(signal).flatMap((copy) => due(sinceOf(copy, signal), copy));
  return moments.length > 0 ? Math.min(...moments) : null;
}

/** With as many reminders as have fallen due: several that were slept through are one. */
export function reminded(signal: Waiting | Opened, now: number): Waiting | Opened {
  const by = (since: number) => Math.min(LIMITS.reminders, Math.max(0, Math.floor((now - since) / interval(signal))));
  if (signal.state === 'waiting') return isAlerted(signal) ? { ...signal, reminders: by(signal.alertedAt) } : signal;
  const unseen = unseenOf(signal);
  const copies = signal.copies.map((copy) => (unseen.includes(copy) ? { ...copy, reminders: by(sinceOf(copy, signal)) } : copy));
  return { ...signal, copies };
}

/** How often an audience was reminded that is still to see it; null: it is not. */
export function remindersOf(signal: Signal, { as, place }: Audience): number | null {
  if (as === 'contact') return isAlerted(signal) ? signal.reminders : null;
  if (as !== 'teacher' || signal.state !== 'opened') return null;
  return unseenOf(signal).find((copy) => copy === copyOf(signal, place))?.reminders ?? null;
}

/** Of the teachers who were chosen, and not told in person after that. */
function unseenOf(signal: Opened): Copy[] {
  return signal.copies.filter((copy) => copy.openedAt === null && !isCovered(copy, signal));
}

/** Whoever was chosen on a Friday evening is alerted then, and reminded on Monday. */
function sinceOf({ chosenAt }: Copy, { opensAt }: Opened): number {
  return Math.max(chosenAt, opensAt);
}

function interval({ times }: Waiting | Opened): number {
  return times.repeat * MINUTE;
}
