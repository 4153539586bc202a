import { Controller, Delete, Get, Headers, Header, HttpCode, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../clock/index.js';
import type { Me } from '../contract/index.js';
import { type Session, Sessions } from '../directory/index.js';
import { Endings } from './endings.js';
import { Bearer, Open } from './bearer.guard.js';
import type { Principal } from './principal.js';
import { Refused } from './refused.js';
import { cookieIn, cookieName, hashOf } from './session.cookie.js';
import { Tokens } from './tokens.js';

/** The server session behind a browser's cookie: gives access tokens, and ends. */
@Controller('v1')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: Tokens,
    private readonly endings: Endings,
    private readonly clock: Clock,
  ) {}

  /** A fresh access token for this browser's session. 401 session-ended. */
  @Post('session/token')
  @Open('the session cookie is the proof')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async token(@Headers() headers: Record<string, string>): Promise<{ token: string; expiresAt: number; now: number }> {
    const session = await this.sessionOf(headers);
    if (!session) throw new Refused('session-ended');
    return { ...(await this.tokens.mint(session)), now: this.clock.now() };
  }

  /** Signs out. The browser clears what the page stored; other parts of the demonstration stay signed in. */
  @Delete('session')
  @Open('the session cookie is the proof')
  @HttpCode(204)
  async end(@Headers() headers: Record<string, string>, @Res({ passthrough: true }) response: Response): Promise<void> {
    const session = await this.sessionOf(headers);
    if (session) await this.endings.end(session.id);
    const name = cookieName(headers['x-seintje-part']);
    if (name) response.clearCookie(name, { path: '/' });
  }

  /** Who the bearer of the access token is. */
  @Get('me')
  @Header('Cache-Control', 'no-store')
  me(@Bearer() { person, name, organisation, roles }: Principal): Me {
    return { person, name, organisation, roles };
  }

  private async sessionOf(headers: Record<string, string | undefined>): Promise<Session | null> {
    const name = cookieName(headers['x-seintje-part']);
    const secret = name && cookieIn(headers.cookie, name);
    return secret ? this.sessions.byTokenHash(hashOf(secret), this.clock.now()) : null;
  }
}
