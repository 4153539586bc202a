import { Writable } from 'node:stream';
import { describe, expect, jest, test } from '@jest/globals';
import { readConfig } from '../../../src/config/index.js';
import { Counts } from '../../../src/counts/counts.js';
import { MemoryPending } from '../../../src/counts/memory-pending.js';
import type { Batch, StoredCount } from '../../../src/counts/pending.js';
import type { StoredCounts } from '../../../src/counts/stored-counts.js';
import { Log } from '../../../src/log/index.js';
import { Members, Nodes } from '../../../src/nodes/index.js';
import { type Count, MemoryStore } from '../../../src/signals/index.js';
import { at, FakeClock } from '../../support/fake-clock.js';

const SENT: Count = { region: 'the-organisation', sector: 'po', quarter: '2027-Q1', kind: 'sent' };
const stored = ({ region: organisation, ...count }: Count, number: number): StoredCount => ({ organisation, ...count, number });

/**
 * Counts over a database that is written down, that fails while `broken`, and during which something else happens.
 * @param ahead by how much the clock by which the memory began is ahead, in ms
 */
async function counting(now = at('2027-01-11 08:02'), ahead = 0) {
  const writes: { added: StoredCount[]; now: number; quarter: string; isEnded: boolean }[] = [];
  const lines: string[] = [];
  const clock = new FakeClock(now + ahead);
  const database = {
    broken: false,
    meanwhile: () => {},
    begin: async () => {},
    async add({ counts: added, moment: now, quarter }: Batch, isEnded: boolean) {
      if (this.broken) throw new Error('a message that repeats what came in');
      this.meanwhile();
      writes.push({ added, now, quarter, isEnded });
    },
  };
  const log = new Log(new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }));
  const pending = new MemoryPending();
  const memory = new MemoryStore(clock, 1, pending);
  clock.oversleep(now);
  const stored = database as unknown as StoredCounts;
  const members = new Members(null, readConfig({}), clock, new Nodes(clock));
  const counts = new Counts(pending, stored, memory, members, clock, log);
  await counts.onModuleInit();
  return { counts, pending, members, clock, database, writes, lines };
}

describe('what was counted', () => {
  test('[R-COUNT-1] is stored at midnight in the Netherlands, and at no other moment', async () => {
    const { pending, clock, writes } = await counting();
    for (let hour = 0; hour < 15; hour++) {
      pending.count(SENT);
      await clock.pass(3_600_000);
    }
    await clock.goTo(at('2027-01-11 23:59'));
    expect(writes).toEqual([]);
    await clock.goTo(at('2027-01-12 00:00'));
    expect(writes).toEqual([{ added: [stored(SENT, 15)], now: at('2027-01-12 00:00'), quarter: '2027-Q1', isEnded: false }]);
  });

  test('[R-COUNT-1] nothing is stored too, at every midnight, also where a day has 23 or 25 hours', async () => {
    const { clock, writes } = await counting(at('2027-03-27 12:00'));
    await clock.goTo(at('2027-03-30 12:00'));
    expect(writes.map(({ added, now }) => [added, now])).toEqual(
      ['2027-03-28 00:00', '2027-03-29 00:00', '2027-03-30 00:00'].map((moment) => [[], at(moment)]),
    );
    const autumn = await counting(at('2027-10-30 12:00'));
    await autumn.clock.goTo(at('2027-11-01 12:00'));
    expect(autumn.writes.map(({ now }) => now)).toEqual([at('2027-10-31 00:00'), at('2027-11-01 00:00')]);
  });

  test('[R-COUNT-1] is stored once when the application stops, after which no timer is left', async () => {
    const { counts, pending, clock, writes } = await counting();
    pending.count(SENT);
    pending.count({ ...SENT, kind: 'withdrawn' });
    await clock.pass(1_000);
    await counts.onApplicationShutdown();
    const added = [stored(SENT, 1), stored({ ...SENT, kind: 'withdrawn' }, 1)];
    expect(writes).toEqual([{ added, now: clock.now(), quarter: '2027-Q1', isEnded: true }]);
    expect(clock.armed).toBe(0);
  });

  test('[R-COUNT-1] is stored too where it was counted while the last was being stored', async () => {
    const { counts, pending, database, writes } = await counting();
    pending.count(SENT);
    database.meanwhile = () => {
      database.meanwhile = () => {};
      pending.count({ ...SENT, kind: 'unopened' });
    };
    await counts.onApplicationShutdown();
    expect(writes.map(({ added, isEnded }) => [added, isEnded])).toEqual([
      [[stored(SENT, 1)], true],
      [[stored({ ...SENT, kind: 'unopened' }, 1)], true],
    ]);
  });

  test('[R-COUNT-9] does not end a run in which another server has begun while the last one was storing', async () => {
    const { counts, members, writes } = await counting();
    jest.spyOn(members, 'leave').mockResolvedValueOnce(true).mockResolvedValueOnce(false);
    await counts.onApplicationShutdown();
    expect(writes.map(({ isEnded }) => isEnded)).toEqual([false]);
  });

  test('[R-COUNT-1] waits for the next midnight where it cannot be stored, and one line says so with a code', async () => {
    const { pending, clock, database, writes, lines } = await counting();
    pending.count(SENT);
    database.broken = true;
    await clock.goTo(at('2027-01-12 00:00'));
    expect(lines.splice(0).map((line) => JSON.parse(line) as unknown)).toEqual([
      { level: 'error', time: expect.any(String), msg: 'counting failed', code: 'counts-not-stored' },
    ]);
    pending.count({ ...SENT, kind: 'withdrawn' });
    database.broken = false;
    await clock.goTo(at('2027-01-13 00:00'));
    const both = { quarter: '2027-Q1', isEnded: false };
    expect(writes.splice(0)).toEqual([
      { added: [stored(SENT, 1)], now: at('2027-01-12 00:00'), ...both },
      { added: [stored({ ...SENT, kind: 'withdrawn' }, 1)], now: at('2027-01-13 00:00'), ...both },
    ]);
    await clock.goTo(at('2027-01-14 00:00'));
    expect(writes.map(({ added }) => added)).toEqual([[]]);
  });

  test('[R-COUNT-2] at midnight belongs to the quarter that is over, also where the timer wakes late', async () => {
    const { counts, clock, writes } = await counting(at('2027-03-31 12:00'));
    const late = at('2027-04-01 00:00') + 1;
    clock.oversleep(late);
    await clock.goTo(late);
    expect(writes).toEqual([{ added: [], now: at('2027-04-01 00:00'), quarter: '2027-Q1', isEnded: false }]);
    await counts.onApplicationShutdown();
    expect(writes[1]!.quarter).toBe('2027-Q2');
  });

  test('[R-COUNT-1] at midnight is after its memory began, also by another server’s clock that is ahead', async () => {
    const { pending, clock, writes } = await counting(at('2027-01-11 23:59'), 5 * 60_000);
    pending.count(SENT);
    await clock.goTo(at('2027-01-12 00:00'));
    expect(writes).toMatchObject([{ added: [stored(SENT, 1)], now: at('2027-01-12 00:04') + 1, quarter: '2027-Q1' }]);
  });

  test('[R-COUNT-1] has a moment of its own each time it is stored, also where the machine’s clock is set back', async () => {
    const { counts, clock, writes } = await counting();
    await clock.goTo(at('2027-01-12 00:00'));
    clock.oversleep(at('2027-01-11 23:00'));
    await counts.onApplicationShutdown();
    expect(writes.map(({ now }) => now)).toEqual([at('2027-01-12 00:00'), at('2027-01-12 00:00') + 1]);
  });
});
