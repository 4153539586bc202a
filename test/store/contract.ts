import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/clock/index.js';
import { type Place, type Signal, type SignalStore, StoreFull } from '../../src/signals/index.js';
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

/**
 * What every store does. The one suite, on a clock that stands still.
 * @param make an empty store that holds so many signals at the most
 */
export function storeContract(make: (clock: Clock, capacity: number) => Promise<SignalStore>): void {
  describe('is a store', () => {
    let clock: FakeClock;
    let store: SignalStore;
    const { waiting } = made;

    beforeEach(async () => {
      clock = new FakeClock(made.SENT);
      store = await make(clock, 3);
    });

    const idsAt = async (place: Place) => (await store.find(place)).map(({ id }) => id).sort();

    describe('compare-and-set', () => {
      test('gives back what was put, and nothing of another id', async () => {
        expect(await store.get(waiting.id)).toBeNull();
        expect(await store.put(waiting, 0)).toBe(true);
        expect(await store.get(waiting.id)).toEqual(waiting);
        expect(await store.get(another(waiting, 1).id)).toBeNull();
      });

      test('replaces the expected version only', async () => {
        await store.put(waiting, 0);
        for (const expected of [0, waiting.version - 1, waiting.version + 1]) {
          expect(await store.put(opened, expected)).toBe(false);
          expect(await store.get(waiting.id)).toEqual(waiting);
        }
        expect(await store.put(opened, waiting.version)).toBe(true);
        expect(await store.get(waiting.id)).toEqual(opened);
      });

      test('replaces nothing where nothing is', async () => {
        expect(await store.put(waiting, waiting.version)).toBe(false);
        expect(await store.get(waiting.id)).toBeNull();
      });

      test('[R-OPEN-2] lets one of two win that come at once', async () => {
        await store.put(waiting, 0);
        const held = { ...made.held, version: opened.version };
        const both = await Promise.all([store.put(held, waiting.version), store.put(opened, waiting.version)]);
        expect([...both].sort()).toEqual([false, true]);
        expect(await store.get(waiting.id)).toEqual(both[0] ? held : opened);
      });
    });

    describe('[R-STORE-2] capacity', () => {
      test('refuses what does not fit, loses nothing, and still lets what is there change', async () => {
        for (const n of [1, 2, 3]) expect(await store.put(another(waiting, n), 0)).toBe(true);
        await expect(store.put(another(waiting, 4), 0)).rejects.toThrow(StoreFull);
        for (const n of [1, 2, 3]) expect(await store.get(another(waiting, n).id)).toEqual(another(waiting, n));
        expect(await store.get(another(waiting, 4).id)).toBeNull();
        expect(await store.put(another(opened, 2), waiting.version)).toBe(true);
      });

      test('has room again after the end of the day', async () => {
        for (const n of [1, 2, 3]) await store.put(another(waiting, n), 0);
        await clock.goTo(waiting.endsAt);
        expect(await store.put({ ...another(waiting, 4), endsAt: waiting.endsAt + 1 }, 0)).toBe(true);
      });
    });

    describe('[R-STORE-2] the end', () => {
      const everywhere: Place[] = placesOf('sender', 'contact', 'colleague');

      test('comes at its very moment', async () => {
        await store.put(waiting, 0);
        await clock.goTo(waiting.endsAt - 1);
        expect(await store.get(waiting.id)).toEqual(waiting);
        await clock.goTo(waiting.endsAt);
        expect(await store.get(waiting.id)).toBeNull();
        for (const place of everywhere) expect(await store.find(place)).toEqual([]);
      });

      test('comes even where no timer runs, and the id is free then', async () => {
        const timerless = new TimerlessClock(made.SENT);
        const idle = await make(timerless, 3);
        await idle.put(waiting, 0);
        await timerless.goTo(waiting.endsAt - 1);
        expect(await idle.find('contacts:99AA00')).toEqual([waiting]);
        await timerless.goTo(waiting.endsAt);
        expect(await idle.get(waiting.id)).toBeNull();
        for (const place of everywhere) expect(await idle.find(place)).toEqual([]);
        expect(await idle.put({ ...opened, endsAt: waiting.endsAt + 1 }, waiting.version)).toBe(false);
        expect(await idle.put({ ...waiting, endsAt: waiting.endsAt + 1 }, 0)).toBe(true);
      });

      test('is told once to every listener, with the signal as it was last, after it was removed', async () => {
        const told: unknown[] = [];
        store.onExpired((signal) => void store.get(signal.id).then((left) => told.push(['first', signal, left])));
        store.onExpired((signal) => told.push(['second', signal]));
        await store.put(waiting, 0);
        await store.put(opened, waiting.version);
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
        await store.put(waiting, 0);
        await store.put(earlier, 0);
        await clock.goTo(earlier.endsAt);
        expect(await store.get(earlier.id)).toBeNull();
        expect(await idsAt('contacts:99AA00')).toEqual([waiting.id]);
      });
    });

    describe('finding', () => {
      test('gives all signals of a place, and none of another', async () => {
        for (const n of [1, 2]) await store.put(another(waiting, n), 0);
        expect(await idsAt('contacts:99AA00')).toEqual([another(waiting, 1).id, another(waiting, 2).id]);
        expect(await idsAt('contacts:99BB00')).toEqual([]);
        expect(await idsAt(made.PLACES.opener)).toEqual([]);
      });

      test('follows the signal to its new places, and leaves the old ones', async () => {
        await store.put(waiting, 0);
        let { version } = waiting;
        const becomes = async (name: string) => store.put({ ...made.state(name), version: version + 1 }, version++);
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

    test('has an epoch of its own, and says when it began', async () => {
      const second = await make(new FakeClock(made.NOW), 3);
      expect(store.epoch).not.toBe(second.epoch);
      expect([store.startedAt, second.startedAt]).toEqual([made.SENT, made.NOW]);
      await store.put(waiting, 0);
      expect(await second.get(waiting.id)).toBeNull();
    });
  });
}

function placesOf(...who: (keyof typeof made.PLACES)[]): Place[] {
  return who.map((each) => made.PLACES[each]);
}
