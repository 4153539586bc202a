import { LIMITS } from '../contract/index.js';
import { openerOf, placeOf } from './audience.js';
import type { Actor, ContactCommand, Step } from './command.js';
import { type Copy, isOpen, type Open, type Opened, type Signal, type Waiting } from './signal.js';
import {
  completed,
  copyFor,
  ended,
  handedBack,
  informed,
  letGo,
  next,
  opened,
  refuse,
  resealed,
  resealedWaiting,
  UNKNOWN,
  withAudience,
  withCopy,
} from './steps.js';

/** What a designated contact of the school may do: before it is opened any of them, then the one who follows it. */
export function asContact(signal: Signal | null, command: ContactCommand, actor: Actor, now: number): Step {
  if (!isOpen(signal)) return UNKNOWN;
  if (!actor.contactOf.includes(signal.school.code)) return UNKNOWN;
  if (command.do === 'open') return open(signal, command.device, actor, now);
  if (signal.state === 'waiting') return resealHandedBack(signal, command, actor);
  if (command.do === 'take-over' && signal.state === 'opened') return takeOver(signal, command.device, actor, now);
  if (signal.by.person !== actor.person) return refuse('taken');
  if (command.do === 'read') return { signal: signal.state === 'reserved' ? opened(signal, now) : signal };
  return signal.state === 'reserved' ? refuse('wrong-moment') : asFollower(signal, command, now);
}

function open(signal: Open, device: string, { person, name }: Actor, now: number): Step {
  if (signal.state !== 'waiting' && signal.by.person !== person) return refuse('taken');
  const sealed = copyFor(signal, device);
  if (!sealed) return refuse('no-living-key');
  if (signal.state !== 'waiting') return { signal, sealed };
  const { alertedAt: _, reminders: __, unreadableSince: ___, ...live } = signal;
  return { signal: next(signal, { ...live, state: 'reserved', sealed, by: { person, name }, reservedAt: now }), sealed };
}

function takeOver(signal: Opened, device: string, { person, name }: Actor, now: number): Step {
  const sealed = copyFor(signal, device);
  if (!sealed) return refuse('no-living-key');
  if (signal.by.person === person) return { signal, sealed };
  const saw = withAudience(signal.saw, openerOf(signal));
  return { signal: next(signal, { ...signal, by: { person, name }, takenAt: now, saw }), sealed };
}

function asFollower(signal: Opened, command: Exclude<ContactCommand, { do: 'open' | 'read' }>, now: number): Step {
  switch (command.do) {
    case 'follow':
    case 'take-over':
      return { signal };
    case 'hand-back':
      return signal.copies.length > 0 || signal.toldAt !== null ? refuse('wrong-moment') : { signal: handedBack(signal, now) };
    case 'pass-on':
      return passOn(signal, command, now);
    case 'reseal-copies':
      return reseal(signal, command);
    case 'told':
      return { signal: signal.toldAt === null ? next(signal, { ...signal, toldAt: now }) : signal };
    case 'coming':
      return coming(signal, command.teacher, now);
    case 'parents':
      return parents(signal, command.person);
    case 'informed':
      return informed(signal, now);
    case 'return':
      return { signal: ended(signal, 'returned', now) };
    case 'complete':
      // Somebody must take care of the pupil before the school is done.
      if (signal.copies.length === 0 && signal.toldAt === null) return refuse('wrong-moment');
      return { signal: completed(signal) };
  }
}

function passOn(signal: Opened, command: Extract<ContactCommand, { do: 'pass-on' }>, now: number): Step {
  const { to, group, instead, sealed } = command;
  const has = signal.copies.some(({ person }) => person === to.person);
  const former = signal.copies.find(({ person }) => person === instead && person !== to.person);
  if (has && !former) return { signal };
  if (instead !== null && (!former || former.knownAt !== null)) return refuse('wrong-moment');
  const without = former ? letGo(signal, former) : signal;
  if (!has && !former && signal.copies.length >= LIMITS.teachers) return refuse('too-many');
  // Another choice than one that was taken back, also at the same moment.
  const chosenAt = Math.max(now, ...without.letGo.filter(({ person }) => person === to.person).map((each) => each.chosenAt + 1));
  const course = { chosenAt, arrivedAt: null, openedAt: null, knownAt: null, confer: null, absentAt: null, reminders: 0 };
  const copy: Copy = { person: to.person, name: to.name, group, sealed, ...course };
  // Whoever has read it is still told should it be withdrawn, or not be for this school.
  const saw = former?.openedAt
    ? withAudience(signal.saw, { as: 'teacher', place: placeOf.teacher(signal.school.code, former.person) })
    : signal.saw;
  const copies = has ? without.copies : [...without.copies, copy];
  return { signal: next(signal, { ...without, copies, saw }) };
}

/** Whoever gave it back has the content, until a colleague has opened it. */
function resealHandedBack(signal: Waiting, command: ContactCommand, { person }: Actor): Step {
  const isTheirs = command.do === 'reseal-copies' && command.teacher === null && signal.handedBack?.by.person === person;
  return isTheirs ? resealedWaiting(signal, command.sealed, command.devices) : refuse('wrong-moment');
}

function reseal(signal: Opened, command: Extract<ContactCommand, { do: 'reseal-copies' }>): Step {
  const { teacher, sealed, devices } = command;
  if (teacher === null) {
    const after = resealed(signal, sealed, devices);
    return { signal: after === signal ? signal : next(signal, after) };
  }
  const copy = signal.copies.find(({ person }) => person === teacher);
  return copy ? { signal: withCopy(signal, resealed(copy, sealed, devices)) } : refuse('unknown-teacher');
}

function coming(signal: Opened, teacher: string, now: number): Step {
  const copy = signal.copies.find(({ person }) => person === teacher);
  if (!copy) return refuse('unknown-teacher');
  if (!copy.confer) return refuse('wrong-moment');
  if (copy.confer.comingAt !== null) return { signal };
  return { signal: withCopy(signal, { ...copy, confer: { ...copy.confer, comingAt: now } }) };
}

function parents(signal: Opened, person: string): Step {
  const caller = [signal.by, ...signal.copies].find((one) => one.person === person);
  if (!caller) return refuse('unknown-teacher');
  if (signal.parents?.person === person) return { signal };
  return { signal: next(signal, { ...signal, parents: { person, name: caller.name, informedAt: null } }) };
}
