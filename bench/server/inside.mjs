import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { answers } from '../channel.mjs';
import { now } from '../now.mjs';

const delay = monitorEventLoopDelay({ resolution: 5 });
let most = 0;

/**
 * What a server tells from inside its own process.
 * @param {Promise<string>} url once it listens
 * @param {(place: string, message: [object, object]) => Promise<void>} push tells everybody at a place; resolves when all have answered
 */
export function tells(url, push) {
  answers({
    url: () => url,
    /** CPU in milliseconds since the start. */
    cpu: () => Object.values(process.cpuUsage()).reduce((sum, each) => sum + each) / 1000,
    memory,
    pushes: (order) => pushes(push, order),
    begin() {
      // Not before it is asked for: to look costs time too.
      if (delay.enable()) setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20).unref();
      delay.reset();
      most = process.memoryUsage.rss();
    },
    /** Since `begin`: the longest time that the event loop stood still, in milliseconds, and the most memory, in MiB. */
    end: () => ({ block: delay.max / 1e6, rss: process.memoryUsage.rss() / 2 ** 20, most: most / 2 ** 20 }),
  });
}

/** In KB, once what nobody holds any more is gone. */
async function memory() {
  for (let times = 0; times < 3; times++) {
    globalThis.gc();
    await setTimeout(50);
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / 1000, rss: rss / 1000 };
}

/**
 * Pushes to places, one of them at a time.
 * @param order.every milliseconds between two, whether the one before was answered or not; null: one after the other
 * @returns for each push when it was due, when it left and when all had answered, in milliseconds
 */
async function pushes(push, { places, message: [view, receipt], count, every, prefix = '' }) {
  const sent = [];
  const underWay = [];
  let due = now();
  for (let id = 0; id < count; id++) {
    if (every !== null) {
      due += every * (0.5 + Math.random());
      await setTimeout(Math.max(0, due - now()));
    }
    const one = { id: prefix + id, due, left: now() };
    const answered = push(places[id % places.length], [{ ...view, id: one.id }, receipt]).then(() => {
      one.answered = now();
      sent.push(one);
    });
    if (every === null) await answered;
    else underWay.push(answered);
  }
  // Who has gone meanwhile does not answer.
  await Promise.race([Promise.all(underWay), setTimeout(5_000)]);
  return sent;
}
