import { LIMITS, startOf } from '../contract/index.js';
import { type Audience, audiencesOf, placeOf } from './audience.js';
import type { Actor, Command, Step } from './command.js';
import type { Completed, Copy, Ended, Opened, Reserved, Signal, Waiting } from './signal.js';
import { copyOf, senderView } from './view.js';

type Next<S> = S extends Signal ? Omit<S, 'version'> : never;

const refuse = (refusal: Extract<Step, { refusal: unknown }>['refusal']): Step => ({ refusal });
const UNKNOWN = refuse('unknown-signal');

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
      return send(signal, command, actor, now);
    case 'withdraw':
      return withdraw(signal, actor);
    case 'open-copy':
    case 'know':
      return asTeacher(signal, command, actor, now);
    default:
      return asContact(signal, command, actor, now);
  }
}

/** What the passing of time alone does: the alert window opens, a reservation lapses. The end of the day is the store's. */
export function elapse(signal: Signal, now: number): Signal {
  const due = dueAt(signal);
  if (due === null || now < due) return signal;
  if (signal.state === 'waiting') return next(signal, { ...signal, alertedAt: now });
  return signal.state === 'reserved' ? backToWaiting(signal) : signal;
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
  return as === 'contact' && signal.state === 'waiting' && signal.alertedAt !== null && signal.arrivedAt === null;
}

/** When `elapse` has something to do next; null: never. */
export function dueAt(signal: Signal): number | null {
  if (signal.state === 'waiting') return signal.alertedAt === null ? startOf(signal) : null;
  return signal.state === 'reserved' ? signal.reservedAt + LIMITS.reservation : null;
}

function send(signal: Signal | null, command: Extract<Command, { do: 'send' | 'send-again' }>, actor: Actor, now: number): Step {
  if (signal) return sendAgain(signal, command.school, actor);
  if (command.do === 'send-again') return UNKNOWN;
  const begun = { version: 1, sender: actor.person, sentAt: now, arrivedAt: null };
  const fresh: Waiting = { ...command.draft, ...begun, state: 'waiting', alertedAt: null };
  return { signal: now >= startOf(fresh) ? { ...fresh, alertedAt: now } : fresh };
}

function sendAgain(signal: Signal, school: string, actor: Actor): Step {
  if (signal.state === 'completed') return refuse('ended');
  if (signal.state === 'ended')
    return refuse(signal.outcome === 'completed' || isSenderOf(signal, actor) ? 'ended' : 'id-in-use');
  return signal.sender === actor.person && signal.school.code === school ? { signal } : refuse('id-in-use');
}

function withdraw(signal: Signal | null, actor: Actor): Step {
  if (signal?.state === 'ended')
    return isSenderOf(signal, actor) ? (signal.outcome === 'withdrawn' ? { signal } : refuse('ended')) : UNKNOWN;
  if (!signal || signal.state === 'completed' || signal.sender !== actor.person) return UNKNOWN;
  return { signal: ended(signal, 'withdrawn') };
}

function asContact(
  signal: Signal | null,
  command: Extract<Command, { do: 'open' | 'read' | 'follow' | 'pass-on' | 'told' | 'return' | 'complete' }>,
  actor: Actor,
  now: number,
): Step {
  if (!signal || signal.state === 'ended' || signal.state === 'completed' || !isContact(signal, actor)) return UNKNOWN;
  if (command.do === 'open') return open(signal, command.device, actor, now);
  if (signal.state === 'waiting') return refuse('wrong-moment');
  if (signal.by.person !== actor.person) return refuse('taken');
  if (command.do === 'read') return { signal: signal.state === 'reserved' ? opened(signal, now) : signal };
  if (signal.state === 'reserved') return refuse('wrong-moment');
  switch (command.do) {
    case 'follow':
      return { signal };
    case 'pass-on':
      return passOn(signal, command, now);
    case 'told':
      return { signal: signal.toldAt === null ? next(signal, { ...signal, toldAt: now }) : signal };
    case 'return':
      return { signal: ended(signal, 'returned', now) };
    case 'complete':
      return { signal: completed(signal) };
  }
}

function open(signal: Waiting | Reserved | Opened, device: string, actor: Actor, now: number): Step {
  if (signal.state !== 'waiting' && signal.by.person !== actor.person) return refuse('taken');
  if (!isSealedTo(signal, device)) return refuse('no-living-key');
  if (signal.state !== 'waiting') return { signal, sealed: signal.sealed };
  const { alertedAt: _, ...live } = signal;
  const by = { person: actor.person, name: actor.name };
  return { signal: next(signal, { ...live, state: 'reserved', by, reservedAt: now }), sealed: signal.sealed };
}

