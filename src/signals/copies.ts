import type { Envelope, Wanted } from '../contract/index.js';
import { openerOf, type Place, placeOf } from './audience.js';
import type { Copy, Signal } from './signal.js';

/** A sealed copy of a signal, and the places whose pages may have its content. */
export interface SealedCopy {
  /** null: the school's. */
  teacher: string | null;
  sealed: Envelope | null;
  holders: { as: Wanted['as']; place: Place }[];
}

/** As long as nobody has read it its sender has the content; then whoever follows it, and each teacher who opened their own. */
export function copiesOf(signal: Signal): SealedCopy[] {
  switch (signal.state) {
    case 'ended':
      return [];
    case 'waiting':
    case 'reserved': {
      const { sender, sealed } = signal;
      return [{ teacher: null, sealed, holders: sender === null ? [] : [{ as: 'sender', place: placeOf.sender(sender) }] }];
    }
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

function teachers({ person, sealed, openedAt }: Copy, school: string): SealedCopy {
  return {
    teacher: person,
    sealed,
    holders: openedAt === null ? [] : [{ as: 'teacher', place: placeOf.teacher(school, person) }],
  };
}
