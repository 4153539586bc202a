import 'reflect-metadata';
import { SystemClock } from '../../dist/server/clock/index.js';
import { readConfig } from '../../dist/server/config/index.js';
import { openDatabase } from '../../dist/server/directory/index.js';
import { Log } from '../../dist/server/log/index.js';
import { SharedRedis } from '../../dist/server/redis/index.js';
import { Connections, Courier } from '../../dist/server/sockets/index.js';
import { start } from '../../dist/server/start.js';
import { tells } from './inside.mjs';

// As src/main.ts does, which keeps its parts to itself.
const config = readConfig(process.env);
const database = openDatabase({ folder: config.dataDir, url: config.databaseUrl });
const clock = new SystemClock();
const redis = config.redisUrl === null ? undefined : SharedRedis.open(config.redisUrl, { clock, fail: () => process.exit(1) });
const running = Promise.all([database, redis]).then(([opened, shared]) =>
  start({ config, clock, log: new Log(), database: opened, redis: shared }),
);
const url = running.then(({ app }) => `http://127.0.0.1:${app.getHttpServer().address().port}`);
/** Of each alert under way what is done when one more has answered. */
const underWay = new Map();
void running.then(({ app }) => app.get(Courier).onAnswered(({ id }) => underWay.get(id)?.()));

tells(url, async (place, [view, receipt]) => {
  const { app } = await running;
  let waiting = app.get(Connections).at(place).length;
  const notice = { event: 'alert', audience: { as: 'contact', place }, view };
  const all = new Promise((done) => underWay.set(view.id, () => --waiting === 0 && done()));
  app.get(Courier).announce(notice, () => receipt);
  await all;
  underWay.delete(view.id);
});
