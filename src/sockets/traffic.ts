import { Injectable } from '@nestjs/common';
import type { RefusalCode } from '../contract/index.js';
import { Limiter, Sources } from '../limits/index.js';
import { Log } from '../log/index.js';
import { Closing } from './closing.js';
import { Dispatcher } from './dispatcher.js';
import { judge } from './packets.js';
import type { Socket } from './server.js';

type Answer = (refusal: { ok: false; code: RefusalCode }) => void;

/** What comes in on a socket, and what waits to go out: commands, and no more than anybody needs. */
@Injectable()
export class Traffic {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly limiter: Limiter,
    private readonly sources: Sources,
    private readonly closing: Closing,
    private readonly log: Log,
  ) {}

  watch(socket: Socket): void {
    // Whatever comes in goes this way and no further: no socket listens to a command itself.
    socket.use((packet) => {
      // Without an answer a page knows that nothing is known, and says it again when it is back.
      if (!this.closing.isShut) this.closing.track(this.take(socket, packet as unknown[]));
    });
    socket.conn.on('packetCreate', () => this.cutUnread(socket));
  }

  private async take(socket: Socket, packet: unknown[]): Promise<void> {
    const over = await this.limiter.commands.take(socket.data.principal.person);
    // It has gone meanwhile.
    if (!socket.connected) return;
    if (over) {
      // Whose it was is not told: it may have been about a signal.
      this.limiter.tell('command', null, this.sources.of(socket.request));
      const answer = packet.at(-1);
      if (typeof answer !== 'function' || over.consumed > this.limiter.use.flood) return cut(socket);
      return (answer as Answer)({ ok: false, code: 'too-fast' });
    }
    const verdict = judge(packet, (command) => this.dispatcher.has(command));
    if (verdict === 'pass') return this.dispatcher.dispatch(socket, packet as never);
    this.log.warn('packet refused', { code: verdict === 'close' ? 'closed' : verdict.code });
    if (verdict === 'close') socket.disconnect(true);
    else verdict.answer({ ok: false, code: verdict.code });
  }

  /** Packets pile up for a moment wherever many are written in one turn; after it only for who does not read them. */
  private cutUnread(socket: Socket): void {
    if (waiting(socket) !== this.limiter.use.unread + 1) return;
    setImmediate(() => {
      if (waiting(socket) <= this.limiter.use.unread) return;
      this.limiter.tell('connection', null, this.sources.of(socket.request));
      cut(socket);
    });
  }
}

/** Without a farewell: whoever does not read, or does not stop, would keep the connection open with it. */
function cut(socket: Socket): void {
  socket.request.socket.destroy();
}

/** The library types it as its own. */
function waiting({ conn }: Socket): number {
  return (conn as unknown as { writeBuffer: unknown[] }).writeBuffer.length;
}
