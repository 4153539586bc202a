import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { Server, type Socket } from 'socket.io';
import { CONFIG, type Config } from '../config/index.js';
import { LIMITS } from '../contract/index.js';
import { addressesOf } from './addresses.js';
import { Connections } from './connections.js';

/** The only door for sockets: websocket transport, known origins, authenticated before any handler exists. */
export class SeintjeIoAdapter extends IoAdapter {
  private readonly config: Config;
  private readonly connections: Connections;

  constructor(app: INestApplicationContext) {
    super(app);
    this.config = app.get(CONFIG);
    this.connections = app.get(Connections);
  }

  override createIOServer(): Server {
    const server = new Server(this.httpServer as HttpServer, {
      // A polling session's id in the URL is a bearer secret, and needs no origin.
      transports: ['websocket'],
      allowUpgrades: false,
      allowRequest: (request, decide) => decide(null, this.mayConnect(request)),
      maxHttpBufferSize: LIMITS.messageBytes,
      connectTimeout: LIMITS.handshake,
      // A page must notice within seconds that its network has gone silent.
      pingInterval: 10_000,
      pingTimeout: 5_000,
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      cleanupEmptyChildNamespaces: true,
    });
    this.connections.serve(server as never);
    return server;
  }

  /** A handler answers by what it returns; there is no other way to say something from here. */
  override bindMessageHandlers(socket: Socket, handlers: MessageMappingProperties[]): void {
    for (const { message, callback } of handlers) {
      socket.on(message as string, (payload: unknown, answer: (result: unknown) => void) => {
        const handle = callback as (payload: unknown, answer: unknown) => Promise<unknown>;
        void handle(payload, answer).then((result) => result !== undefined && answer(result));
      });
    }
  }

  /** ASVS 4.4.2: browsers let every page open a socket, so the origin is ours to check; and a token in a URL is never taken. */
  private mayConnect(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    const origins = this.config.origins.length > 0 ? this.config.origins : addressesOf(this.httpServer as HttpServer);
    if (origin === undefined || !origins.includes(origin)) return false;
    return !new URL(request.url ?? '', 'http://localhost').searchParams.has('token');
  }
}
