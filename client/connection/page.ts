import { effect, type ReadonlySignal } from '@preact/signals';
import type { Clock } from './clock.js';

/** After the next frame, when the person could see it; at once, or nearly, in a page that nobody sees. */
export function rendered(clock: Pick<Clock, 'after'>): Promise<void> {
  return new Promise((done) => {
    if (document.hidden) return done();
    requestAnimationFrame(() => done());
    // A frame that is not shown has no next frame.
    clock.after(500, done);
  });
}

/** Calls back whenever the socket may have died unnoticed: the page slept, or the network went or came back. */
export function onDoubt(work: () => void): void {
  for (const event of ['offline', 'online', 'pageshow']) window.addEventListener(event, work);
  document.addEventListener('resume', work);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) work();
  });
}

/** Calls back when the person has done something; not while a finger is down, since what moves then is missed. */
export function onDoing(work: () => void): void {
  for (const event of ['click', 'keydown']) window.addEventListener(event, work, { passive: true });
}

/** Asks before the tab is closed while something would be lost with it. Only then: it costs the browser's page cache. */
export function askBeforeLeaving(unread: ReadonlySignal<number>): void {
  const ask = (event: Event) => event.preventDefault();
  effect(() => {
    if (unread.value > 0) window.addEventListener('beforeunload', ask);
    else window.removeEventListener('beforeunload', ask);
  });
}
