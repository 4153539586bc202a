import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { createAdapter } from '@socket.io/redis-adapter';
import { Server } from 'socket.io';
import { LIMITS } from '../contract/index.js';
import { Origins } from '../identity/index.js';
import { Limiter } from '../limits/index.js';
import { Nodes } from '../nodes/index.js';
import { REDIS, type SharedRedis } from '../redis/index.js';
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
  private readonly nodes: Nodes;
  private readonly redis: SharedRedis | null;

  constructor(app: INestApplicationContext) {
    super(app);
    this.redis = app.get<SharedRedis | null>(REDIS);
    this.nodes = app.get(Nodes);
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
    if (this.redis) this.meet(server, this.redis);
    return server;
  }

  private meet(server: Server, redis: SharedRedis): void {
    server.adapter(createAdapter(redis.publisher, redis.subscriber, { key: 'seintje' }));
    this.nodes.connect({
      send: (told) => server.serverSideEmit('told', told),
      receive: (heard) => server.on('told', heard),
    });
    // What was told while it was away was not heard, neither there nor here: pages ask again what there is.
    redis.onBack(() => {
      this.nodes.tellAgain();
      this.connections.comeBack();
    });
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
