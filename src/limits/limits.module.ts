import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Limiter } from './limiter.js';
import { LIMITS_OF_USE, type LimitsOfUse, USE } from './limits.js';
import { LimitsGuard } from './limits.guard.js';
import { Sources } from './sources.js';

/** What is more than anybody needs is refused. Imported after identity: its guard runs after the one that knows who is calling. */
@Module({})
export class LimitsModule {
  /** @param use what holds otherwise than by default */
  static of(use: Partial<LimitsOfUse> = {}): DynamicModule {
    return {
      module: LimitsModule,
      global: true,
      providers: [
        Limiter,
        Sources,
        { provide: USE, useValue: { ...LIMITS_OF_USE, ...use } },
        { provide: APP_GUARD, useClass: LimitsGuard },
      ],
      exports: [Limiter, Sources],
    };
  }
}
