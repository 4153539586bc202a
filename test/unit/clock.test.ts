import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SystemClock } from '../../src/clock/index.js';

const DAY = 86_400_000;

describe('[R-CLOCK-1] a wait', () => {
  const clock = new SystemClock();
  let over: number;
  const task = () => void over++;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.UTC(2027, 0, 11) });
    over = 0;
  });
  afterEach(() => void jest.useRealTimers());

  test('of 30 days ends after 30 days, once', () => {
    clock.at(clock.now() + 30 * DAY, task);
    jest.advanceTimersByTime(30 * DAY - 1);
    expect(over).toBe(0);
    jest.advanceTimersByTime(1);
    expect(over).toBe(1);
    jest.advanceTimersByTime(30 * DAY);
    expect([over, jest.getTimerCount()]).toEqual([1, 0]);
  });

  test.each([1, 5])('that wakes %i ms early waits on', (early) => {
    const moment = clock.now() + 10_000;
    clock.at(moment, task);
    const lagging = jest.spyOn(Date, 'now').mockImplementation(() => moment - early);
    jest.advanceTimersByTime(10_000);
    expect(over).toBe(0);
    lagging.mockRestore();
    jest.advanceTimersByTime(early);
    expect(over).toBe(1);
  });

  test('ends within a minute of its moment on a machine that has slept', () => {
    clock.at(clock.now() + 10 * DAY, task);
    jest.setSystemTime(clock.now() + 11 * DAY);
    jest.advanceTimersByTime(60_000);
    expect(over).toBe(1);
  });

  test('of 60 days can still be ended on its way', () => {
    const cancel = clock.at(clock.now() + 60 * DAY, task);
    jest.advanceTimersByTime(45 * DAY);
    cancel();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(60 * DAY);
    expect(over).toBe(0);
    cancel();
  });

  test('that comes again and again does so also while the machine’s clock is set back', () => {
    const cancel = clock.every(1_000, task);
    jest.setSystemTime(clock.now() - DAY);
    jest.advanceTimersByTime(3_000);
    expect(over).toBe(3);
    cancel();
    expect(jest.getTimerCount()).toBe(0);
  });

  test('for a moment that is past ends as soon as possible, and not before `at` has returned', () => {
    clock.at(clock.now() - DAY, task);
    expect(over).toBe(0);
    jest.advanceTimersByTime(0);
    expect(over).toBe(1);
  });
});
