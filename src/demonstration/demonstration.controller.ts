import { Body, Controller, Get, Header, HttpCode, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { type ListedPerson, People } from '../directory/index.js';
import { Open, SignIns } from '../identity/index.js';
import { type Stage, Stages } from './stage.js';

/** One-click sign-in as a fictional person. Exists in the demonstration only. */
@Controller('v1/demonstration')
export class DemonstrationController {
  constructor(
    private readonly people: People,
    private readonly signIns: SignIns,
    private readonly stages: Stages,
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
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    // A device of one's own, so that the parts begin with what they are about.
    await this.signIns.begin({ request, response, part: id }, id, { proven: true, use: 'own' });
  }
}
