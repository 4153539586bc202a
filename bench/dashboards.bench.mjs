import { CONTENDERS, withClients, withContender } from './contenders.mjs';
import { connectable } from './environment.mjs';

/** Before anything is measured, so that code is compiled and pools are filled. */
const WARM = 1_000;

export const title = 'Dashboards: coming, and being there';
export const contenders = CONTENDERS;
export const figures = {
  'CPU per 1,000 handshakes': { unit: 's', ratio: 2.5 },
  'the same, up to date': { unit: 's', ratio: 2.5 },
  'heap per dashboard': { unit: 'KB', most: 13 },
  'RSS per dashboard': { unit: 'KB', most: 16 },
  '25,000 of them, above start': { unit: 'MB', most: 500 },
};
export const notes = [
  '_Up to date_: what a page of Seintje says before it says that it is connected (its device, its inbox); the peers have nothing of the kind.',
];

export function measure(contender, { isShort }) {
  const size = connectable(isShort ? 3_000 : 10_000);
  const greets = !contender.isRelay;
  return withContender(contender, (server, url) =>
    withClients(async (clients) => {
      const connect = (from, to) => clients('connect', { url, isPlain: contender.isPlain, from, to, atOnce: 32 });
      const greet = (from, to) => (greets ? clients('greet', { from, to, atOnce: 32 }) : null);
      await connect(0, WARM);
      await greet(0, WARM);
      const start = await server('memory');
      const began = await server('cpu');
      await connect(WARM, size);
      const connected = (await server('cpu')) - began;
      await greet(WARM, size);
      const upToDate = (await server('cpu')) - began;
      const { heap, rss } = await server('memory');
      const more = size - WARM;
      const perDashboard = (rss - start.rss) / more;
      return [
        { figure: 'CPU per 1,000 handshakes', value: connected / more },
        { figure: 'the same, up to date', value: upToDate / more },
        { figure: 'heap per dashboard', value: (heap - start.heap) / more },
        { figure: 'RSS per dashboard', value: perDashboard },
        { figure: '25,000 of them, above start', value: perDashboard * 25 },
      ];
    }),
  );
}
