import type { Signal } from '../../src/signals/index.js';

/**
 * What happened to a signal, without when, in the memory of the server: two that went the same way look the same. Whether an alert
 * was answered is of interest as long as nobody has opened what it was about.
 */
export function shapeOf(signal: Signal | null): object | null {
  if (!signal) return null;
  if (signal.state === 'ended') {
    // Who must still be told is seen on their pages.
    const { state, outcome, returned } = signal;
    return { state, outcome, returned: returned !== null };
  }
  const course = {
    state: signal.state,
    copies: 'copies' in signal ? signal.copies.map(shapeOfCopy) : [],
    told: 'toldAt' in signal && signal.toldAt !== null,
    parents: 'parents' in signal && signal.parents && { ...signal.parents, informedAt: signal.parents.informedAt !== null },
    by: 'by' in signal ? signal.by.name : null,
  };
  if (signal.state === 'completed') return course;
  const { handedBack, calledAt, sealed, saw } = signal;
  const live = { ...course, handedBack: handedBack?.by.name ?? null, called: calledAt !== null, saw: placesIn(saw) };
  const waits = signal.state === 'waiting' && { arrived: signal.arrivedAt !== null, alerted: signal.alertedAt !== null };
  return { ...live, ...waits, sealed: sealed !== null };
}

type Copy = Extract<Signal, { state: 'opened' }>['copies'][number];

function shapeOfCopy({ name, sealed, arrivedAt, openedAt, knownAt, confer }: Copy): object {
  return {
    name,
    sealed: sealed !== null,
    arrived: openedAt !== null || arrivedAt !== null,
    opened: openedAt !== null,
    known: knownAt !== null,
    asked: confer !== null,
    coming: Boolean(confer?.comingAt),
  };
}

function placesIn(audiences: { as: string; place: string }[]): string[] {
  return audiences.map(({ as, place }) => `${as} ${place}`).sort();
}
