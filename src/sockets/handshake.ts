import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config/index.js';
import { Callers, type Principal, Refused } from '../identity/index.js';
import { Limiter, Sources } from '../limits/index.js';
import { Log, nameOf } from '../log/index.js';
import type { Socket } from './server.js';

/** Who may have a socket. What refuses a caller is recorded without them, and nothing of what they said. */
@Injectable()
export class Handshake {
  constructor(
    private readonly callers: Callers,
    private readonly limiter: Limiter,
    private readonly sources: Sources,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async check(socket: Socket, next: (error?: Error) => void): Promise<void> {
    try {
      const { token } = socket.handshake.auth as { token?: unknown };
      // First who it is: a token that is good is not held up by what others do at the same address.
      const principal = await this.callers.verify(token);
      await this.admit(principal, socket);
      socket.data.principal = principal;
      next();
    } catch (error) {
      if (!(error instanceof Refused)) this.log.error('handshake failed', { error: nameOf(error) });
      next(new Error(error instanceof Refused ? error.code : 'internal'));
      if (error instanceof Refused && error.code !== 'too-fast') await this.refused(socket, error.code);
    }
  }

  /** @throws Refused too-fast */
  private async admit({ person, session }: Principal, { conn, request }: Socket): Promise<void> {
    const over = await this.limiter.handshakes.take(person);
    const leave = over ? null : this.limiter.seat({ person, session });
    if (!leave) {
      this.limiter.tell('handshake', person, this.sources.of(request));
      throw new Refused('too-fast');
    }
    conn.once('close', leave);
    // It may have gone in the meantime, and will not say so again.
    if (conn.readyState === 'closed') {
      conn.off('close', leave);
      leave();
    }
  }

  private async refused({ conn, request }: Socket, result: string): Promise<void> {
    const source = this.sources.of(request);
    const over = await this.limiter.failures.take(source);
    if (over) {
      this.limiter.tell('handshake', null, source);
      // In the next turn, so that the refusal is written first.
      setImmediate(() => conn.close());
    } else if (!this.config.demonstration) {
      this.log.record('handshake', { actor: null, object: this.sources.mark(source), result });
    }
  }
}
