import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { type Action, Log } from '../log/index.js';
import { Bucket } from './bucket.js';
import { type LimitsOfUse, USE } from './limits.js';
import { enterAll, Places } from './places.js';
import { Sources } from './sources.js';

/** What everybody has used up of what they may, on this machine. */
@Injectable()
export class Limiter {
  /** By what a sign-in names. */
  readonly attempts: Bucket;
  /** By source. */
  readonly failures: Bucket;
  /** By person. */
  readonly commands: Bucket;
  /** By person. */
  readonly pushTests: Bucket;
  /** By person. */
  readonly handshakes: Bucket;
  private readonly inAll: Places;
  private readonly perAddress: Places;
  private readonly perSession: Places;
  private readonly perPerson: Places;
  /** What was told in the last minute: a flood must not fill the log. */
  private readonly told = new Bucket({ points: 1, seconds: 60 });

  constructor(
    @Inject(USE) readonly use: LimitsOfUse,
    private readonly sources: Sources,
    private readonly log: Log,
  ) {
    this.attempts = new Bucket(use.attempts);
    this.failures = new Bucket(use.failures);
    this.commands = new Bucket(use.commands);
    this.pushTests = new Bucket(use.pushTests);
    this.handshakes = new Bucket(use.handshakes);
    this.inAll = new Places(use.inAll);
    this.perAddress = new Places(use.perAddress);
    this.perSession = new Places(use.perSession);
    this.perPerson = new Places(use.perPerson);
  }

  /** Whether there is room for one more connection from there; it is taken until that ends. */
  admits(request: IncomingMessage): boolean {
    const source = this.sources.of(request);
    const leave = enterAll([this.inAll, ''], [this.perAddress, source]);
    if (leave) request.socket.once('close', leave);
    else this.tell('connection', null, source);
    return leave !== null;
  }

  /** Room for one more socket of that person and session. @returns how to give it back; null where there is none */
  seat({ person, session }: { person: string; session: string }): (() => void) | null {
    return enterAll([this.perSession, session], [this.perPerson, person]);
  }

  /** Records that somebody was held up: once a minute, and of a command never whose it was. */
  tell(action: Action, actor: string | null, source: string): void {
    void this.told.take(`${action} ${actor} ${source}`).then((over) => {
      if (!over) this.log.record(action, { actor, object: this.sources.mark(source), result: 'too-fast' });
    });
  }
}
