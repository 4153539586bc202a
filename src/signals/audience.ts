import type { View } from '../contract/index.js';
import type { Signal } from './signal.js';

/** Where people listen, and what a store finds signals by: a person, a school's contacts, an organisation's senders. */
export type Place = `person:${string}` | `contacts:${string}` | `senders:${string}`;

/** One column of the table "What each role sees", for one signal. */
export interface Audience {
  as: View['as'];
  place: Place;
  /** Within the place: somebody who has a closer view. */
  except?: Place;
}

/** Everybody whom a signal may ever concern in its present state. */
export function audiencesOf(signal: Signal): Audience[] {
  switch (signal.state) {
    case 'ended':
      return signal.witnesses.map(({ person, as }) => ({ as, place: `person:${person}` }));
    case 'completed':
      return signal.copies.map(({ person }) => ({ as: 'teacher', place: `person:${person}` }));
    case 'waiting':
    case 'reserved':
      return [...municipality(signal), { as: 'contact', place: `contacts:${signal.school.code}` }];
    case 'opened':
      return [
        ...municipality(signal),
        { as: 'contact', place: `contacts:${signal.school.code}`, except: `person:${signal.by.person}` },
        { as: 'opener', place: `person:${signal.by.person}` },
        ...signal.copies.map(({ person }): Audience => ({ as: 'teacher', place: `person:${person}` })),
      ];
  }
}

/** The places by which a store must find a signal again. */
export function placesOf(signal: Signal): Place[] {
  return [...new Set(audiencesOf(signal).map(({ place }) => place))];
}

function municipality(signal: { sender: string; organisation: string }): Audience[] {
  return [
    { as: 'sender', place: `person:${signal.sender}` },
    { as: 'colleague', place: `senders:${signal.organisation}`, except: `person:${signal.sender}` },
  ];
}
