import { isDeepStrictEqual } from 'node:util';
import { type Audience, openerOf, type Place, placeOf } from './audience.js';
import type { Choice, Copy, Followed, Opened } from './signal.js';
import { isLetGo, next, withAudience, withLetGo } from './steps.js';

/**
 * A signal with what another state of it knows beyond that, since after a restart somebody acted who did not know of it. Pure.
 * Whoever was chosen stays chosen, but for who was let go (an observed-remove set: Shapiro et al., RR-7506, 2011) and does not know.
 * @param giver where whoever brings the other state listens: that they followed it counts only where they come themselves
 * @returns the very same object where the other knows no more
 */
export function joined<S extends Followed>(signal: S, other: Followed, giver: Place | null): S;
export function joined(signal: Followed, other: Followed, giver: Place | null): Followed {
  const letGo = other.letGo.reduce(withLetGo, signal.letGo);
  const stay = (copies: Copy[]) => copies.filter((copy) => copy.knownAt !== null || !isLetGo(letGo, copy));
  const copies = copiesOf(stay(signal.copies), stay(other.copies));
  const both = { ...signal, letGo, copies, toldAt: earliest(signal.toldAt, other.toldAt) };
  const followed = (signal.openedAt === other.openedAt ? { ...both, ...followedOn(both, other, giver) } : both) as Followed;
  const after = followed.state === 'opened' ? { ...followed, saw: sawOf(followed, [signal, other]) } : followed;
  return isDeepStrictEqual(after, signal) ? signal : next<Followed>(signal, after);
}

/** One for each teacher. */
function copiesOf(mine: Copy[], theirs: Copy[]): Copy[] {
  const others = new Map(theirs.map((copy) => [copy.person, copy]));
  const added = theirs.filter(({ person }) => !mine.some((copy) => copy.person === person));
  return [...mine.map((copy) => withMoments(copy, others.get(copy.person))), ...added];
}

/** The same teacher's, with what they did; chosen twice, the last time counts. */
function withMoments(copy: Copy, other: Copy | undefined): Copy {
  if (!other) return copy;
  const last = other.chosenAt > copy.chosenAt ? other : copy;
  const openedAt = earliest(copy.openedAt, other.openedAt);
  return {
    ...last,
    sealed: copy.sealed ?? other.sealed,
    arrivedAt: earliest(copy.arrivedAt, other.arrivedAt),
    openedAt,
    knownAt: earliest(copy.knownAt, other.knownAt),
    confer: conferred(copy.confer, other.confer),
    absentAt: openedAt === null ? last.absentAt : null,
  };
}

/** The last question, and that it was answered. */
function conferred(one: Copy['confer'], other: Copy['confer']): Copy['confer'] {
  if (!one || !other) return one ?? other;
  if (one.askedAt !== other.askedAt) return one.askedAt > other.askedAt ? one : other;
  return { ...one, comingAt: earliest(one.comingAt, other.comingAt) };
}

/** Of the same opening: whoever took it over last follows it, and who calls the parents. */
function followedOn(signal: Followed, other: Followed, giver: Place | null): Partial<Opened> {
  const parents = parentsOf(signal, other);
  if (signal.state !== 'opened' || other.state !== 'opened') return { parents };
  const isTaken = other.takenAt > signal.takenAt && openerOf(other).place === giver;
  const { by, takenAt } = isTaken ? other : signal;
  return { parents, by, takenAt, arrivedAt: earliest(signal.arrivedAt, other.arrivedAt) };
}

/** That they know, whoever called them; or who is to, unless they were let go. */
function parentsOf(signal: Followed, other: Followed): Opened['parents'] {
  const named = [signal.parents, other.parents].filter((parents) => parents !== null);
  const isThere = (person: string) => [signal.by, ...signal.copies].some((one) => one.person === person);
  const isGone = (person: string) => !isThere(person) && signal.letGo.some((choice) => choice.person === person);
  return named.find(({ informedAt }) => informedAt !== null) ?? named.find(({ person }) => !isGone(person)) ?? null;
}

/** Whoever has seen it in one of these states, and has no part in it now. */
function sawOf(signal: Opened, states: Followed[]): Audience[] {
  const { code } = signal.school;
  const teacherOf = ({ person }: Choice): Audience => ({ as: 'teacher', place: placeOf.teacher(code, person) });
  const parts = [openerOf(signal), ...signal.copies.map(teacherOf), ...signal.saw].map(({ place }) => place);
  const seen = states.flatMap((state) => [
    ...(state.state === 'opened' ? [...state.saw, openerOf(state)] : []),
    ...state.copies.filter(({ openedAt }) => openedAt !== null).map(teacherOf),
  ]);
  return seen.filter(({ place }) => !parts.includes(place)).reduce(withAudience, signal.saw);
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other);
}
