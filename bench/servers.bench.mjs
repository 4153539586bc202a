import { AGREED, connectable } from './environment.mjs';
import { withClients } from './contenders.mjs';
import { figures as whole, figuresAt } from './journey.bench.mjs';
import { hasPostgresql, townDatabase } from './server/database.mjs';
import { withProcess } from './server/process.mjs';
import { hasRedis, withRedis } from './server/redis.mjs';
import { SENDERS, STAFF } from './town/town.mjs';

/** The same journeys, between people whose pages are connected to different servers. */
export const title = 'Whole journeys, on one server and on two over Redis';
export const contenders =
  hasPostgresql() && hasRedis()
    ? [
        { name: 'one server', servers: 1 },
        { name: 'one on Redis', servers: 1, isOnRedis: true },
        { name: 'two on Redis', servers: 2, isOnRedis: true },
      ]
    : [];
const target = { ratio: 2.5, plus: 1 };
export const figures = {
  ...whole,
  'send → alert at both contacts': { unit: 'ms', ...target },
  'open → answer': { unit: 'ms', ...target },
  'pass on → alert at the teacher': { unit: 'ms', ...target },
  'know → seen by the sender': { unit: 'ms', ...target },
};
export const notes = [
  'Of two servers each has every second page: the contacts of a school, and who sends and who reads, are at different ones. CPU is that of all servers, without Redis and PostgreSQL.',
];

export function measure({ servers, isOnRedis }, { isShort }) {
  const size = connectable(1_000);
  return withRedisOrNot(isOnRedis, async (redis) => {
    const env = { ...AGREED, ...(await townDatabase()), ...redis };
    return withServers(servers, env, (all) =>
      withClients(async (clients) => {
        for (const [at, server] of all.entries()) {
          const order = { url: await server('url'), atOnce: 32, by: servers };
          await clients('connect', { ...order, from: STAFF + at, to: STAFF + SENDERS });
          await clients('connect', { ...order, from: at, to: size });
        }
        const cpu = async () => (await Promise.all(all.map((server) => server('cpu')))).reduce((sum, each) => sum + each);
        return figuresAt(size, cpu, clients, isShort ? 100 : 300, false);
      }),
    );
  });
}

const withRedisOrNot = (isOnRedis, measure) => (isOnRedis ? withRedis(measure) : measure({}));

/** So many at the same time. */
function withServers(count, env, measure, started = []) {
  if (started.length === count) return measure(started);
  return withProcess('server/seintje.mjs', env, (server) => withServers(count, env, measure, [...started, server]));
}
