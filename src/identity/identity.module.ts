import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './bearer.guard.js';
import { Callers } from './callers.js';
import { ProblemFilter } from './problem.filter.js';
import { SessionController } from './session.controller.js';
import { Tokens } from './tokens.js';

/** Who is calling. */
@Global()
@Module({
  controllers: [SessionController],
  providers: [Callers, Tokens, { provide: APP_GUARD, useClass: BearerGuard }, { provide: APP_FILTER, useClass: ProblemFilter }],
  exports: [Callers, Tokens],
})
export class IdentityModule {}
