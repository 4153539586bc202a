import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './bearer.guard.js';
import { Callers } from './callers.js';
import { Endings } from './endings.js';
import { ProblemFilter } from './problem.filter.js';
import { SessionController } from './session.controller.js';
import { Tokens } from './tokens.js';

/** Who is calling. */
@Global()
@Module({
  controllers: [SessionController],
  providers: [
    Callers,
    Endings,
    Tokens,
    { provide: APP_GUARD, useClass: BearerGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [Callers, Endings, Tokens],
})
export class IdentityModule {}
