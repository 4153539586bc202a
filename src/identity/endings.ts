import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { Clock } from '../clock/index.js';
import { Sessions } from '../directory/index.js';

/** The end of sessions: written down first, then told to whoever holds something open for them. */
@Injectable()
export class Endings {
  private readonly sessionsEnded = new Subject<string>();
  /** Ids of sessions that have just ended. */
  readonly ended$ = this.sessionsEnded.asObservable();

  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async end(session: string): Promise<void> {
    await this.sessions.end(session, this.clock.now());
    this.sessionsEnded.next(session);
  }
}
