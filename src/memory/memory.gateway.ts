import { MessageBody } from '@nestjs/websockets';
import type { AnswerTo } from '../contract/index.js';
import type { Principal } from '../identity/index.js';
import { Signals } from '../signals/index.js';
import { Caller, Command, Gateway, NothingDto, placesFor } from '../sockets/index.js';
import { Leaving } from './leaving.js';
import { ResealCopiesDto, ResealDto, RestoreDto } from './memory.dto.js';
import { Resealing } from './resealing.js';

/** What the server's memory holds, and what it is given back: states it forgot, and copies sealed anew. */
@Gateway()
export class MemoryGateway {
  constructor(
    private readonly signals: Signals,
    private readonly resealing: Resealing,
    private readonly leaving: Leaving,
  ) {}

  @Command('memory', 'everyone')
  async memory(@Caller() caller: Principal, @MessageBody() _: NothingDto): Promise<AnswerTo<'memory'>> {
    return { ok: true, held: await this.signals.held(placesFor(caller)) };
  }

  @Command('signal:restore', 'everyone')
  async restore(@Caller() caller: Principal, @MessageBody() { state }: RestoreDto): Promise<AnswerTo<'signal:restore'>> {
    const restored = await this.signals.restore(state, placesFor(caller));
    if (!restored.ok) return restored;
    const { signal, isNew, outcome } = restored;
    if (isNew) {
      // Who is at the school, and who is there that day, may have changed while nobody remembered.
      await this.leaving.checkAllOf(signal);
      await this.resealing.ask(signal.id);
    }
    return { ok: true, outcome };
  }

  @Command('signal:reseal', 'sender')
  reseal(@Caller() caller: Principal, @MessageBody() copy: ResealDto): Promise<AnswerTo<'signal:reseal'>> {
    return this.resealing.take(caller, { ...copy, as: 'sender', teacher: null });
  }

  @Command('copies:reseal', 'recipient')
  resealCopies(@Caller() caller: Principal, @MessageBody() copy: ResealCopiesDto): Promise<AnswerTo<'copies:reseal'>> {
    return this.resealing.take(caller, { ...copy, as: 'opener' });
  }

  @Command('copy:reseal', 'teacher')
  resealOwn(@Caller() caller: Principal, @MessageBody() copy: ResealDto): Promise<AnswerTo<'copy:reseal'>> {
    return this.resealing.take(caller, { ...copy, as: 'teacher', teacher: caller.person });
  }
}
