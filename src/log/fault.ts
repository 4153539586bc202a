import { nameOf } from './log.js';

/**
 * An error that nobody foresaw, for the person at the terminal: its class, its code and where it came from. Never its message:
 * Drizzle's holds the query's parameters, and with them names of staff.
 */
export function faultOf(thrown: unknown): string {
  const { code, cause, stack = '' } = thrown as { code?: string; cause?: { code?: string }; stack?: string };
  const frames = stack.split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${nameOf(thrown)} ${code ?? cause?.code ?? ''}`.trimEnd(), ...frames].join('\n');
}
