import { LIMITS, startOf } from '../contract/index.js';
import { asContact } from './as-contact.js';
import { asSender } from './as-sender.js';
import { asTeacher } from './as-teacher.js';
import type { Audience } from './audience.js';
import type { Actor, Command, Step } from './command.js';
import { isAlerted, reminded, reminderAt } from './reminders.js';
import type { Reserved, Signal, Waiting } from './signal.js';
import { backToWaiting, lost, next, withCopy } from './steps.js';
import { copyOf, turnsAmberAt } from './view.js';

/**
 * What a command does to a signal: the only place that knows what may follow what (docs/protocol.md holds
 * the table). Pure. A command that was already carried out changes nothing and succeeds again, as long as the
 * signal concerns whoever gives it.
 * @param signal null where the store has none of that id
 * @param now milliseconds
 */
export function advance(signal: Signal | null, command: Command, actor: Actor, now: number): Step {
  switch (command.do) {
    case 'send':
    case 'send-again':
    case 'reseal':
    case 'withdraw':
    case 'called':
      return asSender(signal, command, actor, now);
    case 'open-copy':
    case 'reseal-own':
    case 'know':
    case 'confer':
    case 'copy-informed':
      return asTeacher(signal, command, actor, now);
    default:
      return asContact(signal, command, actor, now);
  }
}

/**
 * What the passing of time alone does: the alert window opens, a reservation lapses, it turns amber, somebody is to be reminded,
 * what nobody can read is lost. The end of the day is the store's.
 */
export function elapse(signal: Signal, now: number): Signal {
  const isAmber = (signal.state === 'waiting' || signal.state === 'reserved') && now >= amberDue(signal);
  return passed(isAmber ? next(signal, { ...signal, amberAt: now }) : signal, now);
}

function passed(signal: Signal, now: number): Signal {
  const due = dueAt(signal);
  if (due === null || now < due) return signal;
  if (signal.state === 'reserved') return backToWaiting(signal);
  if (signal.state === 'waiting' && now >= lostAt(signal)) return lost(signal, now);
  if (signal.state === 'waiting' && signal.alertedAt === null) return next(signal, { ...signal, alertedAt: now });
  return signal.state === 'waiting' || signal.state === 'opened' ? next(signal, reminded(signal, now)) : signal;
}

/** When `elapse` has something to do next; null: never. */
export function dueAt(signal: Signal): number | null {
  if (signal.state === 'opened') return reminderAt(signal);
  if (signal.state === 'reserved') return Math.min(amberDue(signal), signal.reservedAt + LIMITS.reservation);
  if (signal.state !== 'waiting') return null;
  const next = signal.alertedAt === null ? startOf(signal) : (reminderAt(signal) ?? Infinity);
  const due = Math.min(amberDue(signal), lostAt(signal), next);
  return Number.isFinite(due) ? due : null;
}

/** When its sender's colleagues are to be told; Infinity: they were, and what is given back later is told by that change. */
function amberDue(signal: Waiting | Reserved): number {
  return signal.amberAt === null ? turnsAmberAt(signal) : Infinity;
}

/** Whoever has its content has until then to come back; Infinity: somebody's device can read it. */
function lostAt({ unreadableSince }: Waiting): number {
  return unreadableSince === null ? Infinity : unreadableSince + LIMITS.healing;
}

/** A device of the audience has answered the alert; the server itself says so, so there is nobody to refuse. */
export function answered(signal: Signal, { as, place }: Audience, now: number): Signal {
  if (as === 'teacher') {
    const copy = copyOf(signal, place);
    return copy && copy.arrivedAt === null ? withCopy(signal, { ...copy, arrivedAt: now }) : signal;
  }
  return 'arrivedAt' in signal && signal.arrivedAt === null ? next(signal, { ...signal, arrivedAt: now }) : signal;
}

/** Whether the audience was alerted and no device of it has answered yet. */
export function isUnanswered(signal: Signal, { as, place }: Audience): boolean {
  if (as === 'teacher') return copyOf(signal, place)?.arrivedAt === null;
  return as === 'contact' && isAlerted(signal) && signal.arrivedAt === null;
}
