import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, type Surroundings } from './app.module.js';
import type { Config } from './config/index.js';
import { loadDirectory } from './directory/index.js';
import { losePatience } from './limits/index.js';
import { NestLog } from './log/index.js';
import { sayVersion } from './openapi/version.js';
import { servePages } from './pages/pages.js';
import { Origins } from './identity/index.js';
import { Closing, SeintjeIoAdapter } from './sockets/index.js';

export interface Running {
  app: NestExpressApplication;
  /** Where the pages are. */
  url: string;
  /** Takes leave of everybody, stores the counts, and ends. */
  close(): Promise<void>;
}

/** Something that an operator can mend, said in one sentence. */
export class CannotStart extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}

/**
 * Starts the server: the way in for `main` and for the tests alike. The database ends with it, also where it cannot start.
 * @param pages folder of the built client; beside the built server where left out
 * @throws CannotStart, CsvFault
 */
export async function start({ pages, ...surroundings }: Surroundings & { pages?: string }): Promise<Running> {
  const { config, database, redis, log } = surroundings;
  let app: NestExpressApplication | undefined;
  const end = async () => {
    try {
      await app?.close();
    } finally {
      redis?.close();
      await database.close();
    }
  };
  try {
    if (config.demonstration) await loadDirectory(database.db, config.demonstrationDir);
    app = await NestFactory.create<NestExpressApplication>(AppModule.in(surroundings), {
      logger: new NestLog(log),
      abortOnError: false,
      forceCloseConnections: true,
      return503OnClosing: true,
    });
    app.disable('x-powered-by');
    app.useWebSocketAdapter(new SeintjeIoAdapter(app));
    app.use(sayVersion);
    servePages(app, config, pages);
    losePatience(app.getHttpServer());
    await app.listen(config.port, config.host);
    return { app, url: app.get(Origins).all()[0]!, close: () => leave(app!).finally(end) };
  } catch (error) {
    // What went wrong first is told, whatever goes wrong with closing.
    await end().catch(() => {});
    throw sentenced(error as NodeJS.ErrnoException, config);
  }
}

/** Before anything of it ends, whoever is connected is told, and whoever asked something is answered. */
async function leave(app: NestExpressApplication): Promise<void> {
  // Requests that come on an open connection are refused from here on.
  await app.getHttpAdapter().beforeClose?.();
  await app.get(Closing).close(app.getHttpServer());
}

/** A fault that an operator can mend, told as such; any other one as it is. */
function sentenced(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  const { code, syscall } = error;
  if (syscall !== 'listen') return error;
  return new CannotStart(
    code === 'EADDRINUSE'
      ? `Port ${port} is taken: stop what uses it, or start with another one (PORT=${port + 1} npm start).`
      : `The server cannot listen at the address ${host}, port ${port} (${code}): choose others (HOST, PORT).`,
  );
}
