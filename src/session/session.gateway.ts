import { ConnectedSocket, MessageBody } from '@nestjs/websockets';
import { calculateJwkThumbprint, importJWK } from 'jose';
import { Clock } from '../clock/index.js';
import type { AnswerTo } from '../contract/index.js';
import { Devices } from '../directory/index.js';
import { type Principal, Refused } from '../identity/index.js';
import { Signals } from '../signals/index.js';
import { Caller, Command, Connections, Courier, Gateway, NothingDto, placesFor, type Socket } from '../sockets/index.js';
import { RegisterDto, RenewDto } from './session.dto.js';

/** What everyone who is signed in may do. */
@Gateway()
export class SessionGateway {
  constructor(
    private readonly connections: Connections,
    private readonly courier: Courier,
    private readonly devices: Devices,
    private readonly signals: Signals,
    private readonly clock: Clock,
  ) {}

  @Command('session:renew', 'everyone')
  async renew(@ConnectedSocket() socket: Socket, @MessageBody() { token }: RenewDto): Promise<AnswerTo<'session:renew'>> {
    return { ok: true, expiresAt: await this.connections.renew(socket, token) };
  }

  @Command('device:register', 'everyone')
  async register(@Caller() caller: Principal, @MessageBody() { key }: RegisterDto): Promise<AnswerTo<'device:register'>> {
    const { kty, crv, x, y } = key;
    const plain = { kty, crv, x, y };
    // A point that is not on the curve would make sealing fail for everybody at the school.
    await importJWK(plain, 'ECDH-ES+A256KW').catch(() => Promise.reject(new Refused('malformed')));
    const device = await calculateJwkThumbprint(plain);
    const { person, session } = caller;
    if (!(await this.devices.register({ id: device, key: plain, person, session, now: this.clock.now() })))
      throw new Refused('not-allowed');
    return { ok: true, device };
  }

  @Command('inbox', 'everyone')
  async inbox(
    @ConnectedSocket() socket: Socket,
    @Caller() caller: Principal,
    @MessageBody() _: NothingDto,
  ): Promise<AnswerTo<'inbox'>> {
    const { views, gone, unanswered } = await this.signals.inbox(placesFor(caller));
    // An answer cannot say whether it arrived: an alert can.
    for (const notice of unanswered)
      this.courier.alert(socket, notice, () => void this.signals.answered(notice.view.id, notice.audience));
    const { person, name, organisation, roles } = caller;
    const { epoch, startedAt } = this.signals;
    return { ok: true, me: { person, name, organisation, roles }, epoch, startedAt, now: this.clock.now(), views, gone };
  }
}
