import type { OnApplicationBootstrap } from '@nestjs/common';
import { MessageBody } from '@nestjs/websockets';
import { Clock, dateOf } from '../clock/index.js';
import type { Answer } from '../contract/index.js';
import { Attendance } from '../directory/index.js';
import { isStaff, mayAct, News, type Principal, Refused } from '../identity/index.js';
import { Log, nameOf } from '../log/index.js';
import { Signals } from '../signals/index.js';
import { Caller, Command, Gateway, NothingDto } from '../sockets/index.js';

/** Who is not there today, and what that means for what was passed on to them. */
@Gateway()
export class AbsenceGateway implements OnApplicationBootstrap {
  constructor(
    private readonly attendance: Attendance,
    private readonly signals: Signals,
    private readonly news: News,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Whoever says that somebody is there or not, it is news to that person. */
  onApplicationBootstrap(): void {
    this.news.changed$.subscribe((person) => void this.check(person));
  }

  @Command('presence:absent', 'everyone')
  async absent(@Caller() caller: Principal, @MessageBody() _: NothingDto): Promise<Answer> {
    if (!isStaff(caller) || !mayAct(caller)) throw new Refused('not-allowed');
    const now = this.clock.now();
    await this.attendance.absent(caller.person, dateOf(now).toString(), now);
    this.news.changed([caller.person]);
    return { ok: true };
  }

  private async check(person: string): Promise<void> {
    try {
      await this.signals.attending(person, (moment) => this.attendance.isAbsent(person, moment));
    } catch (error) {
      this.log.error('absence failed', { error: nameOf(error) });
    }
  }
}
