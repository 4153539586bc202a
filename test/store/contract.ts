import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/clock/index.js';
import type { Batch, Pending, StoredCount } from '../../src/counts/pending.js';
import { type Count, type Place, type Signal, type SignalStore, StoreFull } from '../../src/signals/index.js';
import { FakeClock } from '../support/fake-clock.js';
import * as made from '../unit/signals/made-up.js';

/** A clock whose timers never run: what has expired must be absent without them. */
class TimerlessClock extends FakeClock {
  override at(): () => void {
    return () => {};
  }
}

const another = (signal: Signal, n: number): Signal => ({ ...signal, id: `00000000-0000-4000-8000-00000000000${n}` });
const opened: Signal = { ...made.opened, version: made.waiting.version + 1 };

/** A store, and what was counted in it. */
export interface Made {
  store: SignalStore;
  pending: Pending;
}

/**
 * What every store does, and what counts with it. The one suite, on a clock that stands still.
 * @param make an empty store that holds so many signals at the most
 */
export function storeContract(make: (clock: Clock, capacity: number) => Promise<Made>): void {
  describe('is a store', () => {
    let clock: FakeClock;
    let store: SignalStore;
    let pending: Pending;
    const { waiting } = made;

    beforeEach(async () => {
      clock = new FakeClock(made.SENT);
      ({ store, pending } = await make(clock, 3));
    });

    const idsAt = async (place: Place) => (await store.find(place)).map(({ id }) => id).sort();

    describe('compare-and-set', () => {
      test('gives back what was put, and nothing of another id', async () => {
        expect(await store.get(waiting.id)).toBeNull();
        expect(await store.put(waiting, 0, null)).toBe(true);
        expect(await store.get(waiting.id)).toEqual(waiting);
        expect(await store.get(another(waiting, 1).id)).toBeNull();
      });

      test('replaces the expected version only', async () => {
        await store.put(waiting, 0, null);
        for (const expected of [0, waiting.version - 1, waiting.version + 1]) {
          expect(await store.put(opened, expected, null)).toBe(false);
          expect(await store.get(waiting.id)).toEqual(waiting);
        }
        expect(await store.put(opened, waiting.version, null)).toBe(true);
        expect(await store.get(waiting.id)).toEqual(opened);
      });

      test('replaces nothing where nothing is', async () => {
        expect(await store.put(waiting, waiting.version, null)).toBe(false);
        expect(await store.get(waiting.id)).toBeNull();
      });

      test('[R-OPEN-2] lets one of two win that come at once', async () => {
        await store.put(waiting, 0, null);
        const held = { ...made.held, version: opened.version };
        const both = await Promise.all([store.put(held, waiting.version, null), store.put(opened, waiting.version, null)]);
        expect([...both].sort()).toEqual([false, true]);
        expect(await store.get(waiting.id)).toEqual(both[0] ? held : opened);
      });
    });

    describe('[R-STORE-2] capacity', () => {
      test('refuses what does not fit, loses nothing, and still lets what is there change', async () => {
        for (const n of [1, 2, 3]) expect(await store.put(another(waiting, n), 0, null)).toBe(true);
        await expect(store.put(another(waiting, 4), 0, null)).rejects.toThrow(StoreFull);
        for (const n of [1, 2, 3]) expect(await store.get(another(waiting, n).id)).toEqual(another(waiting, n));
        expect(await store.get(another(waiting, 4).id)).toBeNull();
        expect(await store.put(another(opened, 2), waiting.version, null)).toBe(true);
      });

      test('has room again after the end of the day', async () => {
        for (const n of [1, 2, 3]) await store.put(another(waiting, n), 0, null);
        await clock.goTo(waiting.endsAt);
        expect(await store.put({ ...another(waiting, 4), endsAt: waiting.endsAt + 1 }, 0, null)).toBe(true);
      });
    });

    describe('[R-STORE-2] the end', () => {
      const everywhere: Place[] = placesOf('sender', 'contact', 'colleague');

      test('comes at its very moment', async () => {
        await store.put(waiting, 0, null);
        await clock.goTo(waiting.endsAt - 1);
        expect(await store.get(waiting.id)).toEqual(waiting);
        await clock.goTo(waiting.endsAt);
        expect(await store.get(waiting.id)).toBeNull();
        for (const place of everywhere) expect(await store.find(place)).toEqual([]);
      });

      test('comes even where no timer runs, and the id is free then', async () => {
        const timerless = new TimerlessClock(made.SENT);
        const { store: idle } = await make(timerless, 3);
        await idle.put(waiting, 0, null);
        await timerless.goTo(waiting.endsAt - 1);
        expect(await idle.find('contacts:99AA00')).toEqual([waiting]);
        await timerless.goTo(waiting.endsAt);
        expect(await idle.get(waiting.id)).toBeNull();
        for (const place of everywhere) expect(await idle.find(place)).toEqual([]);
        expect(await idle.put({ ...opened, endsAt: waiting.endsAt + 1 }, waiting.version, null)).toBe(false);
        expect(await idle.put({ ...waiting, endsAt: waiting.endsAt + 1 }, 0, null)).toBe(true);
      });

      test('is told once to every listener, with the signal as it was last, after it was removed', async () => {
        const told: unknown[] = [];
        store.onExpired((signal) => void store.get(signal.id).then((left) => told.push(['first', signal, left])));
        store.onExpired((signal) => told.push(['second', signal]));
        await store.put(waiting, 0, null);
        await store.put(opened, waiting.version, null);
        await clock.goTo(waiting.endsAt - 1);
        expect(told).toEqual([]);
        await clock.goTo(waiting.endsAt + 86_400_000);
        expect(told).toHaveLength(2);
        expect(told).toEqual(
          expect.arrayContaining([
            ['first', opened, null],
            ['second', opened],
          ]),
        );
      });

      test("is each signal's own", async () => {
        const earlier = { ...another(waiting, 1), endsAt: waiting.endsAt - 1_000 };
        await store.put(waiting, 0, null);
        await store.put(earlier, 0, null);
        await clock.goTo(earlier.endsAt);
        expect(await store.get(earlier.id)).toBeNull();
        expect(await idsAt('contacts:99AA00')).toEqual([waiting.id]);
      });
    });

    describe('finding', () => {
      test('gives all signals of a place, and none of another', async () => {
        for (const n of [1, 2]) await store.put(another(waiting, n), 0, null);
        expect(await idsAt('contacts:99AA00')).toEqual([another(waiting, 1).id, another(waiting, 2).id]);
        expect(await idsAt('contacts:99BB00')).toEqual([]);
        expect(await idsAt(made.PLACES.opener)).toEqual([]);
      });

      test('follows the signal to its new places, and leaves the old ones', async () => {
        await store.put(waiting, 0, null);
        let { version } = waiting;
        const becomes = async (name: string) => store.put({ ...made.state(name), version: version + 1 }, version++, null);
        expect(await becomes('passed')).toBe(true);
        for (const place of placesOf('sender', 'contact', 'opener', 'teacher')) expect(await idsAt(place)).toEqual([waiting.id]);
        expect(await becomes('card')).toBe(true);
        expect(await idsAt(made.PLACES.teacher)).toEqual([waiting.id]);
        for (const place of placesOf('sender', 'colleague', 'contact', 'opener')) expect(await idsAt(place)).toEqual([]);
        expect(await becomes('end:r')).toBe(true);
        expect(await idsAt(made.PLACES.teacher)).toEqual([]);
        expect(await idsAt(made.PLACES.sender)).toEqual([waiting.id]);
      });
    });

    describe('[R-COUNT-8] counting', () => {
      const count = (kind: Count['kind']): Count => ({ region: 'the-organisation', sector: 'po', quarter: '2027-Q1', kind });
      const stored = (kind: Count['kind'], number: number): StoredCount => ({
        ...{ organisation: 'the-organisation', sector: 'po', quarter: '2027-Q1', kind, number },
      });
      const run = { id: 'the-run', beganAt: made.SENT };
      const closes = (moment: number, isEnd = false) => pending.close({ run, moment, quarter: '2027-Q1', isEnd });
      const counted = async () => (await closes(made.NOW))[0]!.counts;

      test('goes with the change, and not with one that did not win', async () => {
        const counts = { now: [count('sent')], atEnd: [] };
        for (const n of [1, 2]) await store.put(another(waiting, n), 0, null, counts);
        expect(await store.put(another(opened, 1), 0, null, counts)).toBe(false);
        await store.put(another(opened, 1), waiting.version, null, { now: [count('opened-before-bell')], atEnd: [] });
        expect(await counted()).toEqual([stored('sent', 2), stored('opened-before-bell', 1)]);
      });

      test('at the end of the day counts what the last change left to it, once', async () => {
        for (const n of [1, 2]) await store.put(another(waiting, n), 0, null, { now: [], atEnd: [count('unopened')] });
        await store.put(another(opened, 1), waiting.version, null, { now: [], atEnd: [] });
        await clock.goTo(waiting.endsAt + 86_400_000);
        expect((await closes(clock.now()))[0]!.counts).toEqual([stored('unopened', 1)]);
      });

      test('[R-COUNT-1] a day is closed once, counted or not, and its batch is there until it is stored', async () => {
        const batch = (moment: number, ...counts: StoredCount[]): Batch => ({ run, moment, quarter: '2027-Q1', counts });
        const sends = (n: number) => store.put(another(waiting, n), 0, null, { now: [count('sent')], atEnd: [] });
        const [first, second, third] = [made.NOW, made.NOW + 1, made.NOW + 2];
        await sends(1);
        expect(await closes(first)).toEqual([batch(first, stored('sent', 1))]);
        await sends(2);
        // Another server, or a clock that is behind.
        for (const moment of [first, first - 1]) expect(await closes(moment)).toEqual([batch(first, stored('sent', 1))]);
        await pending.stored(batch(first));
        expect(await closes(first)).toEqual([]);
        expect(await closes(second)).toEqual([batch(second, stored('sent', 1))]);
        expect(await closes(third)).toEqual([batch(second, stored('sent', 1)), batch(third)]);
        await pending.stored(batch(third));
        expect(await closes(first, true)).toEqual([batch(second, stored('sent', 1)), batch(third + 1)]);
      });
    });

    test('has an epoch of its own, and says when it began', async () => {
      const { store: second } = await make(new FakeClock(made.NOW), 3);
      expect(store.epoch).not.toBe(second.epoch);
      expect([store.startedAt, second.startedAt]).toEqual([made.SENT, made.NOW]);
      await store.put(waiting, 0, null);
      expect(await second.get(waiting.id)).toBeNull();
    });
  });
}

function placesOf(...who: (keyof typeof made.PLACES)[]): Place[] {
  return who.map((each) => made.PLACES[each]);
}
