import { type Principal, schoolsAs } from '../identity/index.js';
import type { Actor } from '../signals/index.js';

/** The principal as signals know them. */
export function actorOf(principal: Principal): Actor {
  return {
    person: principal.person,
    name: principal.name,
    contactOf: schoolsAs(principal, 'recipient'),
    teacherOf: schoolsAs(principal, 'teacher'),
  };
}
