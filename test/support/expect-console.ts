import { format } from 'node:util';

const METHODS = ['debug', 'info', 'log', 'warn', 'error', 'trace'] as const;
const said: string[] = [];
const expected: RegExp[] = [];

for (const method of METHODS) console[method] = (...args: unknown[]) => void said.push(`console.${method}: ${format(...args)}`);

/** This test expects one or more lines on the console that match; without such a line it fails. */
export function expectConsole(pattern: RegExp): void {
  expected.push(pattern);
}

/** The lines that no expectation covers, and the expectations that no line met; begins anew. */
export function takeUnexpected(): string[] {
  const lines = said.splice(0);
  const patterns = expected.splice(0);
  const missing = patterns.filter((pattern) => !lines.some((line) => pattern.test(line))).map((pattern) => `missing: ${pattern}`);
  return [...lines.filter((line) => !patterns.some((pattern) => pattern.test(line))), ...missing];
}
