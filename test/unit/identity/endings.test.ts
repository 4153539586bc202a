import { describe, expect, test } from '@jest/globals';
import type { Revocation, Revocations, Sessions } from '../../../src/directory/index.js';
import { Endings } from '../../../src/identity/index.js';
import type { Log } from '../../../src/log/index.js';
import { Nodes } from '../../../src/nodes/index.js';
import { FakeClock } from '../../support/fake-clock.js';

describe('[R-DIR-5] a directory that is silent', () => {
  test('is asked once, however long it lasts, for what other servers have written down; a server that stops waits for that alone', async () => {
    const asked: ((found: Revocation[]) => void)[] = [];
    const ofTheLast = () => new Promise<Revocation[]>((answer) => asked.push(answer));
    const revocations = { ofTheLast, sweep: async () => {} } as unknown as Revocations;
    const clock = new FakeClock(0);
    const nodes = new Nodes(clock);
    nodes.connect({ send: () => {}, receive: () => {} });
    const endings = new Endings({} as Sessions, revocations, clock, nodes, {} as Log);
    endings.onApplicationBootstrap();
    await clock.pass(10_000);
    asked[0]!([]);
    await clock.pass(0);
    // Nothing has queued up behind it.
    expect(asked).toHaveLength(1);
    await clock.pass(2_000);
    expect(asked).toHaveLength(2);
    const stopped = endings.onApplicationShutdown();
    asked[1]!([]);
    await stopped;
    expect([asked.length, clock.armed]).toEqual([2, 0]);
  });
});
