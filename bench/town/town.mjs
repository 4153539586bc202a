import { createECDH, createHash } from 'node:crypto';

/** Four at each school: two contacts, two teachers. */
export const AT_A_SCHOOL = 4;
export const STAFF = 20_000;
export const SENDERS = 50;
export const ORGANISATION = idOf('0', 0);

/** People are numbers: first the staff, school by school, then the senders. */
export const personOf = (number) => idOf('1', number);
export const sessionOf = (number) => idOf('2', number);
export const groupOf = (school) => idOf('3', school);
export const numberOf = (person) => parseInt(person.slice(-12), 16);
export const senderAt = (at) => STAFF + (at % SENDERS);

export const schoolOf = (number) => Math.floor(number / AT_A_SCHOOL);
export const isSender = (number) => number >= STAFF;
export const isContact = (number) => !isSender(number) && number % AT_A_SCHOOL < 2;

/** `S00001`: a school's code. */
export const codeOf = (school) => `S${school.toString(36).toUpperCase().padStart(5, '0')}`;

/** Where somebody is told of something, as Seintje calls it: both contacts of a school at one place. */
export function placeOf(number) {
  if (isSender(number)) return `sender:${personOf(number)}`;
  const code = codeOf(schoolOf(number));
  return isContact(number) ? `contacts:${code}` : `teacher:${code}/${personOf(number)}`;
}

/** The public half of somebody's device key, always the same, and its thumbprint (RFC 7638). */
export function deviceOf(number) {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(createHash('sha256').update(`device ${number}`).digest());
  const point = ecdh.getPublicKey();
  const key = { crv: 'P-256', kty: 'EC', x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) };
  return { id: createHash('sha256').update(JSON.stringify(key)).digest('base64url'), key };
}

/** Its own address for every school, as behind a proxy. */
export function addressOf(number) {
  const network = isSender(number) ? 1 : schoolOf(number) + 256;
  return `10.${network >> 8}.${network & 255}.${(number % 200) + 1}`;
}

function idOf(kind, number) {
  return `${kind}0000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}
