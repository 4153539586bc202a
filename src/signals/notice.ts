import type { Gone, Outcome, View } from '../contract/index.js';
import { alertedOf, type Audience, audiencesOf } from './audience.js';
import { isAlerted, remindersOf } from './reminders.js';
import { isOpen, type Signal } from './signal.js';
import { viewFor } from './view.js';

/** Something that must be heard, and answered. */
export interface Alert {
  event: 'alert';
  audience: Audience;
  view: View;
}

/** What was alerted is still to be seen: pages repeat their sound by themselves, so that this only wakes. */
interface Reminder {
  event: 'reminder';
  audience: Audience;
  /** The signal's, which is not told. */
  id: string;
}

/** Something that one audience must hear. */
export type Notice =
  Alert | Reminder | { event: 'changed'; audience: Audience; view: View } | { event: 'gone'; audience: Audience; gone: Gone };

/** Whom a change concerns and what they see now: the difference between the views before and after, and nothing else. */
export function noticesOf(before: Signal | null, after: Signal | null, now: number, ending: Outcome = 'completed'): Notice[] {
  const audiences = new Map(
    [...(before ? audiencesOf(before) : []), ...(after ? audiencesOf(after) : [])].map((a) => [`${a.as} ${a.place}`, a]),
  );
  return [...audiences.values()].flatMap((audience): Notice[] => {
    const was = before && viewFor(before, audience, now);
    const is = after && viewFor(after, audience, now);
    if (is && isAlert(before, after, audience)) return alertOf(was, is, audience, alertedOf(after, audience));
    if (is && turnsAmber(before, after, audience)) return [{ event: 'changed', audience, view: is }];
    if (is) return [...changeOf(was, is, audience), ...reminderOf(before, after, audience)];
    // Who follows it no more sees it as a contact again.
    if (audience.as === 'opener' && isOpen(after)) return [];
    const outcome = after?.state === 'ended' ? after.outcome : isOpen(after) ? 'reassigned' : ending;
    const { id } = after ?? before!;
    const isNews = was !== null || (after !== null && endToldTo(after, audience) !== endToldTo(before, audience));
    return isNews ? [{ event: 'gone', audience, gone: { id, as: audience.as, outcome } }] : [];
  });
}

/** What whoever saw it before is told of its end; null: nothing. What was lost may turn out to have ended otherwise. */
function endToldTo(signal: Signal | null, { as, place }: Audience): Outcome | null {
  if (signal?.state !== 'ended') return null;
  return signal.witnesses.some((witness) => witness.as === as && witness.place === place) ? signal.outcome : null;
}

/** Who is left out of the alert sees what it is now all the same. */
function alertOf(was: View | null, is: View, audience: Audience, alerted: Audience): Notice[] {
  return [{ event: 'alert', audience: alerted, view: is }, ...(alerted.except ? changeOf(was, is, audience) : [])];
}

/** The contacts when their alert falls due, and a teacher who was just chosen. */
function isAlert(before: Signal | null, after: Signal, { as, place }: Audience): boolean {
  if (as === 'contact') return isAlerted(after) && !(before && isAlerted(before));
  return as === 'teacher' && !(before && audiencesOf(before).some((old) => old.as === 'teacher' && old.place === place));
}

/** Time alone lets the sender's colleagues see what still waits: their view is the same before and after that moment is noted. */
function turnsAmber(before: Signal | null, after: Signal, { as }: Audience): boolean {
  const was = before && isOpen(before) ? before.amberAt : null;
  return as === 'colleague' && isOpen(after) && was === null && after.amberAt !== null;
}

/** Nothing where nothing that this audience can see has changed. */
function changeOf(was: View | null, is: View, audience: Audience): Notice[] {
  return same(was, is) ? [] : [{ event: 'changed', audience, view: is }];
}

/** Of whoever was to see it before, and still is. */
function reminderOf(before: Signal | null, after: Signal, audience: Audience): Notice[] {
  const [was, is] = [before && remindersOf(before, audience), remindersOf(after, audience)];
  if (was === null || is === null || is <= was) return [];
  return [{ event: 'reminder', audience: alertedOf(after, audience), id: after.id }];
}

/** Alike but for the version. */
function same(was: View | null, is: View): boolean {
  return was !== null && JSON.stringify({ ...was, version: 0 }) === JSON.stringify({ ...is, version: 0 });
}
