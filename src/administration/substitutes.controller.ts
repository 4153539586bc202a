import { Body, Controller, Delete, Get, Header, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import type { Changed } from '../contract/index.js';
import { Schools, Substitutes } from '../directory/index.js';
import { Bearer, BodyPipe, type Principal, Refused } from '../identity/index.js';
import { SchoolDto, SubstituteDto } from './administration.dto.js';
import { AdministratorGuard } from './administrator.guard.js';
import { SchoolEditorGuard } from './school-editor.guard.js';
import { Substituting } from './substituting.js';

/**
 * Who teaches a group on one day. To administrators 404 unknown-person, 409 unknown-school for a group elsewhere; to a directeur
 * 409 unknown-group, unknown-teacher.
 */
@Controller('v1')
@UseGuards(SchoolEditorGuard)
export class SubstitutesController {
  constructor(
    private readonly substituting: Substituting,
    private readonly substitutes: Substitutes,
    private readonly schools: Schools,
  ) {}

  /** The groups of a school, to choose from. */
  @Get('groups')
  @UseGuards(AdministratorGuard)
  @Header('Cache-Control', 'no-store')
  async groups(
    @Bearer() { organisation }: Principal,
    @Query(BodyPipe) { school }: SchoolDto,
  ): Promise<{ id: string; name: string }[]> {
    if ((await this.schools.byCode(school))?.organisation !== organisation) throw new Refused('unknown-school');
    return this.substitutes.groupsOf(school);
  }

  /** From today up to two weeks ahead; a directeur's holds at once. 409 too-late for a day that has passed. */
  @Post('substitutes')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  add(@Bearer() caller: Principal, @Body(BodyPipe) substitute: SubstituteDto): Promise<Changed> {
    return this.substituting.set(caller, { ...substitute });
  }

  @Delete('substitutes')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  remove(@Bearer() caller: Principal, @Body(BodyPipe) substitute: SubstituteDto): Promise<void> {
    return this.substituting.remove(caller, { ...substitute });
  }
}
