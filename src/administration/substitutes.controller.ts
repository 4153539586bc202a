import { Body, Controller, Delete, Get, Header, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Changed } from '../contract/index.js';
import { Schools, Substitutes } from '../directory/index.js';
import { Bearer, BodyPipe, Endings, mustBeProven, type Principal, Refused } from '../identity/index.js';
import { SchoolDto, SubstituteDto } from './administration.dto.js';
import { AdministratorGuard } from './administrator.guard.js';
import { Changes } from './changes.js';
import { Records } from './records.js';

/** Who teaches a group of the organisation on one day. 404 unknown-person, 409 unknown-school for a group elsewhere. */
@Controller('v1')
@UseGuards(AdministratorGuard)
export class SubstitutesController {
  constructor(
    private readonly changes: Changes,
    private readonly substitutes: Substitutes,
    private readonly schools: Schools,
    private readonly endings: Endings,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** The groups of a school, to choose from. */
  @Get('groups')
  @Header('Cache-Control', 'no-store')
  async groups(
    @Bearer() { organisation }: Principal,
    @Query(BodyPipe) { school }: SchoolDto,
  ): Promise<{ id: string; name: string }[]> {
    if ((await this.schools.byCode(school))?.organisation !== organisation) throw new Refused('unknown-school');
    return this.substitutes.groupsOf(school);
  }

  /** From today up to two weeks ahead. 409 too-late for a day that has passed. */
  @Post('substitutes')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  add(@Bearer() caller: Principal, @Body(BodyPipe) { group, person, day }: SubstituteDto): Promise<Changed> {
    return this.changes.want(caller, person, { kind: 'substitute', group, day });
  }

  @Delete('substitutes')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  remove(@Bearer() caller: Principal, @Body(BodyPipe) substitute: SubstituteDto): Promise<void> {
    return this.records.of('substitute-removed', caller, substitute.person, async () => {
      mustBeProven(caller, this.clock.now());
      await this.changes.memberOf(caller.organisation, substitute.person);
      await this.substitutes.remove(substitute);
      this.endings.changed([substitute.person]);
    });
  }
}
