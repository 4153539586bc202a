import { MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import { type AnswerTo, LIMITS } from '../contract/index.js';
import { Schools } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { Presence } from '../presence/index.js';
import { placeOf, Signals, viewFor } from '../signals/index.js';
import { actorOf, Caller, Command, Gateway, IdDto, NothingDto } from '../sockets/index.js';
import { Dispatch } from './dispatch.js';
import { FindDto, SendDto } from './sender.dto.js';

/** What a sender may do: find a school, see which are reachable, send, withdraw, say that they called. */
@Gateway()
export class SenderGateway {
  constructor(
    private readonly schools: Schools,
    private readonly dispatch: Dispatch,
    private readonly presence: Presence,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  @Command('schools:find', 'sender')
  async find(@Caller() caller: Principal, @MessageBody() { query }: FindDto): Promise<AnswerTo<'schools:find'>> {
    const found = await this.schools.find(caller.organisation, query, LIMITS.schoolsFound);
    return { ok: true, schools: await this.dispatch.asFound(found) };
  }

  @Command('schools:reach', 'sender')
  async reach(@Caller() { organisation }: Principal, @MessageBody() _: NothingDto): Promise<AnswerTo<'schools:reach'>> {
    return { ok: true, ...(await this.presence.ofOrganisation(organisation)) };
  }

  @Command('signal:send', 'sender')
  async send(
    @Caller() caller: Principal,
    @MessageBody() { id, school: code, drill, sealed }: SendDto,
  ): Promise<AnswerTo<'signal:send'>> {
    const school = await this.schools.byCode(code);
    if (!school || school.organisation !== caller.organisation) throw new Refused('unknown-school');
    const done = await this.dispatch.send(caller, { id, school, sealed, drill, sender: caller.person });
    if (!done.ok) return done;
    const view = viewFor(done.signal, { as: 'sender', place: placeOf.sender(caller.person) }, this.clock.now());
    if (!view) throw new Refused('ended');
    return { ok: true, view, missing: await this.dispatch.missingFrom(done.signal) };
  }

  @Command('signal:withdraw', 'sender')
  async withdraw(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:withdraw'>> {
    const done = await this.signals.run(id, { do: 'withdraw' }, actorOf(caller));
    return done.ok ? { ok: true } : done;
  }

  @Command('signal:called', 'sender')
  async called(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:called'>> {
    const done = await this.signals.run(id, { do: 'called' }, actorOf(caller));
    return done.ok ? { ok: true } : done;
  }
}
