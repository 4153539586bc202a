import { MessageBody } from '@nestjs/websockets';
import { Clock } from '../clock/index.js';
import type { Answer } from '../contract/index.js';
import { PushSubscriptions } from '../directory/index.js';
import { isStaff, mayAct, News, type Principal, Refused } from '../identity/index.js';
import { Limiter } from '../limits/index.js';
import { Push } from '../push/index.js';
import { Caller, Command, Gateway, NothingDto } from '../sockets/index.js';
import { SubscribeDto } from './push.dto.js';

/** Whether this session's browser is woken: for staff of a school, on a device of their own. */
@Gateway()
export class PushGateway {
  constructor(
    private readonly subscriptions: PushSubscriptions,
    private readonly push: Push,
    private readonly limiter: Limiter,
    private readonly news: News,
    private readonly clock: Clock,
  ) {}

  @Command('push:subscribe', 'everyone')
  async subscribe(@Caller() caller: Principal, @MessageBody() { endpoint, p256dh, auth }: SubscribeDto): Promise<Answer> {
    mustBeWakeable(caller);
    if (!this.push.takes(endpoint)) throw new Refused('no-push');
    const people = await this.subscriptions.subscribe({ session: caller.session, endpoint, p256dh, auth }, this.clock.now());
    if (!people) throw new Refused('not-allowed');
    this.news.changed(people);
    return { ok: true };
  }

  @Command('push:unsubscribe', 'everyone')
  async unsubscribe(@Caller() { session, person }: Principal, @MessageBody() _: NothingDto): Promise<Answer> {
    if (await this.subscriptions.forget(session, null)) this.news.changed([person]);
    return { ok: true };
  }

  @Command('push:test', 'everyone')
  async test(@Caller() caller: Principal, @MessageBody() _: NothingDto): Promise<Answer> {
    mustBeWakeable(caller);
    if (await this.limiter.pushTests.take(caller.person)) throw new Refused('too-fast');
    const outcome = await this.push.test(caller.session);
    if (outcome !== 'taken') throw new Refused(outcome === 'gone' ? 'push-gone' : 'no-push');
    return { ok: true };
  }
}

/** @throws Refused not-allowed: nobody else is ever woken, and another device tells whoever sits at it that there is something */
function mustBeWakeable(caller: Principal): void {
  if (!isStaff(caller) || caller.use !== 'own' || !mayAct(caller)) throw new Refused('not-allowed');
}
