import type { Envelope, Wanted } from '../contract/index.js';
import { openerOf, type Place, placeOf } from './audience.js';
import type { Copy, Reserved, Signal, Waiting } from './signal.js';

/** A sealed copy of a signal, and the places whose pages may have its content. */
export interface SealedCopy {
  /** null: the school's. */
  teacher: string | null;
  sealed: Envelope | null;
  holders: { as: Wanted['as']; place: Place }[];
}

/**
 * As long as nobody has read it its sender has the content, and whoever gave it back; then whoever follows it, and each teacher who
 * opened their own.
 */
export function copiesOf(signal: Signal): SealedCopy[] {
  switch (signal.state) {
    case 'ended':
      return [];
    case 'waiting':
    case 'reserved':
      return [{ teacher: null, sealed: signal.sealed, holders: holdersOf(signal) }];
    case 'opened': {
      const { place } = openerOf(signal);
      const own = signal.copies.map((copy) => teachers(copy, signal.school.code));
      const followed = [{ teacher: null, sealed: signal.sealed, holders: [] }, ...own];
      return followed.map((copy) => ({ ...copy, holders: [{ as: 'opener', place }, ...copy.holders] }));
    }
    case 'completed':
      return signal.copies.map((copy) => teachers(copy, signal.school.code));
  }
}

function holdersOf(signal: Waiting | Reserved): SealedCopy['holders'] {
  const holders: SealedCopy['holders'] = [];
  const { sender, school, handedBack } = signal;
  if (sender !== null) holders.push({ as: 'sender', place: placeOf.sender(sender) });
  if (signal.state === 'waiting' && handedBack)
    holders.push({ as: 'opener', place: placeOf.contact(school.code, handedBack.by.person) });
  return holders;
}

function teachers({ person, sealed, openedAt }: Copy, school: string): SealedCopy {
  return {
    teacher: person,
    sealed,
    holders: openedAt === null ? [] : [{ as: 'teacher', place: placeOf.teacher(school, person) }],
  };
}
