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
  'step-up-required', // who is calling must be proven anew first: too long ago, or by one factor only
  'too-fast', // more than anybody needs; later it is taken again
  'not-recognised', // a sign-in that leads to nobody here: the same answer whoever it might have been
  'provider-unavailable', // the organisation's own sign-in does not answer, or does not take us for who we are
  'unverified-address', // the organisation's account has an address that its provider has not verified
  'too-late', // a sign-in, or a request for a second administrator, that took too long, or was answered before
  'invitation-unknown', // no such link
  'invitation-used', // a link is good for once
  'invitation-expired', // or for 24 hours, or until it is revoked
  'last-passkey', // without it there would be no way in
  'own-request', // what one administrator asks for, another one decides on
  'unknown-person', // nobody of that kind in your organisation
  'address-in-use', // of somebody else
  'school-incomplete', // something keeps the school from that state, which its details name
  'code-in-use', // the school is there already, here or at another organisation
  'name-in-use', // the school has a group of that name
  'unknown-group', // no such group at a school of the caller's
  'unknown-batch', // no such batch, or it is over and forgotten
  'stale-preview', // what would happen is no longer what was seen
  'too-large', // more bytes than are taken at once
  'not-mailed', // the mail server did not take it; there is no link
  'no-push', // this server wakes no browsers, or none at that address, or it was not taken
  'push-gone', // the push service knows that browser no more: it subscribes anew
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
