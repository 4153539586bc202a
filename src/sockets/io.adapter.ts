import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { Server } from 'socket.io';
import { LIMITS } from '../contract/index.js';
import { Origins } from '../identity/index.js';
import { Limiter } from '../limits/index.js';
import { Arrivals } from './arrivals.js';
import { Closing } from './closing.js';
import { Connections } from './connections.js';
import { Dispatcher } from './dispatcher.js';
import type { Socket } from './server.js';

/** The only door for sockets: websocket transport, known origins, authenticated before any handler exists. */
export class SeintjeIoAdapter extends IoAdapter {
  private readonly origins: Origins;
  private readonly connections: Connections;
  private readonly arrivals: Arrivals;
  private readonly closing: Closing;
  private readonly dispatcher: Dispatcher;
  private readonly limiter: Limiter;

  constructor(app: INestApplicationContext) {
    super(app);
    this.origins = app.get(Origins);
    this.connections = app.get(Connections);
    this.arrivals = app.get(Arrivals);
    this.closing = app.get(Closing);
    this.dispatcher = app.get(Dispatcher);
    this.limiter = app.get(Limiter);
  }

  override createIOServer(): Server {
    const server = new Server(this.httpServer as HttpServer, {
      // A polling session's id in the URL is a bearer secret, and needs no origin.
      transports: ['websocket'],
      allowUpgrades: false,
      allowRequest: (request, decide) => {
        if (!this.mayConnect(request)) return decide(null, false);
        this.arrivals.come(request, () => decide(null, !this.closing.isShut));
      },
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
    this.closing.serve(server as never);
    this.connections.serve(server as never);
    return server;
  }

  /** Once for each gateway. */
  override bindClientConnect(_: Server, bind: (socket: Socket) => void): void {
    this.dispatcher.add(bind);
  }

  /** No gateway asks who leaves. */
  override bindClientDisconnect(): void {}

  override bindMessageHandlers(_: unknown, handlers: MessageMappingProperties[]): void {
    this.dispatcher.take(handlers);
  }

  /** ASVS 4.4.2: browsers let every page open a socket, so the origin is ours to check; and a token in a URL is never taken. */
  private mayConnect(request: IncomingMessage): boolean {
    if (this.closing.isShut || !this.origins.of(request)) return false;
    if (new URL(request.url ?? '', 'http://localhost').searchParams.has('token')) return false;
    return this.limiter.admits(request);
  }
}
