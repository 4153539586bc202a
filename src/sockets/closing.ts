import { randomInt } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Server } from './server.js';

/** How long a server that stops waits for what is under way to be answered, and then for everybody to be gone, in milliseconds. */
const PATIENCE = 2_000;

/**
 * When pages come back from a restart, in milliseconds. Stopping and starting takes two to three seconds, so nobody comes before.
 * From then on some 2,800 come in a second, so that the last of 25,000 is there within twelve; and within one where they are few, so
 * that not even they come at once. A page says that it has no connection after nine: up to 16,000 pages never do.
 */
const RETURN = { earliest: 3_000, span: 1_000, perSecond: 2_800 };

/** In how many milliseconds one of so many pages comes back, at random. */
export function backIn(sockets: number): number {
  const span = Math.max(RETURN.span, Math.ceil((sockets * 1_000) / RETURN.perSecond));
  return RETURN.earliest + randomInt(span + 1);
}

/** How the server takes leave: nothing new, what is under way is answered, everybody knows when to come back. */
@Injectable()
export class Closing {
  private server: Server;
  private readonly underWay = new Set<Promise<unknown>>();
  /** No handshake and no command is taken any more. */
  isShut = false;

  constructor(private readonly clock: Clock) {}

  serve(server: Server): void {
    this.server = server;
  }

  /** Something that is to be answered. */
  track(answering: Promise<void>): void {
    this.underWay.add(answering);
    void answering.finally(() => this.underWay.delete(answering));
  }

  /** Resolves when everybody is gone, or was waited for long enough. */
  async close(http: HttpServer): Promise<void> {
    this.isShut = true;
    // Who was answered does not keep a connection for the next question.
    http.keepAliveTimeout = 1;
    const closed = new Promise<unknown>((resolve) => http.close(resolve));
    const sockets = [...this.server.of('/').sockets.values()];
    const known = new Set<unknown>(sockets.map(({ conn }) => conn));
    for (const conn of this.connections()) if (!known.has(conn)) conn.close();
    for (const socket of sockets) socket.emit('session:ending', { reason: 'restarting', backIn: backIn(sockets.length) });
    await this.within(this.answered());
    for (const socket of sockets) socket.disconnect(true);
    await this.within(closed);
  }

  private async answered(): Promise<void> {
    do {
      await Promise.allSettled(this.underWay);
      // A command that was let through is carried out in the next turn.
      await new Promise(setImmediate);
    } while (this.underWay.size > 0);
  }

  /** Those too that have not said yet who they are. The library types them as its own. */
  private connections(): { close(): void }[] {
    return Object.values((this.server.engine as unknown as { clients: Record<string, { close(): void }> }).clients);
  }

  private async within(waited: Promise<unknown>): Promise<void> {
    let stop = () => {};
    const enough = new Promise<void>((resolve) => {
      stop = this.clock.at(this.clock.now() + PATIENCE, resolve);
    });
    await Promise.race([waited, enough]);
    stop();
  }
}
