import { randomBytes } from 'node:crypto';
import { codeOf } from './town.mjs';

const times = { repeat: 2, amber: 5, call: 8, called: 8, choose: 5, walk: 3 };

/** What Seintje tells a contact, with a receipt of the same length: about 6 KB. */
export function messageOf(id, { as = 'contact', progress = 'waiting' } = {}) {
  const at = Date.now();
  const moments = { sentAt: at, opensAt: at, handedBackAt: null, bellAt: at, endsAt: at };
  const common = { id, version: 500_000, drill: false, ...moments, times };
  const school = { code: codeOf(0), name: 'School 0' };
  const view = { ...common, as, school, progress, openedBy: null, handedBackBy: null, knownAt: null };
  return [view, receiptOf(id)];
}

/** Encrypted, and of one length: 4,096 bytes, with what comes with the cipher. */
export function receiptOf(id) {
  return { id, version: 500_000, endsAt: Date.now(), state: STATE };
}

const STATE = randomBytes(4_096 + 12 + 16).toString('base64url');
