/** The words that only some pages need, by the first part of their keys; all others everybody has. */
const PACKS = {
  administration: ['absences', 'admin', 'batch', 'groups', 'import', 'not-ready', 'school', 'schools', 'take-away', 'weekday'],
  sender: ['sender', 'reach', 'check', 'left', 'colleague', 'sent'],
  recipient: ['recipient'],
  teacher: ['teacher'],
  staff: ['absent', 'check-in', 'notifying', 'parents'],
  account: ['account', 'memory', 'passkey'],
  counts: ['counts'],
  about: ['how', 'accessibility'],
  demonstration: ['demo'],
};
export type Pack = keyof typeof PACKS;

const BY_PREFIX = new Map(Object.entries(PACKS).flatMap(([pack, prefixes]) => prefixes.map((each) => [each, pack as Pack])));

/** The pack that a sentence is in. */
export function packOf(key: string): Pack | 'common' {
  return BY_PREFIX.get(key.split('.')[0]!) ?? 'common';
}
