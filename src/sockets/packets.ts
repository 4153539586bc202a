import type { RefusalCode } from '../contract/index.js';

type Answer = (refusal: { ok: false; code: RefusalCode }) => void;

/** What becomes of a packet before any handler sees it: `BAD_INPUT` in the contract, in code. */
export type Verdict = 'pass' | 'close' | { answer: Answer; code: 'unknown-command' | 'malformed' };

/** No command's payload is nested more deeply than an envelope. */
const DEEPEST = 8;
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];

/**
 * Judges one packet: `[event, payload, acknowledge]`.
 * @param known whether there is a handler for the event
 */
export function judge([event, ...args]: unknown[], known: (event: string) => boolean): Verdict {
  const answer = args.at(-1);
  if (typeof answer !== 'function' || args.some((arg) => some(arg, isBinary))) return 'close';
  if (typeof event !== 'string' || !known(event)) return { answer: answer as Answer, code: 'unknown-command' };
  const [payload, ...more] = args.slice(0, -1);
  const sound = more.length === 0 && isPlainObject(payload) && !some(payload, hasForbiddenKey);
  return sound ? 'pass' : { answer: answer as Answer, code: 'malformed' };
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBinary(value: unknown): boolean {
  return value instanceof ArrayBuffer || ArrayBuffer.isView(value);
}

/** Keys that would reach an object's prototype in careless hands. */
function hasForbiddenKey(value: unknown): boolean {
  return isPlainObject(value) && Object.keys(value).some((key) => FORBIDDEN.includes(key));
}

/** Whether the test holds for the value or anything in it; what is nested too deeply is taken for the worst. */
function some(value: unknown, test: (part: unknown) => boolean, depth = 0): boolean {
  if (depth > DEEPEST || test(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some((part) => some(part, test, depth + 1));
}
