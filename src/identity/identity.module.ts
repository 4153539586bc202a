import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { BearerGuard } from './bearer.guard.js';
import { Callers } from './callers.js';
import { Endings } from './endings.js';
import { News } from './news.js';
import { Origins } from './origins.js';
import { ProblemFilter } from './problem.filter.js';
import { SessionController } from './session.controller.js';
import { SessionCookie } from './session-cookie.js';
import { SignIns } from './sign-ins.js';
import { Tokens } from './tokens.js';

/** Who is calling. */
@Global()
@Module({
  controllers: [SessionController],
  providers: [
    Callers,
    Endings,
    News,
    Origins,
    SessionCookie,
    SignIns,
    Tokens,
    { provide: APP_GUARD, useClass: BearerGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ],
  exports: [Callers, Endings, News, Origins, SessionCookie, SignIns, Tokens],
})
export class IdentityModule {}
