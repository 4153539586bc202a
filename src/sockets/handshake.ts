import { Inject, Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { CONFIG, type Config } from '../config/index.js';
import { Callers, Endings, type Principal, Refused } from '../identity/index.js';
import { Limiter, Sources, Turns } from '../limits/index.js';
import { Log, nameOf } from '../log/index.js';
import type { Socket } from './server.js';

type Next = (error?: Error) => void;

/**
 * Handshakes that are looked at at the same time. After a restart everybody comes back at once: whoever is connected must not wait
 * for all of them.
 */
const AT_ONCE = 16;

/** Who may have a socket. What refuses a caller is recorded without them, and nothing of what they said. */
@Injectable()
export class Handshake {
  private readonly turns = new Turns(AT_ONCE);
  private readonly done = new Subject<void>();
  /** One is over, whatever came of it. */
  readonly done$ = this.done.asObservable();

  constructor(
    private readonly callers: Callers,
    private readonly endings: Endings,
    private readonly limiter: Limiter,
    private readonly sources: Sources,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** How many wait for their turn. */
  get waiting(): number {
    return this.turns.waiting('');
  }

  /** In its turn, which is over when it goes, or is cut because it took too long. */
  async check(socket: Socket, next: Next): Promise<void> {
    const { conn } = socket;
    const looked = (over: () => void) => {
      conn.once('close', over);
      void this.look(socket, next).finally(() => {
        conn.off('close', over);
        over();
      });
    };
    await this.turns.take('', () => new Promise<void>(looked));
    this.done.next();
  }

  private async look(socket: Socket, next: Next): Promise<void> {
    // The library lets go of it only when it is answered.
    if (hasGone(socket)) return next(new Error('unauthorised'));
    try {
      const asOf = this.endings.count;
      const { token } = socket.handshake.auth as { token?: unknown };
      // First who it is: a token that is good is not held up by what others do at the same address.
      const principal = await this.callers.verify(token);
      await this.admit(principal, socket);
      socket.data = { principal, asOf };
      // It says no more what it was let in by.
      socket.handshake.auth = {};
      next();
    } catch (error) {
      if (!(error instanceof Refused)) this.log.error('handshake failed', { error: nameOf(error) });
      next(new Error(error instanceof Refused ? error.code : 'internal'));
      if (error instanceof Refused && error.code !== 'too-fast') await this.refused(socket, error.code);
    }
  }

  /** @throws Refused too-fast */
  private async admit({ person, session }: Principal, socket: Socket): Promise<void> {
    const { conn, request } = socket;
    const over = await this.limiter.handshakes.take(person);
    const leave = over ? null : this.limiter.seat({ person, session });
    if (!leave) {
      this.limiter.tell('handshake', person, this.sources.of(request));
      throw new Refused('too-fast');
    }
    conn.once('close', leave);
    // It may have gone in the meantime, and will not say so again.
    if (hasGone(socket)) {
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

function hasGone({ conn }: Socket): boolean {
  return conn.readyState === 'closing' || conn.readyState === 'closed';
}
