import { expect } from '@jest/globals';
import type { Envelope, View } from '../../../src/contract/index.js';
import type { Actor, Command } from '../../../src/signals/index.js';
import type { Shadow } from './shadow.js';

const COMMON = 'bellAt drill endsAt handedBackAt id opensAt sentAt times version';
const SCHOOL = 'code name';
const SCHOOL_AT_THE_GATE = 'code name phone place';

const sorted = (fields: string) => fields.split(' ').sort().join(' ');

/** Everything that a view may hold, by hand: what is not here is forbidden. */
const FIELDS: Record<View['as'], string> = {
  sender: sorted(`${COMMON} arrivedAt as calledAt knownAt knownBy openedAt progress returnedAt school`),
  colleague: sorted(`${COMMON} as calledAt progress school`),
  contact: sorted(`${COMMON} as handedBackBy knownAt openedBy progress school`),
  opener: sorted(`${COMMON} as chosen knownAt openedAt parents progress school takenAt toldAt`),
  teacher: sorted(`${COMMON} as chosenAt confer followed from knownAt openedAt parents school`),
};
const CHOSEN = 'absentAt arrivedAt chosenAt confer group knownAt name openedAt person';

const keys = (value: object) => Object.keys(value).sort().join(' ');
const namesIn = (value: unknown) => [...JSON.stringify(value).matchAll(/Name of ([a-z0-9-]+)/g)].map(([, who]) => `id-${who}`);

/** What is wrong with what somebody sees; nothing, as it should be. */
export function faultsOf(view: View, shadow: Shadow): string[] {
  const text = JSON.stringify(view);
  const staff = [...shadow.followers, ...(shadow.by ? [shadow.by] : []), ...shadow.chosen];
  const { allowed, school } = (() => {
    switch (view.as) {
      case 'sender':
      case 'colleague':
        return { allowed: [], school: SCHOOL_AT_THE_GATE };
      case 'contact':
        return { allowed: [...shadow.followers, shadow.by], school: SCHOOL };
      case 'opener':
        return { allowed: staff, school: SCHOOL };
      case 'teacher':
        return { allowed: [shadow.by, ...(view.parents ? [view.parents.person] : [])], school: SCHOOL };
    }
  })();
  return [
    ...(keys(view) === FIELDS[view.as] ? [] : [`fields: ${keys(view)}`]),
    ...(keys(view.school) === school ? [] : [`school: ${keys(view.school)}`]),
    ...namesIn(view).filter((person) => !allowed.includes(person)),
    ...(/SEALED|device-|ECDH/.test(text) ? ['sealed content'] : []),
    ...(view.as !== 'opener' && view.as !== 'teacher' && /"id-|Group/.test(text) ? ['a person or a group'] : []),
    ...(view.as === 'opener' ? view.chosen.filter((one) => keys(one) !== CHOSEN).map(keys) : []),
    ...(view.as === 'opener'
      ? view.chosen.filter((one) => (one.absentAt !== null) !== shadow.copies.get(one.person)?.absent).map(keys)
      : []),
    ...('parents' in view && view.parents && !staff.includes(view.parents.person) ? ['parents'] : []),
    ...(view.drill === shadow.draft.drill ? [] : ['drill']),
  ];
}

/** Whether the copy that a command handed over was for whoever asked. */
export function isOwnCopy({ ciphertext }: Envelope, command: Command, { person, contactOf }: Actor, shadow: Shadow): boolean {
  const { id } = shadow.draft;
  if (command.do === 'open-copy') return shadow.copies.has(person) && ciphertext === `SEALED-${id}/${person}/`;
  const isFollower = shadow.isLive && shadow.by === person && contactOf.includes(shadow.school);
  return ['open', 'take-over'].includes(command.do) && isFollower && ciphertext === `SEALED-${id}/school/`;
}

/** The sealed words that can be reached from an object: everything that it holds, to the bottom. */
export function sealedIn(root: unknown): string[] {
  const seen = new Set<unknown>();
  const words = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === 'string' && value.startsWith('SEALED-')) words.add(value);
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Map) for (const [key, held] of value) [key, held].forEach(look);
    if (value instanceof Set) value.forEach(look);
    Object.values(value).forEach(look);
  };
  look(root);
  return [...words];
}

/** As `toEqual`, and quick where they are alike. */
export function same(actual: unknown, expected: unknown): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) expect(actual).toEqual(expected);
}
