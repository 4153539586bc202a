import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Subject } from 'rxjs';
import { LIMITS } from '../../../src/contract/index.js';
import { Arrivals } from '../../../src/sockets/arrivals.js';
import type { Handshake } from '../../../src/sockets/handshake.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('[R-LIMIT-7] at the door', () => {
  const done = new Subject<void>();
  let clock: FakeClock;
  let handshake: { waiting: number };
  let arrivals: Arrivals;
  /** Who was let in, in that order. */
  let inside: number[];
  beforeEach(() => {
    clock = new FakeClock(0);
    handshake = Object.assign({ waiting: 0 }, { done$: done });
    arrivals = new Arrivals(handshake as Handshake, clock);
    inside = [];
  });

  /** Connections that ask for a websocket. */
  function come(from: number, to: number) {
    return Array.from({ length: to - from }, (_, at) => {
      const socket = Object.assign(new EventEmitter(), { destroyed: false, destroy: () => gone() });
      const gone = () => {
        socket.destroyed = true;
        socket.emit('close');
      };
      arrivals.come({ socket } as unknown as IncomingMessage, () => inside.push(from + at));
      return socket;
    });
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve));

  test('nobody waits who is alone, and of many some come in at every turn, so that others are heard in between', async () => {
    come(0, 1);
    await turn();
    expect(inside).toEqual([0]);
    come(1, 21);
    const seen = [];
    for (let turns = 0; turns < 3; turns++) {
      await turn();
      seen.push(inside.length);
    }
    expect(seen).toEqual([9, 17, 21]);
    expect(inside).toEqual([...inside].sort((one, other) => one - other));
  });

  test('they wait while many wait inside, and come in when one of those is done', async () => {
    handshake.waiting = 32;
    come(0, 2);
    await turn();
    expect(inside).toEqual([]);
    handshake.waiting = 31;
    done.next();
    await turn();
    expect(inside).toEqual([0, 1]);
  });

  test('who goes takes nobody’s place, who resets the connection does no harm, and nobody waits for more than five seconds', async () => {
    handshake.waiting = 32;
    const [first, second] = come(0, 3);
    first!.destroy();
    second!.emit('error', new Error('ECONNRESET'));
    await clock.pass(LIMITS.handshake - 1);
    expect(second!.destroyed).toBe(false);
    const [later] = come(3, 4);
    await clock.pass(1);
    expect([second!.destroyed, later!.destroyed]).toEqual([true, false]);
    const [closing] = come(4, 5);
    closing!.emit('end');
    expect(closing!.destroyed).toBe(true);
    handshake.waiting = 0;
    done.next();
    await turn();
    expect(inside).toEqual([3]);
    expect(later!.eventNames()).toEqual([]);
    await clock.pass(LIMITS.handshake);
    expect(later!.destroyed).toBe(false);
  });
});
