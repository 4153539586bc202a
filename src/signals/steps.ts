import { type Envelope, LIMITS } from '../contract/index.js';
import { type Audience, audiencesOf, openerOf, placeOf } from './audience.js';
import type { Step } from './command.js';
import type { Choice, Completed, Copy, Ended, Followed, Open, Opened, Reserved, Signal, Waiting } from './signal.js';
import { isFollowed } from './signal.js';
import { senderView, turnsAmberAt, viewFor } from './view.js';

/** The single steps of which commands are made. */

/** Choices that were taken back: a receipt has to hold them. */
const REMEMBERED = LIMITS.teachers;

type Next<S> = S extends Signal ? Omit<S, 'version'> : never;

export const refuse = (refusal: Extract<Step, { refusal: unknown }>['refusal']): Step => ({ refusal });
export const UNKNOWN = refuse('unknown-signal');

export function next<S extends Signal>(signal: Signal, changed: Next<S>): S {
  return { ...changed, version: signal.version + 1 } as unknown as S;
}

export function withCopy<S extends Opened | Completed>(signal: S, changed: Copy): S;
export function withCopy(signal: Signal, changed: Copy): Signal;
export function withCopy(signal: Signal, changed: Copy): Signal {
  if (!isFollowed(signal)) return signal;
  if (signal.copies.includes(changed)) return signal;
  const copies = signal.copies.map((copy) => (copy.person === changed.person ? changed : copy));
  return { ...signal, copies, version: signal.version + 1 };
}

/** With a copy that was sealed anew: the same where it can be read on no more of these devices than the one that is there. */
export function resealed<T extends { sealed: Envelope | null }>(held: T, sealed: Envelope, devices: string[]): T {
  const reach = (envelope: Envelope | null) =>
    envelope?.recipients.filter(({ header }) => devices.includes(header.kid)).length ?? 0;
  return reach(sealed) > reach(held.sealed) ? { ...held, sealed } : held;
}

/** The same of a signal that nobody follows: where it was forgotten, it can be read again. */
export function resealedWaiting<S extends Waiting | Reserved>(signal: S, sealed: Envelope, devices: string[]): Step {
  const after = resealed(signal, sealed, devices);
  if (after === signal) return { signal };
  return { signal: next(after, after.state === 'waiting' ? { ...after, unreadableSince: null } : after) };
}

/** The copy, where the device can read it; null where there is none, or not for that device. */
export function copyFor({ sealed }: { sealed: Envelope | null }, device: string): Envelope | null {
  return sealed?.recipients.some(({ header }) => header.kid === device) ? sealed : null;
}

/** The contacts are alerted again: the page that took it away from them could not read it. */
export function backToWaiting({ by: _, reservedAt: __, ...live }: Reserved): Waiting {
  return { ...live, state: 'waiting', version: live.version + 1, alertedAt: null, reminders: 0, unreadableSince: null };
}

export function opened({ reservedAt: _, ...live }: Reserved, now: number): Opened {
  return { ...live, state: 'opened', version: live.version + 1, openedAt: now, takenAt: now, ...UNDECIDED };
}

const UNDECIDED = { copies: [], toldAt: null, parents: null };

/** Back to waiting for a colleague: the others are alerted again, and the minutes count from now. */
export function handedBack(signal: Opened, now: number): Waiting {
  const { openedAt: _, takenAt: __, copies: ___, toldAt: ____, parents: _____, by, ...live } = signal;
  const saw = withAudience(live.saw, openerOf(signal));
  return next(signal, {
    ...live,
    state: 'waiting',
    alertedAt: null,
    reminders: 0,
    unreadableSince: live.sealed ? null : now,
    // From that on it is told by this very change.
    amberAt: live.amberAt ?? (now >= turnsAmberAt(signal) ? now : null),
    arrivedAt: null,
    calledAt: null,
    handedBack: { by, at: now },
    saw,
  });
}

