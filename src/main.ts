import 'reflect-metadata';
import { SystemClock } from './clock/index.js';
import { readConfig } from './config/index.js';
import { castOf } from './demonstration/cast.js';
import { openDatabase, People } from './directory/index.js';
import { Log } from './log/index.js';
import { type Running, start } from './start.js';

const WELCOME = '  Demonstration: everybody is fictional; the page signs you in as any of them by one click:';

let running: Running | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

try {
  const config = readConfig(process.env);
  const database = await openDatabase({ folder: config.dataDir, url: config.databaseUrl });
  running = await start({ config, clock: new SystemClock(), log: new Log(), database });
  const cast = config.demonstration ? `${WELCOME}\n\n${castOf(await running.app.get(People).all())}\n\n` : '';
  process.stdout.write(`\n  Seintje is running at ${running.url}\n${cast}  Ctrl-C ends it.\n\n`);
} catch (error) {
  const { sentence } = error as { sentence?: string };
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

async function stop(): Promise<void> {
  await running?.close();
  process.exit(0);
}
