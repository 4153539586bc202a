import { MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import { type AnswerTo, LIMITS, type SchoolFound } from '../contract/index.js';
import { Devices, type School, Schools, targetDay } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { type Draft, type Signal, Signals, viewFor } from '../signals/index.js';
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
    if (again.ok) return this.sent(caller, again.signal, []);
    if (again.code !== 'unknown-signal') return again;
    const { draft, missing } = await this.draft(id, school, sealed);
    const done = await this.signals.run(id, { do: 'send', school: code, draft }, actorOf(caller));
    return done.ok ? this.sent(caller, done.signal, missing) : done;
  }

  @Command('signal:withdraw', 'sender')
  async withdraw(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:withdraw'>> {
    const done = await this.signals.run(id, { do: 'withdraw' }, actorOf(caller));
    return done.ok ? { ok: true } : done;
  }

  private async draft(id: string, school: School, sealed: SendDto['sealed']): Promise<{ draft: Draft; missing: string[] }> {
    if (school.state !== 'live') throw new Refused('school-not-live');
    const now = this.clock.now();
    const day = targetDay(school, school.settings, now);
    if ('firstDay' in day) throw new Refused('too-far');
    const devices = await this.devices.ofSchool(school.code, now);
    if (devices.length === 0) throw new Refused('no-living-key');
    const living = forLiving(sealed, devices);
    if (!living.sealed) throw new Refused('stale-keys');
    const { code, name, place, phone, organisation } = school;
    const where = { organisation, school: { code, name, place, phone } };
    return {
      draft: { id, ...where, drill: false, times: school.settings.phases, ...day, sealed: living.sealed },
      missing: living.missing,
    };
  }

  private sent({ person }: Principal, signal: Signal, missing: string[]): AnswerTo<'signal:send'> {
    const view = viewFor(signal, { as: 'sender', place: `person:${person}` }, this.clock.now());
    if (!view) throw new Refused('ended');
    return { ok: true, view, missing };
  }

  private async asFound({ code, name, place, phone, sector, ...school }: School): Promise<SchoolFound> {
    const now = this.clock.now();
    const contacts = await this.schools.contacts(code);
    const reachable = contacts.filter((person) => this.connections.isReachable(`person:${person}`)).length;
    const day = targetDay(school, school.settings, now);
    const when = 'firstDay' in day ? { target: null, firstDay: day.firstDay } : { target: day, firstDay: null };
    return { code, name, place, phone, sector, reachable, devices: await this.devices.ofSchool(code, now), ...when };
  }
}
