import type { Held, HeldThing } from '../contract/index.js';
import type { Audience } from './audience.js';
import { isFollowed, type Signal } from './signal.js';
import { copyOf } from './view.js';

/** What the memory holds of a signal, as far as one audience may know of it. Pure. */
export function heldOf(signal: Signal, { as, place }: Audience): Held {
  const { id, endsAt } = signal;
  return { id, as, things: thingsOf(signal, as, place), endsAt };
}

function thingsOf(signal: Signal, as: Audience['as'], place: Audience['place']): HeldThing[] {
  if (signal.state === 'ended') return ['ended'];
  const things: HeldThing[] = ['school', 'times'];
  if (signal.state !== 'completed') {
    if (signal.sender !== null && as !== 'colleague') things.push('sender');
    if (signal.sealed) things.push('school-copy');
  }
  if (!isFollowed(signal)) return things;
  if (as !== 'sender' && as !== 'colleague') things.push('follower');
  if (as === 'opener' && signal.copies.length > 0) things.push('chosen');
  if (as === 'opener' && signal.copies.some(({ sealed }) => sealed)) things.push('teacher-copies');
  if (as === 'teacher' && copyOf(signal, place)?.sealed) things.push('own-copy');
  if ((as === 'opener' || as === 'teacher') && signal.parents) things.push('parents');
  return things;
}
