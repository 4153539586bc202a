import { type Chosen, type Progress, type SenderView, type View, startOf } from '../contract/index.js';
import { type Audience, openerOf, placeOf } from './audience.js';
import { type Completed, type Copy, isFollowed, type Open, type Opened, type Signal } from './signal.js';

const MINUTE = 60_000;

/** What one audience sees of a signal at this moment; null: nothing, as if it did not exist. Never sealed content. */
export function viewFor(signal: Signal, { as, place }: Audience, now: number): View | null {
  if (signal.state === 'ended') return as === 'sender' ? signal.returned : null;
  if (as === 'teacher') return teacherView(signal, place);
  if (signal.state === 'completed') return null;
  switch (as) {
    case 'sender':
      return senderView(signal);
    case 'colleague':
      return isAmber(signal, now)
        ? { ...common(signal), as, school: signal.school, progress: progressOf(signal), calledAt: signal.calledAt }
        : null;
    case 'contact':
      return {
        ...common(signal),
        as,
        school: schoolOf(signal),
        progress: progressOf(signal),
        openedBy: openedBy(signal),
        handedBackBy: signal.state === 'waiting' ? (signal.handedBack?.by.name ?? null) : null,
        knownAt: signal.state === 'opened' ? knownAt(signal) : null,
      };
    case 'opener':
      return signal.state === 'opened' && place === openerOf(signal).place ? openerView(signal) : null;
  }
}

/** From amber on the sender's colleagues see a signal, and keep seeing what becomes of it, also when it is given back. */
export function turnsAmberAt(signal: Open): number {
  return startOf(signal) + signal.times.amber * MINUTE;
}

export function isAmber(signal: Open, now: number): boolean {
  return (signal.state === 'opened' ? signal.openedAt : now) >= turnsAmberAt(signal);
}

export function progressOf(signal: Open): Progress {
  if (signal.state !== 'opened') return 'waiting';
  if (knownAt(signal) !== null) return 'known';
  return signal.copies.length > 0 ? 'passed-on' : 'opened';
}

export function knownAt({ toldAt, copies }: Pick<Opened, 'toldAt' | 'copies'>): number | null {
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
    arrivedAt: isReadable(signal) ? signal.arrivedAt : null,
    openedAt: opened?.openedAt ?? null,
    knownAt: opened && knownAt(opened),
    knownBy: opened && knownBy(opened),
    returnedAt: null,
    calledAt: signal.calledAt,
  };
}

/** What was alerted, and then forgotten, has arrived when it is there again. */
function isReadable(signal: Open): boolean {
  return signal.state !== 'waiting' || signal.unreadableSince === null;
}

/** What the teacher says counts for more than what is said about them. */
function knownBy({ toldAt, copies }: Opened): SenderView['knownBy'] {
  if (copies.some((copy) => copy.knownAt !== null)) return 'teacher';
  return toldAt === null ? null : 'school';
}

function openerView(signal: Opened): View {
  const { openedAt, takenAt, toldAt, parents } = signal;
  return {
    ...common(signal),
    as: 'opener',
    school: schoolOf(signal),
    progress: progressOf(signal),
    openedAt,
    takenAt,
    chosen: signal.copies.map(chosen),
    toldAt,
    knownAt: knownAt(signal),
    parents,
  };
}

function chosen({ sealed: _, reminders: __, ...copy }: Copy): Chosen {
  return copy;
}

/** The copy of the teacher who listens at this place. */
export function copyOf(signal: Signal, place: Audience['place']): Copy | null {
  if (!isFollowed(signal)) return null;
  return signal.copies.find(({ person }) => place === placeOf.teacher(signal.school.code, person)) ?? null;
}

function teacherView(signal: Exclude<Signal, { state: 'ended' }>, place: Audience['place']): View | null {
  const copy = copyOf(signal, place);
  if (!copy || !isFollowed(signal)) return null;
  const { chosenAt, openedAt, knownAt, confer } = copy;
  const { by, parents } = signal;
  const mine = { chosenAt, openedAt, knownAt, confer, parents };
  return {
    ...common(signal),
    as: 'teacher',
    school: schoolOf(signal),
    from: by.name,
    followed: signal.state === 'opened',
    ...mine,
  };
}

function openedBy(signal: Open): { name: string; at: number } | null {
  if (signal.state === 'waiting') return null;
  return { name: signal.by.name, at: signal.state === 'reserved' ? signal.reservedAt : signal.takenAt };
}

function schoolOf({ school: { code, name } }: { school: { code: string; name: string } }) {
  return { code, name };
}

function common(signal: Open | Completed) {
  const { id, version, drill, sentAt, opensAt, bellAt, endsAt, times } = signal;
  const handedBackAt = ('handedBack' in signal && signal.handedBack?.at) || null;
  return { id, version, drill, sentAt, opensAt, handedBackAt, bellAt, endsAt, times };
}
