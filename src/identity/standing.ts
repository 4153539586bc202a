import { Refused } from './refused.js';
import type { Principal } from './principal.js';

type Standing = Pick<Principal, 'use' | 'isWaiting'>;

/** A device that is for one person's eyes at a time: neither a class looks at it, nor is it unsaid who uses it. */
export function isPrivate({ use }: Pick<Principal, 'use'>): boolean {
  return use === 'own' || use === 'shared';
}

/** Where anything can be opened, decided or changed: by one person, and not before it is approved. */
export function mayAct(principal: Standing): boolean {
  return isPrivate(principal) && !principal.isWaiting;
}

/** @throws Refused not-allowed; step-up-required, where the last proof of who it is is too old, or was by one factor */
export function mustBeProven(principal: Standing & Pick<Principal, 'provenUntil'>, now: number): void {
  if (!mayAct(principal)) throw new Refused('not-allowed');
  if ((principal.provenUntil ?? 0) <= now) throw new Refused('step-up-required');
}
