import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule, type Surroundings } from './app.module.js';
import { loadDirectory } from './directory/index.js';
import { NestLog } from './log/index.js';
import { servePages } from './pages/pages.js';
import { SeintjeIoAdapter } from './sockets/index.js';

export interface Running {
  app: NestExpressApplication;
  /** Where the pages are. */
  url: string;
  close(): Promise<void>;
}

/** Something that an operator can mend, said in one sentence. */
export class CannotStart extends Error {
  constructor(readonly sentence: string) {
    super(sentence);
  }
}

/**
 * Starts the server: the way in for `main` and for the tests alike.
 * @throws CannotStart, CsvFault
 */
export async function start(surroundings: Surroundings): Promise<Running> {
  const { config, database, log } = surroundings;
  if (config.demonstration) await loadDirectory(database.db, config.demonstrationDir);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.in(surroundings), {
    logger: new NestLog(log),
    abortOnError: false,
    forceCloseConnections: true,
  });
  app.disable('x-powered-by');
  app.useWebSocketAdapter(new SeintjeIoAdapter(app));
  servePages(app, config);
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    await app.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new CannotStart(
      `Port ${config.port} is taken: stop what uses it, or start with another one (PORT=${config.port + 1} npm start).`,
    );
  }
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://localhost:${port}`, close: () => app.close() };
}
