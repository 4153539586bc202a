import type { Chosen, OpenerView, PhaseTimes, View } from './views.js';

/** What a page should be saying about a signal, beside its progress. */
export type Phase = 'scheduled' | 'quiet' | 'repeat' | 'amber' | 'call' | 'called' | 'choose' | 'walk' | 'settled';

const MINUTE = 60_000;

/**
 * The phase of a signal, by the clock alone: pages compute it, also offline; the server uses it for
 * who may see what. Counts from the latest of sending, the opening of the alert window, and giving it back.
 * @param now milliseconds, the server's clock
 */
export function phase(view: View, now: number): Phase {
  switch (view.as) {
    case 'sender':
    case 'colleague':
      return view.progress !== 'waiting' ? 'settled' : isCalled(view, now) ? 'called' : waiting(view, now);
    case 'contact':
      if (view.progress === 'waiting') return waiting(view, now);
      return view.progress === 'opened' && view.openedBy && isUndecided(view, view.openedBy.at, now) ? 'choose' : 'settled';
    case 'opener':
      if (view.progress === 'opened') return isUndecided(view, view.takenAt, now) ? 'choose' : 'quiet';
      if (view.chosen.some((teacher) => now >= walkAt(teacher, view))) return 'walk';
      return view.progress === 'known' ? 'settled' : 'quiet';
    case 'teacher':
      return view.openedAt === null ? 'repeat' : 'settled';
  }
}

type Start = Pick<View, 'sentAt' | 'opensAt'> & { handedBackAt?: number | null };
type Counted = Start & Pick<View, 'bellAt' | 'times'>;

/** The moment from which the minutes count; without `handedBackAt` they count from the beginning. */
export function startOf({ sentAt, opensAt, handedBackAt }: Start): number {
  return Math.max(sentAt, opensAt, handedBackAt ?? 0);
}

/** "Bel de school" from here: so many minutes after the start, or before the bell if that is still ahead and sooner. */
export function callAt(signal: Counted): number {
  const start = startOf(signal);
  const byWaiting = start + signal.times.call * MINUTE;
  const byBell = signal.bellAt - signal.times.callBeforeBell * MINUTE;
  return byBell > start ? Math.min(byWaiting, byBell) : byWaiting;
}

/** Somebody spoke with the school: so many minutes it may take them to open it. */
export function isCalled({ calledAt, times }: { calledAt: number | null; times: PhaseTimes }, now: number): boolean {
  return calledAt !== null && now < calledAt + times.call * MINUTE;
}

/** Whoever follows it has said that the teacher was told in person: of a teacher chosen after that, nobody said so. */
export function isCovered({ chosenAt }: Pick<Chosen, 'chosenAt'>, { toldAt }: Pick<OpenerView, 'toldAt'>): boolean {
  return toldAt !== null && chosenAt <= toldAt;
}

/**
 * From when something must be done about a teacher who has not seen it, in milliseconds: walk over, or at once choose somebody else
 * where they are not there. Infinity: nothing.
 */
export function walkAt(teacher: Chosen, view: OpenerView): number {
  const isNeeded = teacher.openedAt === null && !isCovered(teacher, view);
  return isNeeded ? (teacher.absentAt ?? teacher.chosenAt + view.times.walk * MINUTE) : Infinity;
}

function isUndecided({ times }: View, since: number, now: number): boolean {
  return now >= since + times.choose * MINUTE;
}

function waiting(view: View, now: number): Phase {
  const start = startOf(view);
  if (now < start) return 'scheduled';
  if (now >= callAt(view)) return 'call';
  if (now >= start + view.times.amber * MINUTE) return 'amber';
  if (now >= start + view.times.repeat * MINUTE) return 'repeat';
  return 'quiet';
}
