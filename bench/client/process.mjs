import { setTimeout } from 'node:timers/promises';
import { answers } from '../channel.mjs';
import { now } from '../now.mjs';
import { senderAt } from '../town/town.mjs';
import { PLAIN, SOCKET_IO } from './dialects.mjs';
import { prepared, stepsOf, takes } from './journey.mjs';
import { Page } from './page.mjs';

const pages = new Map();
let heard = [];
let ready = [];

answers({
  connect,
  storm,
  greet: ({ from, to, atOnce }) => each(numbers(from, to), atOnce, (number) => pages.get(number).greets()),
  leave({ from, to }) {
    for (const number of numbers(from, to)) pages.get(number)?.leaves();
  },
  /** What was pushed since the last time: id and moment. */
  heard() {
    const all = heard;
    heard = [];
    return all;
  },
  /** Seals ahead, so that it is not measured. */
  async prepare({ count, schools }) {
    ready = await Promise.all(Array.from({ length: count }, (_, at) => prepared(at % schools)));
  },
  journeys,
});

/** Connects the people from a number up to another, every `by`-th, so many at once; all must be taken. */
function connect({ url, isPlain, from, to, by, atOnce }) {
  return each(numbers(from, to, by), atOnce, (number) => pageOf({ url, isPlain }, number).connects());
}

/**
 * All of them within the first second, each until it is up to date, with the pauses that pages make (client/connection/link.ts).
 * @returns seconds until the last one was, and how often one had to try again
 */
async function storm({ url, isPlain, greets, from, to }) {
  const began = now();
  let again = 0;
  const comesBack = async (number) => {
    for (let failures = 0; ; failures++) {
      await setTimeout(200 + Math.random() * Math.min(5_000, 1_000 * 2 ** failures));
      try {
        const page = pageOf({ url, isPlain }, number);
        await page.connects();
        if (greets) await page.greets();
        return;
      } catch {
        again++;
      }
    }
  };
  await Promise.all(numbers(from, to).map(comesBack));
  return { seconds: (now() - began) / 1000, again };
}

/**
 * Prepared signals take their way, so many at once.
 * @param every milliseconds between two of them; 0: as soon as the one before is done
 * @returns seconds in all, and for each signal how long each step took
 */
async function journeys({ count, atOnce, every = 0, steps, isRelay }) {
  const began = now();
  const taken = [];
  await each(ready.splice(0, count), atOnce, async (signal, at) => {
    const times = [];
    for (const step of stepsOf(signal, senderAt(at)).slice(0, steps)) {
      times.push(await takes(step, pages, isRelay));
    }
    taken.push(times);
    if (every > 0) await setTimeout(every * (0.5 + Math.random()));
  });
  return { seconds: (now() - began) / 1000, taken };
}

function pageOf({ url, isPlain }, number) {
  const page = new Page(url, isPlain ? PLAIN : SOCKET_IO, number, ({ id }, at) => {
    // A page hears also that somebody can be reached by now.
    if (id !== undefined) heard.push([id, at]);
  });
  pages.set(number, page);
  return page;
}

async function each(all, atOnce, work) {
  const left = all.entries();
  const worker = async () => {
    for (const [at, one] of left) await work(one, at);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

function numbers(from, to, by = 1) {
  return Array.from({ length: Math.ceil((to - from) / by) }, (_, at) => from + at * by);
}
