import type { Me } from '../contract/index.js';
import { hasRole, type Principal, schoolsAs } from '../identity/index.js';
import { type Actor, type Place, placeOf } from '../signals/index.js';

/** The principal as signals know them. */
export function actorOf(principal: Principal): Actor {
  return {
    person: principal.person,
    name: principal.name,
    senderOf: hasRole(principal, 'sender') ? [principal.organisation] : [],
    contactOf: schoolsAs(principal, 'recipient'),
    teacherOf: schoolsAs(principal, 'teacher'),
  };
}

/** Where the principal hears of signals: computed by the server alone, from the roles in the directory. */
export function placesFor(principal: Me): Place[] {
  const { person, organisation } = principal;
  return [
    ...(hasRole(principal, 'sender') ? [placeOf.sender(person), `senders:${organisation}` as const] : []),
    ...schoolsAs(principal, 'recipient').flatMap((code): Place[] => [`contacts:${code}`, placeOf.contact(code, person)]),
    ...schoolsAs(principal, 'teacher').map((code) => placeOf.teacher(code, person)),
  ];
}
