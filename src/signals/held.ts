import type { Held, HeldThing, View } from '../contract/index.js';
import { audiencesOf, type Place } from './audience.js';
import type { Signal } from './signal.js';

/** What the memory holds of a signal, as far as whoever listens at these places may know of it. */
export function heldOf(signal: Signal, places: Place[], as: View['as']): Held {
  const { id, endsAt } = signal;
  return { id, as, things: thingsOf(signal, as, places), endsAt };
}

function thingsOf(signal: Signal, as: View['as'], places: Place[]): HeldThing[] {
  if (signal.state === 'ended') return ['ended'];
  const things: HeldThing[] = ['school', 'times'];
  if (signal.state !== 'completed' && signal.sender !== null && as !== 'colleague') things.push('sender');
  if (signal.state !== 'completed' && signal.sealed !== null) things.push('school-copy');
  if (signal.state !== 'opened' && signal.state !== 'completed') return things;
  if (as !== 'sender' && as !== 'colleague') things.push('follower');
  if (as === 'opener' && signal.copies.length > 0) things.push('chosen', 'teacher-copies');
  if (as === 'teacher' && ownCopyAt(signal, places)) things.push('own-copy');
  if ((as === 'opener' || as === 'teacher') && signal.parents) things.push('parents');
  return things;
}

function ownCopyAt(signal: Signal, places: Place[]): boolean {
  return audiencesOf(signal).some(({ as, place }) => as === 'teacher' && places.includes(place));
}
