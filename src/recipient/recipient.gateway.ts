import { MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import type { Answer, AnswerTo, TeacherFound } from '../contract/index.js';
import { Devices, People, type Teacher } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { Leaving } from '../memory/leaving.js';
import { Presence } from '../presence/index.js';
import { type ContactCommand, type Opened, Signals } from '../signals/index.js';
import { actorOf, Caller, Command, forLiving, Gateway, IdDto, isBoundTo, OpenDto } from '../sockets/index.js';
import { ComingDto, ParentsDto, PassOnDto } from './recipient.dto.js';

/** What a school's designated contact may do with a signal. */
@Gateway()
export class RecipientGateway {
  constructor(
    private readonly people: People,
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly presence: Presence,
    private readonly leaving: Leaving,
    private readonly clock: Clock,
  ) {}

  @Command('signal:open', 'recipient')
  open(@Caller() caller: Principal, @MessageBody() { id, device }: OpenDto): Promise<AnswerTo<'signal:open'>> {
    return this.copy(caller, id, { do: 'open', device });
  }

  @Command('signal:read', 'recipient')
  read(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:read'>> {
    return this.do(caller, id, { do: 'read' });
  }

  @Command('signal:take-over', 'recipient')
  takeOver(@Caller() caller: Principal, @MessageBody() { id, device }: OpenDto): Promise<AnswerTo<'signal:take-over'>> {
    return this.copy(caller, id, { do: 'take-over', device });
  }

  @Command('signal:hand-back', 'recipient')
  handBack(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:hand-back'>> {
    return this.do(caller, id, { do: 'hand-back' });
  }

  @Command('teachers:list', 'recipient')
  async teachers(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'teachers:list'>> {
    const followed = await this.followed(caller, id);
    const teachers = await this.teachersFor(followed);
    const ids = teachers.map(({ person }) => person);
    const { school, bellAt } = followed;
    const reach = await this.presence.of(ids, bellAt);
    const devices = await this.devices.ofTeachers(ids, school.code, bellAt, this.clock.now());
    const found = teachers.map(({ person, name, title, groups }): TeacherFound => {
      return { person, name, title, groups, reach: reach.get(person) ?? 'none', devices: devices.get(person) ?? [] };
    });
    return { ok: true, teachers: found };
  }

  @Command('signal:pass-on', 'recipient')
  async passOn(
    @Caller() caller: Principal,
    @MessageBody() { id, teacher, group, instead, sealed }: PassOnDto,
  ): Promise<AnswerTo<'signal:pass-on'>> {
    if (!isBoundTo(sealed, id, { teacher })) throw new Refused('malformed');
    const followed = await this.followed(caller, id);
    const chosen = (await this.teachersFor(followed)).find(({ person }) => person === teacher);
    if (!chosen || !(group === null || chosen.groups.some(({ name }) => name === group))) throw new Refused('unknown-teacher');
    // Role and devices in one look, the last before the hand-over.
    const devices = await this.devices.ofTeacher(teacher, followed.school.code, followed.bellAt, this.clock.now());
    if (devices.length === 0) throw new Refused('no-living-key');
    const living = forLiving(sealed, devices);
    if (!living.sealed) throw new Refused('stale-keys');
    const to = { person: teacher, name: chosen.name };
    const answer = await this.do(caller, id, { do: 'pass-on', to, group, instead, sealed: living.sealed });
    // Asked after it is stored: whoever leaves or turns absent later is looked for by that.
    if (answer.ok) await this.leaving.check(teacher);
    return answer.ok ? { ok: true, missing: living.missing } : answer;
  }

  @Command('signal:told', 'recipient')
  told(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:told'>> {
    return this.do(caller, id, { do: 'told' });
  }

  @Command('signal:coming', 'recipient')
  coming(@Caller() caller: Principal, @MessageBody() { id, teacher }: ComingDto): Promise<AnswerTo<'signal:coming'>> {
    return this.do(caller, id, { do: 'coming', teacher });
  }

  @Command('signal:parents', 'recipient')
  parents(@Caller() caller: Principal, @MessageBody() { id, person }: ParentsDto): Promise<AnswerTo<'signal:parents'>> {
    return this.do(caller, id, { do: 'parents', person });
  }

  @Command('signal:informed', 'recipient')
  informed(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:informed'>> {
    return this.do(caller, id, { do: 'informed' });
  }

  @Command('signal:return', 'recipient')
  giveBack(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:return'>> {
    return this.do(caller, id, { do: 'return' });
  }

  @Command('signal:complete', 'recipient')
  complete(@Caller() caller: Principal, @MessageBody() { id }: IdDto): Promise<AnswerTo<'signal:complete'>> {
    return this.do(caller, id, { do: 'complete' });
  }

  private async copy(
    caller: Principal,
    id: string,
    command: Extract<ContactCommand, { device: string }>,
  ): Promise<AnswerTo<'signal:open'>> {
    if ((await this.devices.owner(command.device, this.clock.now())) !== caller.person) throw new Refused('no-living-key');
    const done = await this.signals.run(id, command, actorOf(caller));
    return done.ok ? { ok: true, sealed: done.sealed! } : done;
  }

  private async do(caller: Principal, id: string, command: ContactCommand): Promise<Answer> {
    const done = await this.signals.run(id, command, actorOf(caller));
    return done.ok ? { ok: true } : done;
  }

  /** The signal that the caller has opened; what school it is for comes from nowhere else. */
  private async followed(caller: Principal, id: string): Promise<Opened> {
    const followed = await this.signals.run(id, { do: 'follow' }, actorOf(caller));
    if (!followed.ok) throw new Refused(followed.code);
    if (followed.signal.state !== 'opened') throw new Refused('wrong-moment');
    return followed.signal;
  }

  private teachersFor({ school, bellAt }: Opened): Promise<Teacher[]> {
    return this.people.teachersOf(school.code, bellAt);
  }
}
