import 'reflect-metadata';
import { constants } from 'node:os';
import { SystemClock } from './clock/index.js';
import { type Config, readConfig, withKeptKey } from './config/index.js';
import { castOf } from './demonstration/cast.js';
import { type OpenedDatabase, openDatabase, People } from './directory/index.js';
import { faultOf, Log } from './log/index.js';
import { SharedRedis, type Unfit } from './redis/index.js';
import { type Running, start } from './start.js';

const WELCOME = '  Demonstration: everybody is fictional; the page signs you in as any of them by one click:';

/** One Ctrl-C comes twice: from the terminal, and passed on by npm. Milliseconds. */
const ECHO = 500;

const clock = new SystemClock();
let running: Promise<Running> | undefined;
let toldAt: number | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, told);
// Also of a promise that nobody waits for: Node would print all that such an error holds.
process.on('uncaughtException', fail);

try {
  const config = readConfig(process.env);
  const database = await openDatabase({ folder: config.dataDir, url: config.databaseUrl });
  const redis = config.redisUrl === null ? undefined : await SharedRedis.open(config.redisUrl, { clock, fail: judge });
  await redis?.mustAgreeOnTime();
  running = serve(await withKeptKey(config, process.env), database, redis);
  await running;
} catch (error) {
  fail(error);
}

async function serve(config: Config, database: OpenedDatabase, redis?: SharedRedis): Promise<Running> {
  const started = await start({ config, clock, log: new Log(), database, redis });
  const cast = config.demonstration ? `${WELCOME}\n\n${castOf(await started.app.get(People).all())}\n\n` : '';
  process.stdout.write(`\n  Seintje is running at ${started.url}\n${cast}  Ctrl-C ends it.\n\n`);
  return started;
}

/** What is not certain may be over in a moment. */
function judge(why: Unfit): void {
  if (why.isCertain) fail(why);
  else say(why);
}

function fail(error: unknown): void {
  say(error);
  process.exit(1);
}

function say(error: unknown): void {
  const { sentence } = error as { sentence?: string };
  process.stderr.write(`${sentence ?? faultOf(error)}\n`);
}

/** Whoever says it again does not want to wait. */
function told(signal: 'SIGINT' | 'SIGTERM'): void {
  const now = clock.now();
  if (toldAt !== undefined && now - toldAt > ECHO) process.exit(128 + constants.signals[signal]);
  if (toldAt === undefined) void stop();
  toldAt ??= now;
}

/** Also while it starts: a run that has begun is ended. */
async function stop(): Promise<void> {
  const started = await running;
  await started?.close();
  process.exit(0);
}
