import { Writable } from 'node:stream';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DrizzleQueryError } from 'drizzle-orm';
import { faultOf, Log, nameOf, NestLog } from '../../src/log/index.js';
import { madeUpPupil } from '../support/pupils.js';

describe('[R-LOG-2] the log', () => {
  let lines: string[];
  let log: Log;
  const { name } = madeUpPupil();

  beforeEach(() => {
    lines = [];
    log = new Log(new Writable({ write: (chunk: Buffer, _, done) => (lines.push(chunk.toString()), done()) }));
  });

  test('is one line of JSON for each happening: level, time, what happened, and a code or a class', () => {
    log.warn('packet refused', { code: 'malformed' });
    log.error('command failed', { error: 'TypeError', command: 'signal:send' });
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'warn', time, code: 'malformed', msg: 'packet refused' },
      { level: 'error', time, error: 'TypeError', command: 'signal:send', msg: 'command failed' },
    ]);
    expect(lines.every((line) => line.indexOf('\n') === line.length - 1)).toBe(true);
  });

  test("keeps of the framework's words the class of an error, never its message, stack or arguments", () => {
    const nest = new NestLog(log);
    const error = Object.assign(new RangeError(`cannot read ${name}`, { cause: new Error(name) }), { payload: { name } });
    const say = (how: 'log' | 'warn' | 'error', ...args: unknown[]) => void Reflect.apply(nest[how], nest, args);
    say('log', `handled ${name}`);
    expect(lines).toEqual([]);
    say('error', error, error.stack, name);
    say('error', `${name} was refused`, name);
    say('warn', { name }, name);
    expect(lines.map((line) => (JSON.parse(line) as { error: string }).error)).toEqual(['RangeError', 'string', 'object']);
    expect(lines.join('')).not.toContain(name);
  });

  test('names what was thrown, whatever it was', () => {
    class Peculiar extends Error {}
    const renamed = Object.assign(new Peculiar(name), { name });
    expect([renamed, name, undefined, null, 7, { name }].map(nameOf)).toEqual([
      'Peculiar',
      'string',
      'undefined',
      'object',
      'number',
      'object',
    ]);
  });
});

test('[R-LOG-2] an error that nobody foresaw is told by its class, its code and where it came from, never by its message', () => {
  const { name } = madeUpPupil();
  const query = `insert into "people" values ($1)\nparams: ${name}`;
  const thrown = new DrizzleQueryError(query, [name], Object.assign(new Error(name), { code: '23505', detail: name }));
  const [first, ...frames] = faultOf(thrown).split('\n');
  expect(first).toBe('DrizzleQueryError 23505');
  expect(frames.length).toBeGreaterThan(0);
  expect(frames.every((frame) => /^ {4}at /.test(frame))).toBe(true);
  expect(faultOf(thrown)).not.toContain(name);
  expect(faultOf('something')).toBe('string');
});
