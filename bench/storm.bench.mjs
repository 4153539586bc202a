import { setTimeout } from 'node:timers/promises';
import { CONTENDERS, withClients, withContender } from './contenders.mjs';
import { connectable } from './environment.mjs';
import { quantile } from './report/numbers.mjs';
import { messageOf } from './town/message.mjs';
import { AT_A_SCHOOL, placeOf } from './town/town.mjs';

/** Those who stay connected, and are told something fifty times a second while all others come back. */
const STAYING = 400;
const EVERY = 20;

export const title = 'Everybody comes back at once, and pushes go on';
export const contenders = CONTENDERS;
export const figures = {
  'until all are back': { unit: 's', most: 12 },
  'attempts that failed': {},
  'push p50 meanwhile': { unit: 'ms' },
  'push p99 meanwhile': { unit: 'ms', most: 25 },
  'longest push': { unit: 'ms' },
};
export const notes = [
  '_Back_: connected within the first second of trying and up to date, with the pauses that pages make where they fail. A push counts from when it was due: what waits for the server waits for it too.',
];

export function measure(contender, { isShort }) {
  const size = connectable(isShort ? 3_000 : 20_000);
  const { isPlain, isRelay } = contender;
  return withContender(contender, (server, url) =>
    withClients((staying) =>
      withClients(async (others) => {
        await staying('connect', { url, isPlain, from: 0, to: STAYING, atOnce: 32 });
        await others('connect', { url, isPlain, from: STAYING, to: size, atOnce: 32 });
        await others('leave', { from: STAYING, to: size });
        await setTimeout(1_000);
        const schools = Array.from({ length: STAYING / AT_A_SCHOOL }, (_, school) => placeOf(school * AT_A_SCHOOL));
        const order = { places: schools, message: messageOf('') };
        await server('pushes', { ...order, count: 1_000, every: null });
        const storm = others('storm', { url, isPlain, greets: !isRelay, from: STAYING, to: size });
        const { sent, heard } = await pushesUntil(storm, server, staying, order);
        const { seconds, again } = await storm;
        const took = heard.flatMap(([id, at]) => (sent.has(id) ? at - sent.get(id) : []));
        return [
          { figure: 'until all are back', size, value: seconds },
          { figure: 'attempts that failed', size, value: again },
          { figure: 'push p50 meanwhile', size, value: quantile(took, 0.5) },
          { figure: 'push p99 meanwhile', size, value: quantile(took, 0.99) },
          { figure: 'longest push', size, value: Math.max(...took) },
        ];
      }),
    ),
  );
}

/** A second of pushes, and again, as long as the storm lasts. */
async function pushesUntil(storm, server, staying, order) {
  const sent = new Map();
  const heard = [];
  let isOver = false;
  void storm.finally(() => (isOver = true));
  await staying('heard');
  for (let second = 0; !isOver; second++) {
    const some = await server('pushes', { ...order, prefix: `${second}-`, count: 1_000 / EVERY, every: EVERY });
    for (const { id, due } of some) sent.set(id, due);
    heard.push(...(await staying('heard')));
  }
  return { sent, heard };
}
