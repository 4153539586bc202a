import { MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import type { Answer, AnswerTo } from '../contract/index.js';
import { Devices } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { Signals, type TeacherCommand } from '../signals/index.js';
import { actorOf, Caller, Command, Gateway, IdDto, OpenDto } from '../sockets/index.js';

/** What the chosen teacher may do with their own copy. */
@Gateway()
export class TeacherGateway {
  constructor(
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  @Command('copy:open', 'teacher')
  async open(@Caller() caller: Principal, @MessageBody() { id, device }: OpenDto): Promise<AnswerTo<'copy:open'>> {
    if ((await this.devices.owner(device, this.clock.now())) !== caller.person) throw new Refused('no-living-key');
    const done = await this.signals.run(id, { do: 'open-copy', device }, actorOf(caller));
    return done.ok ? { ok: true, sealed: done.sealed! } : done;
  }

  @Command('signal:know', 'teacher')
  know(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:know'>> {
    return this.do(caller, id, { do: 'know' });
  }

  @Command('signal:confer', 'teacher')
  confer(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:confer'>> {
    return this.do(caller, id, { do: 'confer' });
  }

  @Command('copy:informed', 'teacher')
  informed(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'copy:informed'>> {
    return this.do(caller, id, { do: 'copy-informed' });
  }

  private async do(caller: Principal, id: string, command: TeacherCommand): Promise<Answer> {
    const done = await this.signals.run(id, command, actorOf(caller));
    return done.ok ? { ok: true } : done;
  }
}