/** The choice of a teacher is taken back: if they were to call the parents and have not, it is asked anew who does. */
export function letGo<S extends Followed>(signal: S, copy: Copy): S;
export function letGo(signal: Followed, copy: Copy): Followed {
  const { person, chosenAt } = copy;
  const copies = signal.copies.filter((each) => each !== copy);
  const isLeft = signal.parents?.informedAt === null && signal.parents.person === person && person !== signal.by.person;
  const parents = isLeft ? null : signal.parents;
  return { ...signal, copies, parents, letGo: withLetGo(signal.letGo, { person, chosenAt }) };
}

/** With one more, of those that are remembered; of each teacher the last choice stands for those before. */
export function withLetGo(choices: Choice[], one: Choice): Choice[] {
  if (isLetGo(choices, one)) return choices;
  return [...choices.filter(({ person }) => person !== one.person), one].slice(-REMEMBERED);
}

export function isLetGo(choices: Choice[], { person, chosenAt }: Choice): boolean {
  return choices.some((each) => each.person === person && each.chosenAt >= chosenAt);
}

export function withAudience(audiences: Audience[], one: Audience): Audience[] {
  return [...audiences.filter(({ as, place }) => as !== one.as || place !== one.place), one];
}

/** Whoever was to call the parents has, says they themselves or whoever follows the signal. */
export function informed(signal: Opened | Completed, now: number): Step {
  if (!signal.parents) return refuse('wrong-moment');
  if (signal.parents.informedAt !== null) return { signal };
  return { signal: next(signal, { ...signal, parents: { ...signal.parents, informedAt: now } }) };
}

/** The sender's and the recipients' copies go; the sender is forgotten, so that only the teachers' cards are left. */
export function completed(signal: Opened): Completed | Ended {
  if (signal.copies.length === 0) return ended(signal, 'completed');
  const { id, endsAt, deed, organisation, sector, drill, times, sentAt, opensAt, bellAt } = signal;
  const { by, openedAt, copies, letGo, toldAt, parents } = signal;
  const moments = { sentAt, opensAt, bellAt, endsAt };
  const school = { code: signal.school.code, name: signal.school.name };
  const kept = { id, deed, organisation, sector, drill, times, ...moments, school, by, openedAt, copies, letGo, toldAt, parents };
  return next(signal, { ...kept, state: 'completed' });
}

/** Whoever has a part in it at its school, or had; of a drill nobody is told later. */
export function readersOf(signal: Open | Completed): Audience[] {
  if (signal.drill) return [];
  const reading = audiencesOf(signal).filter(({ as }) => as === 'teacher' || as === 'opener');
  return reading.reduce(withAudience, 'saw' in signal ? signal.saw : []);
}

/** What is left: whoever saw it must still be told, but for who returned it; of a completed one nobody, of a drill its sender. */
export function ended(signal: Open, outcome: Ended['outcome'], now: number | null = null): Ended {
  const version = signal.version + 1;
  const { id, endsAt, deed, sender } = signal;
  const sending: Audience[] = sender === null ? [] : [{ as: 'sender', place: placeOf.sender(sender) }];
  const saw = readersOf(signal);
  const returner = outcome === 'returned' && signal.state === 'opened' ? openerOf(signal).place : null;
  const witnesses = outcome === 'completed' ? [] : [...sending, ...saw.filter(({ place }) => place !== returner)];
  const isReturned = outcome === 'returned' && sender !== null;
  const returned = isReturned ? { ...senderView(signal), version, progress: 'returned' as const, returnedAt: now } : null;
  return { state: 'ended', id, version, endsAt, deed, outcome, witnesses, returned };
}

/** Whoever was shown it reads that it is lost, and must be told should it turn out otherwise. */
export function lost(signal: Waiting, now: number): Ended {
  const { witnesses, ...end } = ended(signal, 'lost');
  const shown = audiencesOf(signal).filter((audience) => viewFor(signal, audience, now));
  return { ...end, witnesses: shown.reduce(withAudience, witnesses) };
}
