import { connectable } from './environment.mjs';
import { CONTENDERS, withClients, withContender } from './contenders.mjs';
import { quantile } from './report/numbers.mjs';
import { messageOf } from './town/message.mjs';
import { AT_A_SCHOOL, placeOf } from './town/town.mjs';

/** Both contacts of one school of many are alerted, and answer. */
export const title = 'An alert to two people, with acknowledgement';
export const contenders = CONTENDERS;
export const figures = {
  'push p50': { unit: 'ms', ratio: 1.25 },
  'push p99': { unit: 'ms' },
  'ack p50': { unit: 'ms', ratio: 1.2 },
  'CPU per push and acks': { unit: 'µs', ratio: 1.3 },
};

export function measure(contender, { isShort }) {
  const sizes = [...new Set((isShort ? [100, 1_000] : [100, 1_000, 10_000, 20_000]).map(connectable))];
  const count = isShort ? 300 : 1_000;
  return withContender(contender, (server, url) =>
    withClients(async (clients) => {
      const results = [];
      let from = 0;
      for (const size of sizes) {
        await clients('connect', { url, isPlain: contender.isPlain, from, to: size, atOnce: 32 });
        from = size;
        results.push(...(await figuresAt(size, server, clients, count)));
      }
      return results;
    }),
  );
}

async function figuresAt(size, server, clients, count) {
  const schools = Array.from({ length: size / AT_A_SCHOOL }, (_, school) => school);
  const places = schools.map((school) => placeOf(school * AT_A_SCHOOL)).sort(() => Math.random() - 0.5);
  const order = { places, message: messageOf('') };
  // Until the code is compiled.
  await server('pushes', { ...order, count: 500, every: null });
  await clients('heard');
  const sent = await server('pushes', { ...order, count, every: 10 });
  const left = new Map(sent.map((each) => [each.id, each.left]));
  const took = (await clients('heard')).map(([id, at]) => at - left.get(id));
  const before = await server('cpu');
  await server('pushes', { ...order, count: count * 2, every: null });
  const cpu = ((await server('cpu')) - before) / (count * 2);
  return [
    { figure: 'push p50', size, value: quantile(took, 0.5) },
    { figure: 'push p99', size, value: quantile(took, 0.99) },
    {
      figure: 'ack p50',
      size,
      value: quantile(
        sent.map((each) => each.answered - each.left),
        0.5,
      ),
    },
    { figure: 'CPU per push and acks', size, value: cpu * 1_000 },
  ];
}
