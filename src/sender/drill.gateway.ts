import { MessageBody } from '@nestjs/websockets';
import type { AnswerTo } from '../contract/index.js';
import { Schools } from '../directory/index.js';
import { type Principal, Refused, schoolsAs } from '../identity/index.js';
import { Caller, Command, Gateway, NothingDto } from '../sockets/index.js';
import { Dispatch } from './dispatch.js';
import { DrillDto } from './sender.dto.js';

/** A contact who drills at a school of their own: the one case in which a school sends. */
@Gateway()
export class DrillGateway {
  constructor(
    private readonly schools: Schools,
    private readonly dispatch: Dispatch,
  ) {}

  @Command('drill:schools', 'recipient')
  async own(@Caller() caller: Principal, @MessageBody() _: NothingDto): Promise<AnswerTo<'drill:schools'>> {
    const own = await Promise.all(schoolsAs(caller, 'recipient').map((code) => this.schools.byCode(code)));
    return { ok: true, schools: await this.dispatch.asFound(own.filter((school) => school !== null)) };
  }

  @Command('drill:send', 'recipient')
  async send(
    @Caller() caller: Principal,
    @MessageBody() { id, school: code, sealed }: DrillDto,
  ): Promise<AnswerTo<'drill:send'>> {
    const school = schoolsAs(caller, 'recipient').includes(code) ? await this.schools.byCode(code) : null;
    if (!school) throw new Refused('unknown-school');
    const done = await this.dispatch.send(caller, { id, school, sealed, drill: true, sender: null });
    return done.ok ? { ok: true, missing: await this.dispatch.missingFrom(done.signal) } : done;
  }
}
