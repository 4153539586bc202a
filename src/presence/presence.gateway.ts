import { ConnectedSocket, MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import type { Answer, AnswerTo } from '../contract/index.js';
import { Attendance, Devices } from '../directory/index.js';
import { isStaff, mayAct, News, type Principal, Refused } from '../identity/index.js';
import { Caller, Command, Gateway, type Socket } from '../sockets/index.js';
import { Challenges } from './challenges.js';
import { ChallengeDto, CheckInDto } from './presence.dto.js';

/** "Ik ben er vandaag", of everybody at a school, on a device that proves that it can read. */
@Gateway()
export class PresenceGateway {
  constructor(
    private readonly challenges: Challenges,
    private readonly attendance: Attendance,
    private readonly devices: Devices,
    private readonly news: News,
    private readonly clock: Clock,
  ) {}

  @Command('presence:challenge', 'everyone')
  async challenge(
    @ConnectedSocket() socket: Socket,
    @Caller() caller: Principal,
    @MessageBody() { device }: ChallengeDto,
  ): Promise<AnswerTo<'presence:challenge'>> {
    mustBeAtSchool(caller);
    const key = await this.devices.keyOf(device, caller.session);
    if (!key) throw new Refused('no-living-key');
    return { ok: true, challenge: await this.challenges.make(socket, device, key) };
  }

  @Command('presence:check-in', 'everyone')
  async checkIn(
    @ConnectedSocket() socket: Socket,
    @Caller() caller: Principal,
    @MessageBody() { device, proof }: CheckInDto,
  ): Promise<Answer> {
    mustBeAtSchool(caller);
    const { person, session } = caller;
    const isDone =
      this.challenges.take(socket, device, proof) &&
      (await this.attendance.checkIn({ person, session, device }, this.clock.now()));
    if (!isDone) throw new Refused('no-living-key');
    this.news.changed([person]);
    return { ok: true };
  }
}

/** @throws Refused not-allowed */
function mustBeAtSchool(caller: Principal): void {
  if (!isStaff(caller) || !mayAct(caller)) throw new Refused('not-allowed');
}
