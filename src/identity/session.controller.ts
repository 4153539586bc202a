import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Req,
  Res,
  UsePipes,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { Clock } from '../clock/index.js';
import type { AccessToken, Me, OwnSession } from '../contract/index.js';
import { Sessions } from '../directory/index.js';
import { Bearer, Open } from './bearer.guard.js';
import { BodyPipe } from './body.pipe.js';
import { Endings } from './endings.js';
import { meOf, type Principal } from './principal.js';
import { Refused } from './refused.js';
import { mayAct } from './standing.js';
import { UseDto } from './session.dto.js';
import { SignIns } from './sign-ins.js';
import { Tokens } from './tokens.js';

/** The sessions of a person: the one behind this browser's cookie, and those on their other devices. */
@Controller('v1')
@UsePipes(BodyPipe)
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly signIns: SignIns,
    private readonly tokens: Tokens,
    private readonly endings: Endings,
    private readonly clock: Clock,
  ) {}

  /** A fresh access token for this browser's session, which is prolonged. 401 session-ended. */
  @Post('session/token')
  @Open('the session cookie is the proof')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async token(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<AccessToken> {
    const session = await this.signIns.keep({ request, response });
    if (!session) throw new Refused('session-ended');
    const { person, use } = session;
    return { person, ...(await this.tokens.mint(session)), now: this.clock.now(), use };
  }

  /** Says who uses this browser's device. 401 session-ended. */
  @Put('session/use')
  @Open('the session cookie is the proof')
  @HttpCode(204)
  async use(@Req() request: Request, @Res({ passthrough: true }) response: Response, @Body() { use }: UseDto): Promise<void> {
    const session = await this.signIns.current({ request });
    if (!session) throw new Refused('session-ended');
    await this.signIns.use({ request, response }, session, use);
  }

  /** Signs out. The browser clears what the page stored; other parts of the demonstration stay signed in. */
  @Delete('session')
  @Open('the session cookie is the proof')
  @HttpCode(204)
  async end(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    await this.signIns.end({ request, response });
  }

  /** Who the bearer of the access token is. */
  @Get('me')
  @Header('Cache-Control', 'no-store')
  me(@Bearer() caller: Principal): Me {
    return meOf(caller);
  }

  /** Where the bearer is signed in, the last used first. */
  @Get('sessions')
  @Header('Cache-Control', 'no-store')
  async list(@Bearer() { person, session }: Principal): Promise<OwnSession[]> {
    const alive = await this.sessions.of(person, this.clock.now());
    return alive.map((each) => ({ ...each, isThis: each.id === session }));
  }

  /** Signs one of them out; of one that is over, or not the bearer's, nothing comes. 403 not-allowed. */
  @Delete('sessions/:id')
  @HttpCode(204)
  async endOther(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    // One that waits would be the only one without the others, and the only one waits for nobody.
    if (id !== caller.session && !mayAct(caller)) throw new Refused('not-allowed');
    const own = await this.sessions.of(caller.person, this.clock.now());
    if (own.some((each) => each.id === id)) await this.endings.end(id);
  }
}
