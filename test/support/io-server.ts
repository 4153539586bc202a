import type { Server } from 'socket.io';
import { Connections } from '../../src/sockets/index.js';
import type { TestApp } from './start-app.js';

/** The Socket.IO server inside the application, to look at from behind. */
export function ioServerOf(app: TestApp): Server {
  return app.running.app.get<{ server: Server }>(Connections).server;
}
