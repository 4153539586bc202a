import { isDeepStrictEqual } from 'node:util';
import { placeOf } from './audience.js';
import type { Choice, Completed, Copy, Opened } from './signal.js';
import { next, withAudience } from './steps.js';

type Followed = Opened | Completed;

/**
 * A signal with what another state of it knows beyond that, since after a restart somebody acted who did not know of it. Pure.
 * Whoever was chosen stays chosen, but for who was let go (an observed-remove set: Shapiro et al., RR-7506, 2011).
 * @returns the very same object where the other knows no more
 */
export function joined<S extends Followed>(signal: S, other: Followed): S;
export function joined(signal: Followed, other: Followed): Followed {
  const letGo = union(signal.letGo, other.letGo);
  const isLetGo = (copy: Copy) => letGo.some((choice) => isSameChoice(choice, copy));
  const theirs = other.copies.filter((copy) => !isLetGo(copy));
  const mine = signal.copies.filter((copy) => !isLetGo(copy));
  const added = theirs.filter(({ person }) => !mine.some((copy) => copy.person === person));
  const copies = [...mine.map((copy) => withMoments(copy, theirs)), ...added];
  const followed = signal.openedAt === other.openedAt ? followedOn(signal, other, copies) : {};
  const after = { ...signal, ...sawToo(signal, other), ...followed, letGo, copies } as Followed;
  return isDeepStrictEqual(after, signal) ? signal : next<Followed>(signal, after);
}

function isSameChoice(one: Choice, other: Choice): boolean {
  return one.person === other.person && one.chosenAt === other.chosenAt;
}

function union(some: Choice[], others: Choice[]): Choice[] {
  return [...some, ...others.filter((each) => !some.some((one) => isSameChoice(one, each)))];
}

/** The same teacher's, with what they did. */
function withMoments(copy: Copy, others: Copy[]): Copy {
  const other = others.find(({ person }) => person === copy.person);
  if (!other) return copy;
  const openedAt = earliest(copy.openedAt, other.openedAt);
  return {
    ...copy,
    sealed: copy.sealed ?? other.sealed,
    arrivedAt: earliest(copy.arrivedAt, other.arrivedAt),
    openedAt,
    knownAt: earliest(copy.knownAt, other.knownAt),
    confer: conferred(copy.confer, other.confer),
    absentAt: openedAt === null ? copy.absentAt : null,
    reminders: Math.max(copy.reminders, other.reminders),
  };
}

/** The last question, and that it was answered. */
function conferred(one: Copy['confer'], other: Copy['confer']): Copy['confer'] {
  if (!one || !other) return one ?? other;
  if (one.askedAt !== other.askedAt) return one.askedAt > other.askedAt ? one : other;
  return { ...one, comingAt: earliest(one.comingAt, other.comingAt) };
}

/** Whoever has seen it and has no part in it any more: also a teacher who was let go and opened it meanwhile. */
function sawToo(signal: Followed, other: Followed): Pick<Opened, 'saw'> | object {
  if (signal.state !== 'opened') return {};
  const letGo = signal.copies.filter(
    (copy) => copy.openedAt !== null && other.letGo.some((choice) => isSameChoice(choice, copy)),
  );
  const teachers = letGo.map(({ person }) => ({ as: 'teacher' as const, place: placeOf.teacher(signal.school.code, person) }));
  const theirs = other.state === 'opened' ? other.saw : [];
  const isKnown = (place: string) => signal.saw.some((one) => one.place === place);
  return { saw: [...theirs, ...teachers].filter(({ place }) => !isKnown(place)).reduce(withAudience, signal.saw) };
}

/** Of the same opening: whoever took it over last follows it, and what was done once is done. */
function followedOn(signal: Followed, other: Followed, copies: Copy[]): Partial<Opened> {
  const isHere = (caller: Opened['parents']) => [signal.by, other.by, ...copies].some(({ person }) => person === caller?.person);
  const called = signal.parents ?? (isHere(other.parents) ? other.parents : null);
  const theirs = other.parents?.person === called?.person ? other.parents : null;
  const done = {
    toldAt: earliest(signal.toldAt, other.toldAt),
    parents: called && { ...called, informedAt: earliest(called.informedAt, theirs?.informedAt) },
  };
  if (signal.state !== 'opened' || other.state !== 'opened') return done;
  const { by, takenAt } = other.takenAt > signal.takenAt ? other : signal;
  return {
    ...done,
    ...{ by, takenAt },
    arrivedAt: earliest(signal.arrivedAt, other.arrivedAt),
    calledAt: earliest(signal.calledAt, other.calledAt),
    amberAt: earliest(signal.amberAt, other.amberAt),
  };
}

function earliest(one: number | null = null, other: number | null = null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
