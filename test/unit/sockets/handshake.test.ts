import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { Config } from '../../../src/config/index.js';
import { type Callers, type Endings, type Principal, Refused } from '../../../src/identity/index.js';
import type { Limiter, Sources } from '../../../src/limits/index.js';
import { Places } from '../../../src/limits/places.js';
import type { Log } from '../../../src/log/index.js';
import { Handshake } from '../../../src/sockets/handshake.js';
import type { Socket } from '../../../src/sockets/server.js';

const AT_ONCE = 16;

/** A connection that says who it is. */
class Caller {
  readonly conn = Object.assign(new EventEmitter(), { readyState: 'open', close: () => {} });
  readonly socket: Socket;
  /** How it was answered; null: not yet. */
  answer: string | null = null;

  constructor(handshake: Handshake, token: string) {
    this.socket = { conn: this.conn, handshake: { auth: { token } }, request: {} } as never;
    void handshake.check(this.socket, (refusal) => (this.answer = refusal?.message ?? 'welcome'));
  }

  goes(): void {
    this.conn.readyState = 'closed';
    this.conn.emit('close');
  }
}

/** A handshake whose directory answers when it is told to. */
function slowly() {
  const asked = new Map<string, (answer: Promise<Principal>) => void>();
  const callers = { verify: (token: string) => new Promise((resolve) => asked.set(token, resolve)) } as unknown as Callers;
  const seats = new Places(100);
  const none = { take: async () => null };
  const limiter = { handshakes: none, failures: none, seat: () => seats.enter('') } as unknown as Limiter;
  const log = { record: () => {} } as unknown as Log;
  const endings = { count: 0 } as Endings;
  const sources = { of: () => '', mark: () => '' } as unknown as Sources;
  const config = {} as Config;
  const handshake = new Handshake(callers, endings, limiter, sources, log, config);
  const come = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => new Caller(handshake, String(from + at)));
  return { asked, come };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const somebody = Promise.resolve({ person: 'somebody', session: 'theirs' } as Principal);

describe('[R-LIMIT-7] handshakes', () => {
  test('sixteen are looked at, the seventeenth when one of them is done, in the order in which they came', async () => {
    const { asked, come } = slowly();
    const callers = come(0, 18);
    await settled();
    expect([...asked.keys()]).toEqual(callers.slice(0, AT_ONCE).map((_, at) => String(at)));
    asked.get('5')!(somebody);
    await settled();
    expect(callers.map(({ answer }) => answer).filter(Boolean)).toEqual(['welcome']);
    expect([asked.has('16'), asked.has('17')]).toEqual([true, false]);
    asked.get('3')!(Promise.reject(new Refused('session-ended')));
    await settled();
    expect(callers[3]!.answer).toBe('session-ended');
    expect(asked.has('17')).toBe(true);
  });

  test('one that hangs until it is cut gives its place to the next', async () => {
    const { asked, come } = slowly();
    const callers = come(0, AT_ONCE + 1);
    await settled();
    expect(asked.has('16')).toBe(false);
    callers[0]!.goes();
    await settled();
    expect(asked.has('16')).toBe(true);
  });

  test('one that goes while it waits is not looked at, and the library may let go of it', async () => {
    const { asked, come } = slowly();
    const callers = come(0, AT_ONCE + 2);
    await settled();
    callers[AT_ONCE]!.goes();
    asked.get('0')!(somebody);
    await settled();
    expect([asked.has('16'), asked.has('17')]).toEqual([false, true]);
    expect(callers[AT_ONCE]!.answer).toBe('unauthorised');
  });

  test('nothing is left on a connection that was welcomed but that it gives its seat back, nor of what it was let in by', async () => {
    const { asked, come } = slowly();
    const [caller] = come(0, 1);
    await settled();
    asked.get('0')!(somebody);
    await settled();
    expect(caller!.conn.listenerCount('close')).toBe(1);
    expect(caller!.socket.handshake.auth).toEqual({});
  });
});
