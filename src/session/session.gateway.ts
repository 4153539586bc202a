import { ConnectedSocket, MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import type { AnswerTo } from '../contract/index.js';
import { mayAct, meOf, type Principal } from '../identity/index.js';
import { Resealing } from '../memory/resealing.js';
import { Restarts } from '../memory/restarts.js';
import { Signals } from '../signals/index.js';
import { Caller, Command, Connections, Courier, Gateway, NothingDto, placesFor, type Socket } from '../sockets/index.js';
import { Headlines } from './headlines.js';
import { RenewDto } from './session.dto.js';

/** What everyone who is signed in may do. */
@Gateway()
export class SessionGateway {
  constructor(
    private readonly connections: Connections,
    private readonly courier: Courier,
    private readonly headlines: Headlines,
    private readonly signals: Signals,
    private readonly resealing: Resealing,
    private readonly restarts: Restarts,
    private readonly clock: Clock,
  ) {}

  @Command('session:renew', 'everyone')
  async renew(@ConnectedSocket() socket: Socket, @MessageBody() { token }: RenewDto): Promise<AnswerTo<'session:renew'>> {
    return { ok: true, expiresAt: await this.connections.renew(socket, token) };
  }

  @Command('inbox', 'everyone')
  async inbox(
    @ConnectedSocket() socket: Socket,
    @Caller() caller: Principal,
    @MessageBody() _: NothingDto,
  ): Promise<AnswerTo<'inbox'>> {
    const places = placesFor(caller);
    // Whatever memory begins meanwhile, the answer is of this one at the earliest: a page gives back too much, never too little.
    const { epoch } = this.signals;
    const restartedAt = this.restarts.last;
    const { unanswered, ...inbox } = await this.signals.inbox(places);
    const wanted = mayAct(caller) ? await this.resealing.wantedAt(places) : [];
    const news = await this.headlines.for(caller);
    // An answer cannot say whether it arrived: an alert can.
    for (const { notice, receipt } of unanswered) this.courier.alert(socket, notice, receipt);
    return { ok: true, me: meOf(caller), epoch, restartedAt, now: this.clock.now(), ...inbox, wanted, ...news };
  }
}
