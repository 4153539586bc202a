import type { RefusalCode } from '../contract/index.js';

/** Thrown where something is refused; carries a code of the contract and nothing else. */
export class Refused extends Error {
  constructor(readonly code: RefusalCode) {
    super(code);
  }
}
