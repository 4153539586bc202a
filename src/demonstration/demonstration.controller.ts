import { Body, Controller, Get, Header, Headers, HttpCode, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Clock } from '../clock/index.js';
import { type ListedPerson, People, Sessions } from '../directory/index.js';
import { cookieIn, cookieName, Endings, hashOf, newSecret, Open, Refused } from '../identity/index.js';
import { type Stage, Stages } from './stage.js';

const HOUR = 3_600_000;
/** Senders and administrators sign in for a working day, others for thirty days of use. */
const LIFE = { office: 12 * HOUR, school: 30 * 24 * HOUR };

/** One-click sign-in as a fictional person. Exists in the demonstration only. */
@Controller('v1/demonstration')
export class DemonstrationController {
  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly endings: Endings,
    private readonly stages: Stages,
    private readonly clock: Clock,
  ) {}

  /** Everybody who can be signed in as, and who is on the stage. */
  @Get()
  @Open('fictional people only')
  @Header('Cache-Control', 'no-store')
  async everybody(): Promise<{ people: ListedPerson[]; stage: Stage | null }> {
    const people = await this.people.all();
    return { people, stage: await this.stages.first(people) };
  }

  /** Signs this browser in as that person: a part of its own, with a cookie of its own. 401 for somebody who is not there. */
  @Post('sessions')
  @Open('the demonstration signs in by a click')
  @HttpCode(204)
  async signIn(
    @Body('person', new ParseUUIDPipe()) id: string,
    @Headers('cookie') cookies: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    const person = await this.people.byId(id);
    const name = cookieName(person?.id);
    if (!person || !name) throw new Refused('unauthorised');
    const now = this.clock.now();
    const old = cookieIn(cookies, name);
    const replaced = old && (await this.sessions.byTokenHash(hashOf(old), now));
    const secret = newSecret();
    const isOffice = person.roles.some(({ role }) => role === 'sender' || role === 'administrator');
    const expiresAt = now + (isOffice ? LIFE.office : LIFE.school);
    await this.sessions.create({ person: person.id, tokenHash: hashOf(secret), now, expiresAt });
    response.cookie(name, secret, { httpOnly: true, sameSite: 'strict', path: '/', maxAge: expiresAt - now });
    // Last, so that whoever is told has something to come back with.
    if (replaced) await this.endings.end(replaced.id);
  }
}
