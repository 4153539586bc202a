import type { View } from '../contract/index.js';
import { type Completed, isFollowed, type Opened, type Signal } from './signal.js';

/**
 * Where people listen, and what a store finds signals by: a school's contacts, an organisation's senders, and one
 * person in one role, so that whoever loses the role hears nothing more.
 */
export type Place = `contacts:${string}` | `senders:${string}` | `${'sender' | 'contact' | 'teacher' | 'staff'}:${string}`;

export const placeOf = {
  sender: (person: string): Place => `sender:${person}`,
  contact: (school: string, person: string): Place => `contact:${school}/${person}`,
  teacher: (school: string, person: string): Place => `teacher:${school}/${person}`,
  /** Whoever has a part in it at its school, whichever that is: nobody listens there, it is found there. */
  staff: (person: string): Place => `staff:${person}`,
};

/** Staff of a school: all its designated contacts, or one person in one role. */
export interface StaffAt {
  role: 'recipient' | 'teacher';
  /** The school's code. */
  school: string;
  person: string | null;
}

/** Who listens at a place, where that is a school's; null: others do, or nobody. */
export function staffAt(place: Place): StaffAt | null {
  const [, kind, school, person] = /^(contacts?|teacher):([^/]+)(?:\/(.+))?$/.exec(place) ?? [];
  return school ? { role: kind === 'teacher' ? 'teacher' : 'recipient', school, person: person ?? null } : null;
}

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
      return signal.witnesses;
    case 'completed':
      return teachers(signal);
    case 'waiting':
    case 'reserved':
      return [...municipality(signal), { as: 'contact', place: `contacts:${signal.school.code}` }];
    case 'opened':
      return [
        ...municipality(signal),
        { as: 'contact', place: `contacts:${signal.school.code}`, except: openerOf(signal).place },
        openerOf(signal),
        ...teachers(signal),
      ];
  }
}

/** Who hears the alert: not the contact who gave it back, whose device has nothing to tell of its arrival. */
export function alertedOf(signal: Signal, audience: Audience): Audience {
  if (audience.as !== 'contact' || signal.state !== 'waiting' || !signal.handedBack) return audience;
  return { ...audience, except: placeOf.contact(signal.school.code, signal.handedBack.by.person) };
}

/** The places by which a store must find a signal again. */
export function placesOf(signal: Signal): Place[] {
  return [...new Set([...audiencesOf(signal).map(({ place }) => place), ...staffOf(signal).map(placeOf.staff)])];
}

function staffOf(signal: Signal): string[] {
  if (!isFollowed(signal)) return [];
  return [signal.by, ...signal.copies].map(({ person }) => person);
}

/** Whoever follows it. */
export function openerOf({ school, by }: Opened): Audience {
  return { as: 'opener', place: placeOf.contact(school.code, by.person) };
}

/** Nobody there hears of a drill that the school itself started. */
function municipality({ sender, organisation }: { sender: string | null; organisation: string }): Audience[] {
  if (sender === null) return [];
  return [
    { as: 'sender', place: placeOf.sender(sender) },
    { as: 'colleague', place: `senders:${organisation}`, except: placeOf.sender(sender) },
  ];
}

function teachers({ school, copies }: Opened | Completed): Audience[] {
  return copies.map(({ person }) => ({ as: 'teacher', place: placeOf.teacher(school.code, person) }));
}
