/**
 * Every reason the server gives for not doing what was asked. A closed union: the page has a sentence
 * for each code, and the operator's detail stays in the log.
 */
export const REFUSALS = [
  'unauthorised', // handshake or renewal: no token, or one that does not verify
  'session-ended', // the session behind a valid token was signed out or revoked
  'not-allowed', // this caller's roles do not include this command
  'malformed', // the payload is not what the contract describes
  'unknown-command', // no such event
  'unknown-signal', // no such signal, or not yours to know about: the same answer, the same bytes
  'unknown-school', // no such school in your organisation
  'unknown-teacher', // the chosen person does not teach at this school
  'school-not-live', // the school does not take part yet; a testing school takes drills only
  'no-living-key', // nobody there has a device that could read it
  'stale-keys', // the envelope is sealed to none of the devices that are there now
  'too-far', // the school's next school day is more than four days away
  'id-in-use', // the id belongs to another signal
  'ended', // the sender's own signal, and it has ended: it is not revived
  'taken', // a colleague was first
  'too-many', // it was passed on to as many teachers as it can be
  'wrong-moment', // not possible in the state the signal is in
  'busy', // the store is full: call the school
  'internal', // our fault; the log has a line without anything personal
] as const;

export type RefusalCode = (typeof REFUSALS)[number];

/** The negative acknowledgement: a code and nothing else. */
export interface Refusal {
  ok: false;
  code: RefusalCode;
}

/** Every acknowledgement of a command. */
export type Answer<T extends object = object> = ({ ok: true } & T) | Refusal;
