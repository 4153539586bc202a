import { MessageBody } from '@nestjs/websockets';
import { Clock, dateOf } from '../clock/index.js';
import type { Answer } from '../contract/index.js';
import { Attendance } from '../directory/index.js';
import { isStaff, mayAct, News, type Principal, Refused } from '../identity/index.js';
import { Caller, Command, Gateway, NothingDto } from '../sockets/index.js';

/** Who is not there today. */
@Gateway()
export class AbsenceGateway {
  constructor(
    private readonly attendance: Attendance,
    private readonly news: News,
    private readonly clock: Clock,
  ) {}

  @Command('presence:absent', 'everyone')
  async absent(@Caller() caller: Principal, @MessageBody() _: NothingDto): Promise<Answer> {
    if (!isStaff(caller) || !mayAct(caller)) throw new Refused('not-allowed');
    const now = this.clock.now();
    await this.attendance.absent(caller.person, dateOf(now).toString(), now);
    this.news.changed([caller.person]);
    return { ok: true };
  }
}
