import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { Clock } from '../clock/index.js';
import { Sessions } from '../directory/index.js';

/** The end of sessions, and of what people may do: written down first, then told to whoever holds something open for them. */
@Injectable()
export class Endings {
  private readonly sessionsEnded = new Subject<string>();
  private readonly peopleChanged = new Subject<string>();
  /** Ids of sessions that have just ended, or are another thing now. */
  readonly ended$ = this.sessionsEnded.asObservable();
  /** Ids of people of whom what they may do, or where they are signed in, has just changed. */
  readonly changed$ = this.peopleChanged.asObservable();

  /** How many of both there were: with another number, whoever was looked up before may be somebody else by now. */
  count = 0;

  constructor(
    private readonly sessions: Sessions,
    private readonly clock: Clock,
  ) {}

  async end(session: string): Promise<void> {
    await this.sessions.end(session, this.clock.now());
    this.tell([session]);
  }

  /** Everywhere. */
  async endAll(person: string): Promise<void> {
    this.tell(await this.sessions.endAll(person, this.clock.now()));
  }

  /** Of sessions that are over, or something else, in the directory already. */
  tell(sessions: string[]): void {
    this.count += sessions.length;
    for (const session of sessions) this.sessionsEnded.next(session);
  }

  /** What these people may do is another thing in the directory already. */
  changed(people: string[]): void {
    this.count += people.length;
    for (const person of people) this.peopleChanged.next(person);
  }
}
