import type { View } from './views.js';

/** What a page should be saying about a signal, beside its progress. */
export type Phase = 'scheduled' | 'quiet' | 'repeat' | 'amber' | 'call' | 'choose' | 'walk' | 'settled';

const MINUTE = 60_000;

/**
 * The phase of a signal, by the clock alone: pages compute it, also offline; the server uses it for
 * who may see what. Counts from the later of sending and the opening of the alert window.
 * @param now milliseconds, the server's clock
 */
export function phase(view: View, now: number): Phase {
  switch (view.as) {
    case 'sender':
    case 'colleague':
    case 'contact':
      return view.progress === 'waiting' ? waiting(view, now) : 'settled';
    case 'opener':
      if (view.progress === 'opened') return now >= view.openedAt + view.times.choose * MINUTE ? 'choose' : 'quiet';
      if (view.progress === 'passed-on') return unseen(view, now) ? 'walk' : 'quiet';
      return 'settled';
    case 'teacher':
      return view.openedAt === null ? 'repeat' : 'settled';
  }
}

/** The moment from which the minutes count. */
export function startOf(signal: Pick<View, 'sentAt' | 'opensAt'>): number {
  return Math.max(signal.sentAt, signal.opensAt);
}

/** "Bel de school" from here: so many minutes after the start, or before the bell if that is still ahead and sooner. */
export function callAt(signal: Pick<View, 'sentAt' | 'opensAt' | 'bellAt' | 'times'>): number {
  const start = startOf(signal);
  const byWaiting = start + signal.times.call * MINUTE;
  const byBell = signal.bellAt - signal.times.callBeforeBell * MINUTE;
  return byBell > start ? Math.min(byWaiting, byBell) : byWaiting;
}

function waiting(view: View, now: number): Phase {
  const start = startOf(view);
  if (now < start) return 'scheduled';
  if (now >= callAt(view)) return 'call';
  if (now >= start + view.times.amber * MINUTE) return 'amber';
  if (now >= start + view.times.repeat * MINUTE) return 'repeat';
  return 'quiet';
}

function unseen(view: Extract<View, { as: 'opener' }>, now: number): boolean {
  return view.chosen.some((teacher) => teacher.openedAt === null && now >= teacher.chosenAt + view.times.walk * MINUTE);
}
