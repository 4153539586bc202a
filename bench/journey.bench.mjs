import { CONTENDERS, withClients, withContender } from './contenders.mjs';
import { connectable } from './environment.mjs';
import { quantile } from './report/numbers.mjs';
import { AT_A_SCHOOL, SENDERS, STAFF } from './town/town.mjs';

/** What is told of each step. */
const TOLD = {
  'signal:send': 'send → alert at both contacts',
  'signal:open': 'open → answer',
  'signal:pass-on': 'pass on → alert at the teacher',
  'signal:know': 'know → seen by the sender',
};
/** Signals under way at the same time. */
const AT_ONCE = 16;

export const title = 'Whole journeys: send, alert, open, read, pass on, open, know';
export const contenders = CONTENDERS;
export const figures = {
  'send → alert at both contacts': { unit: 'ms', ratio: 2 },
  'open → answer': { unit: 'ms' },
  'pass on → alert at the teacher': { unit: 'ms' },
  'know → seen by the sender': { unit: 'ms' },
  'journeys per second': {},
  'CPU per journey': { unit: 'ms' },
};
export const notes = [
  'The peers hand each step on to the same people, as a message of the same size: no rights, no directory, no states. Medians of one signal at a time; then 16 at once.',
];

export function measure(contender, { isShort }) {
  const sizes = [...new Set((isShort ? [100, 1_000] : [100, 1_000, 10_000, 20_000]).map((size) => connectable(size)))];
  const isRelay = contender.isRelay === true;
  return withContender(contender, (server, url) =>
    withClients(async (clients) => {
      const connect = (from, to) => clients('connect', { url, isPlain: contender.isPlain, from, to, atOnce: 32 });
      await connect(STAFF, STAFF + SENDERS);
      const results = [];
      let from = 0;
      for (const size of sizes) {
        await connect(from, size);
        from = size;
        results.push(...(await figuresAt(size, () => server('cpu'), clients, isShort ? 100 : 300, isRelay)));
      }
      return results;
    }),
  );
}

/** Of so many connected pages. @param cpu milliseconds that the servers have used */
export async function figuresAt(size, cpu, clients, count, isRelay) {
  const schools = size / AT_A_SCHOOL;
  const go = async (order) => {
    await clients('prepare', { count: order.count, schools });
    return clients('journeys', { ...order, isRelay });
  };
  await go({ count: 100, atOnce: 4 });
  const { taken } = await go({ count, atOnce: 1, every: 10 });
  const steps = Object.entries(TOLD).map(([command, figure]) => {
    const times = taken.map((journey) => journey.find((step) => step.command === command));
    return { figure, size, value: quantile(times.map(({ seen, answered }) => seen ?? answered), 0.5) }; // prettier-ignore
  });
  await clients('prepare', { count: count * 2, schools });
  const before = await cpu();
  const { seconds } = await clients('journeys', { count: count * 2, atOnce: AT_ONCE, isRelay });
  const used = (await cpu()) - before;
  return [
    ...steps,
    { figure: 'journeys per second', size, value: (count * 2) / seconds },
    { figure: 'CPU per journey', size, value: used / (count * 2) },
  ];
}
