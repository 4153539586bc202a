import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Put, UseGuards } from '@nestjs/common';
import { Clock, dateOf } from '../clock/index.js';
import type { Candidate, Group, SchoolDetails } from '../contract/index.js';
import { Candidates, Groups, SchoolList } from '../directory/index.js';
import { Bearer, BodyPipe, Endings, mustBeProven, type Principal, Refused } from '../identity/index.js';
import { SearchDto } from './administration.dto.js';
import { OwnSchools } from './own-schools.js';
import { Records } from './records.js';
import { SchoolCodePipe } from './school-code.pipe.js';
import { SchoolEditorGuard } from './school-editor.guard.js';
import { GroupDto, GroupNameDto } from './schools.dto.js';

/** A school and its groups, for administrators of its organisation and its own directeur. 409 unknown-school, unknown-group. */
@Controller('v1')
@UseGuards(SchoolEditorGuard)
export class GroupsController {
  constructor(
    private readonly own: OwnSchools,
    private readonly list: SchoolList,
    private readonly groups: Groups,
    private readonly candidates: Candidates,
    private readonly endings: Endings,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  @Get('schools/:code')
  @Header('Cache-Control', 'no-store')
  async school(@Bearer() caller: Principal, @Param('code', SchoolCodePipe) code: string): Promise<SchoolDetails> {
    return this.list.details(await this.own.school(caller, code), this.clock.now());
  }

  /** Who may step in there, by name; 20 at the most. */
  @Post('schools/:code/candidates')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async find(
    @Bearer() caller: Principal,
    @Param('code', SchoolCodePipe) code: string,
    @Body(BodyPipe) { query }: SearchDto,
  ): Promise<Candidate[]> {
    const school = await this.own.school(caller, code);
    return this.candidates.search(school.organisation, code, query);
  }

  /** 409 name-in-use. */
  @Post('schools/:code/groups')
  @HttpCode(201)
  @Header('Cache-Control', 'no-store')
  add(
    @Bearer() caller: Principal,
    @Param('code', SchoolCodePipe) code: string,
    @Body(BodyPipe) { name }: GroupNameDto,
  ): Promise<Group> {
    return this.records.of('group', caller, code, async () => {
      mustBeProven(caller, this.clock.now());
      await this.own.school(caller, code);
      const id = await this.groups.add(code, name);
      if (id === null) throw new Refused('name-in-use');
      return { id, name, teachers: [] };
    });
  }

  /** Its name and all who teach it: several in a duo job, also on one day. 409 name-in-use, unknown-teacher. */
  @Put('groups/:id')
  @Header('Cache-Control', 'no-store')
  change(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) { name, teachers }: GroupDto,
  ): Promise<Group> {
    return this.records.of('group', caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      const { code } = await this.own.schoolOfGroup(caller, id);
      const group = { id, name, teachers };
      const changed = await this.groups.change(group, code);
      if (changed !== 'done') throw new Refused(changed);
      return group;
    });
  }

  @Delete('groups/:id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  remove(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.records.of('group-removed', caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      await this.own.schoolOfGroup(caller, id);
      this.endings.changed(await this.groups.remove(id, dateOf(this.clock.now()).toString()));
    });
  }
}