function opened({ reservedAt: _, ...live }: Reserved, now: number): Opened {
  return { ...live, state: 'opened', version: live.version + 1, openedAt: now, copies: [], toldAt: null };
}

/** The contacts are alerted again: the page that took it away from them could not read it. */
function backToWaiting({ by: _, reservedAt: __, ...live }: Reserved): Waiting {
  return { ...live, state: 'waiting', version: live.version + 1, alertedAt: null };
}

function passOn(signal: Opened, { to, group, sealed }: Extract<Command, { do: 'pass-on' }>, now: number): Step {
  if (signal.copies.some(({ person }) => person === to.person)) return { signal };
  if (signal.copies.length > 0) return refuse('wrong-moment');
  const copy: Copy = {
    person: to.person,
    name: to.name,
    group,
    sealed,
    chosenAt: now,
    arrivedAt: null,
    openedAt: null,
    knownAt: null,
  };
  return { signal: next(signal, { ...signal, copies: [copy] }) };
}

/** The sender's and the recipients' copies go; the sender is forgotten, so that only the teacher's card is left. */
function completed(signal: Opened): Completed | Ended {
  if (signal.copies.length === 0) return ended(signal, 'completed');
  const { id, endsAt, drill, times, sentAt, opensAt, bellAt, by, copies } = signal;
  const school = { code: signal.school.code, name: signal.school.name };
  return {
    state: 'completed',
    id,
    version: signal.version + 1,
    endsAt,
    drill,
    times,
    sentAt,
    opensAt,
    bellAt,
    school,
    by,
    copies,
  };
}

function ended(signal: Waiting | Reserved | Opened, outcome: Ended['outcome'], returnedAt: number | null = null): Ended {
  const version = signal.version + 1;
  const witnesses: Ended['witnesses'] = outcome === 'completed' ? [] : [{ as: 'sender', place: placeOf.sender(signal.sender) }];
  // A returned signal concerns nobody at that school: only the sender must still be told.
  if (outcome === 'withdrawn') witnesses.push(...audiencesOf(signal).filter(({ as }) => as === 'opener' || as === 'teacher'));
  const returned = outcome === 'returned' ? { ...senderView(signal), version, progress: 'returned' as const, returnedAt } : null;
  return { state: 'ended', id: signal.id, version, endsAt: signal.endsAt, outcome, witnesses, returned };
}

function asTeacher(
  signal: Signal | null,
  command: Extract<Command, { do: 'open-copy' | 'know' }>,
  actor: Actor,
  now: number,
): Step {
  const copy = signal && copyFor(signal, actor);
  if (!copy) return UNKNOWN;
  if (command.do === 'know') {
    if (copy.openedAt === null) return refuse('wrong-moment');
    return { signal: copy.knownAt === null ? withCopy(signal, { ...copy, knownAt: now }) : signal };
  }
  if (!isSealedTo(copy, command.device)) return refuse('no-living-key');
  return { signal: copy.openedAt === null ? withCopy(signal, { ...copy, openedAt: now }) : signal, sealed: copy.sealed };
}

function next<S extends Signal>(signal: Signal, changed: Next<S>): S {
  return { ...changed, version: signal.version + 1 } as unknown as S;
}

function withCopy(signal: Signal, changed: Copy): Signal {
  if (signal.state !== 'opened' && signal.state !== 'completed') return signal;
  const copies = signal.copies.map((copy) => (copy.person === changed.person ? changed : copy));
  return { ...signal, copies, version: signal.version + 1 };
}

function isContact(signal: { school: { code: string } }, { contactOf }: Actor): boolean {
  return contactOf.includes(signal.school.code);
}

/** The actor's own copy, which is for a teacher of that school: whoever has left it sees nothing any more. */
function copyFor(signal: Signal, { person, teacherOf }: Actor): Copy | null {
  if (!('school' in signal) || !teacherOf.includes(signal.school.code)) return null;
  return copyOf(signal, placeOf.teacher(signal.school.code, person));
}

function isSealedTo({ sealed }: { sealed: { recipients: { header: { kid: string } }[] } }, device: string): boolean {
  return sealed.recipients.some(({ header }) => header.kid === device);
}

function isSenderOf({ witnesses }: Ended, { person }: Actor): boolean {
  return witnesses.some(({ as, place }) => as === 'sender' && place === placeOf.sender(person));
}
