import { MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import { type AnswerTo, type Envelope, LIMITS, type SchoolFound } from '../contract/index.js';
import { Devices, type School, Schools, targetDay } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { type Draft, placeOf, type Signal, Signals, viewFor } from '../signals/index.js';
import { actorOf, Caller, Command, Connections, forLiving, Gateway, IdDto, isBoundTo } from '../sockets/index.js';
import { FindDto, SendDto } from './sender.dto.js';

/** What a sender may do: find a school, send, withdraw. */
@Gateway()
export class SenderGateway {
  constructor(
    private readonly schools: Schools,
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly connections: Connections,
    private readonly clock: Clock,
  ) {}

  @Command('schools:find', 'sender')
  async find(@Caller() caller: Principal, @MessageBody() { query }: FindDto): Promise<AnswerTo<'schools:find'>> {
    const found = await this.schools.find(caller.organisation, query, LIMITS.schoolsFound);
    return { ok: true, schools: await Promise.all(found.map((school) => this.asFound(school))) };
  }

  @Command('signal:send', 'sender')
  async send(
    @Caller() caller: Principal,
    @MessageBody() { id, school: code, sealed }: SendDto,
  ): Promise<AnswerTo<'signal:send'>> {
    const school = await this.schools.byCode(code);
    if (!school || school.organisation !== caller.organisation) throw new Refused('unknown-school');
    if (!isBoundTo(sealed, id, { school: code })) throw new Refused('malformed');
    const again = await this.signals.run(id, { do: 'send-again', school: code }, actorOf(caller));
    const isNew = !again.ok && again.code === 'unknown-signal';
    const done = isNew
      ? await this.signals.run(id, { do: 'send', school: code, draft: await this.draft(id, school, sealed) }, actorOf(caller))
      : again;
    return done.ok ? this.sent(caller, done.signal) : done;
  }

  @Command('signal:withdraw', 'sender')
  async withdraw(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:withdraw'>> {
    const done = await this.signals.run(id, { do: 'withdraw' }, actorOf(caller));
    return done.ok ? { ok: true } : done;
  }

  private async draft(id: string, school: School, envelope: Envelope): Promise<Draft> {
    if (school.state !== 'live') throw new Refused('school-not-live');
    const now = this.clock.now();
    const day = targetDay(school, school.settings, now);
    if ('firstDay' in day) throw new Refused('too-far');
    const devices = await this.devices.ofSchool(school.code, now);
    if (devices.length === 0) throw new Refused('no-living-key');
    const { sealed } = forLiving(envelope, devices);
    if (!sealed) throw new Refused('stale-keys');
    const { code, name, place, phone, organisation } = school;
    const where = { organisation, school: { code, name, place, phone } };
    return { id, ...where, drill: false, times: school.settings.phases, ...day, sealed };
  }

  /** The same answer however often it was sent: what is missing from the envelope that is there. */
  private async sent({ person }: Principal, signal: Signal): Promise<AnswerTo<'signal:send'>> {
    const now = this.clock.now();
    const view = viewFor(signal, { as: 'sender', place: placeOf.sender(person) }, now);
    if (!view || !('sealed' in signal)) throw new Refused('ended');
    const devices = await this.devices.ofSchool(signal.school.code, now);
    return { ok: true, view, missing: forLiving(signal.sealed, devices).missing };
  }

  private async asFound({ code, name, place, phone, sector, ...school }: School): Promise<SchoolFound> {
    const now = this.clock.now();
    const contacts = await this.schools.contacts(code);
    const reachable = contacts.filter((person) => this.connections.isReachable(`person:${person}`)).length;
    const day = targetDay(school, school.settings, now);
    const when = 'firstDay' in day ? { target: null, firstDay: day.firstDay } : { target: day, firstDay: null };
    const live = school.state === 'live';
    return { code, name, place, phone, sector, live, reachable, devices: await this.devices.ofSchool(code, now), ...when };
  }
}
