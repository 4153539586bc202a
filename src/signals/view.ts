import { type Chosen, type Progress, type SenderView, type View, startOf } from '../contract/index.js';
import { type Audience, placeOf } from './audience.js';
import type { Copy, Opened, Reserved, Signal, Waiting } from './signal.js';

const MINUTE = 60_000;

type Open = Waiting | Reserved | Opened;

/** What one audience sees of a signal at this moment; null: nothing, as if it did not exist. Never sealed content. */
export function viewFor(signal: Signal, { as, place }: Audience, now: number): View | null {
  if (signal.state === 'ended') return as === 'sender' ? signal.returned : null;
  if (as === 'teacher') return teacherView(signal, place);
  if (signal.state === 'completed') return null;
  switch (as) {
    case 'sender':
      return senderView(signal);
    case 'colleague':
      return isAmber(signal, now) ? { ...common(signal), as, school: signal.school, progress: progressOf(signal) } : null;
    case 'contact':
      return { ...common(signal), as, school: schoolOf(signal), progress: progressOf(signal), openedBy: openedBy(signal) };
    case 'opener':
      return signal.state === 'opened' ? openerView(signal) : null;
  }
}

/** From amber on the sender's colleagues see a signal, and keep seeing what becomes of it. */
export function amberAt(signal: Open): number {
  return startOf(signal) + signal.times.amber * MINUTE;
}

function isAmber(signal: Open, now: number): boolean {
  return (signal.state === 'opened' ? signal.openedAt : now) >= amberAt(signal);
}

export function progressOf(signal: Open): Progress {
  if (signal.state !== 'opened') return 'waiting';
  if (knownAt(signal) !== null) return 'known';
  return signal.copies.length > 0 ? 'passed-on' : 'opened';
}

function knownAt({ toldAt, copies }: Opened): number | null {
  const moments = [toldAt, ...copies.map((copy) => copy.knownAt)].filter((moment) => moment !== null);
  return moments.length > 0 ? Math.min(...moments) : null;
}

export function senderView(signal: Open): SenderView {
  const opened = signal.state === 'opened' ? signal : null;
  return {
    ...common(signal),
    as: 'sender',
    school: signal.school,
    progress: progressOf(signal),
    arrivedAt: signal.arrivedAt,
    openedAt: opened?.openedAt ?? null,
    knownAt: opened && knownAt(opened),
    knownBy: opened && knownBy(opened),
    returnedAt: null,
  };
}

/** What the teacher says counts for more than what is said about them. */
function knownBy({ toldAt, copies }: Opened): SenderView['knownBy'] {
  if (copies.some((copy) => copy.knownAt !== null)) return 'teacher';
  return toldAt === null ? null : 'school';
}

function openerView(signal: Opened): View {
  const { openedAt, toldAt } = signal;
  return {
    ...common(signal),
    as: 'opener',
    school: schoolOf(signal),
    progress: progressOf(signal),
    openedAt,
    chosen: signal.copies.map(chosen),
    toldAt,
  };
}

function chosen({ sealed: _, ...copy }: Copy): Chosen {
  return copy;
}

/** The copy of the teacher who listens at this place. */
export function copyOf(signal: Signal, place: Audience['place']): Copy | null {
  if (signal.state !== 'opened' && signal.state !== 'completed') return null;
  return signal.copies.find(({ person }) => place === placeOf.teacher(signal.school.code, person)) ?? null;
}

function teacherView(signal: Exclude<Signal, { state: 'ended' }>, place: Audience['place']): View | null {
  const copy = copyOf(signal, place);
  if (!copy || (signal.state !== 'opened' && signal.state !== 'completed')) return null;
  const { chosenAt, openedAt, knownAt } = copy;
  return { ...common(signal), as: 'teacher', school: schoolOf(signal), from: signal.by.name, chosenAt, openedAt, knownAt };
}

function openedBy(signal: Open): { name: string; at: number } | null {
  if (signal.state === 'waiting') return null;
  return { name: signal.by.name, at: signal.state === 'reserved' ? signal.reservedAt : signal.openedAt };
}

function schoolOf({ school: { code, name } }: { school: { code: string; name: string } }) {
  return { code, name };
}

function common({ id, version, drill, sentAt, opensAt, bellAt, endsAt, times }: Exclude<Signal, { state: 'ended' }>) {
  return { id, version, drill, sentAt, opensAt, bellAt, endsAt, times };
}
