import { useRef } from 'preact/hooks';
import { firstName } from '../words/times.js';
import { t } from '../words/words.js';
import { said } from '../elements/drill-mark.js';
import { asksOf, isWaiting, type Mine } from './words.js';

/** What asks for attention, and in how many ways: nothing that names a pupil or says what it is about. */
export interface Calls {
  count: number;
  words: string;
}

/** @param calling the views that ask for attention */
export function callsOf(calling: Mine[], now: number): Calls {
  const waiting = calling.filter(isWaiting);
  const others = calling.flatMap((view) => callsOfTaken(view, now).map((call) => said(view.drill, call)));
  const words = waiting.length > 0 ? [waitingCall(waiting), ...others] : others;
  return { count: waiting.length + others.length, words: words.join(' ') };
}

/** The words, as long as they are news: that fewer ask is none, and what comes in after that must be heard again. */
export function useNews({ count, words }: Calls): string {
  const last = useRef({ count: 0, words: '', news: '' });
  if (words !== last.current.words) last.current = { count, words, news: count < last.current.count ? '' : words };
  return last.current.news;
}

function callsOfTaken(view: Mine, now: number): string[] {
  if (view.as === 'opener') return asksOf(view, now);
  return isWaiting(view) ? [] : [t('recipient.colleague.undecided', { name: firstName(view.openedBy?.name ?? '') })];
}

/** Of drills only where nothing real waits. */
function waitingCall(waiting: Mine[]): string {
  const real = waiting.filter(({ drill }) => !drill);
  const count = real.length || waiting.length;
  return said(real.length === 0, count === 1 ? t('frame.waiting') : t('recipient.alert.many', { count }));
}
