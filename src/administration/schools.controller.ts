import { Body, Controller, Delete, Header, HttpCode, Param, Post, Put, UseGuards } from '@nestjs/common';
import { Clock, dateOf } from '../clock/index.js';
import type { SchoolDetails, SchoolsListed } from '../contract/index.js';
import { Announcements, type School, SchoolChanges, SchoolList, Schools } from '../directory/index.js';
import { Bearer, BodyPipe, Endings, mustBeProven, News, type Principal, Refused } from '../identity/index.js';
import type { Action } from '../log/index.js';
import { Presence } from '../presence/index.js';
import { AdministratorGuard } from './administrator.guard.js';
import { OwnSchools } from './own-schools.js';
import { Records } from './records.js';
import { SchoolCodePipe } from './school-code.pipe.js';
import { HolidaysDto, SchoolAddedDto, SchoolEditedDto, SchoolsSearchDto, SchoolStateDto } from './schools.dto.js';

/** The schools of the caller's organisation; any other is 409 unknown-school, as one that does not exist. */
@Controller('v1/schools')
@UseGuards(AdministratorGuard)
export class SchoolsController {
  constructor(
    private readonly list: SchoolList,
    private readonly schools: Schools,
    private readonly changes: SchoolChanges,
    private readonly own: OwnSchools,
    private readonly announcements: Announcements,
    private readonly presence: Presence,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  @Post('search')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  async search(
    @Bearer() { organisation }: Principal,
    @Body(BodyPipe) { query, state = null }: SchoolsSearchDto,
  ): Promise<SchoolsListed> {
    const { schools, ...counted } = await this.list.search(organisation, { query, state }, this.clock.now());
    const reachable = await this.presence.contacts(schools.map(({ code }) => code));
    return { ...counted, schools: schools.map((school) => ({ ...school, reachable: reachable.get(school.code) ?? 0 })) };
  }

  /** By hand; it takes no part yet. 409 code-in-use, also where another organisation has it. */
  @Post()
  @HttpCode(201)
  @Header('Cache-Control', 'no-store')
  add(@Bearer() caller: Principal, @Body(BodyPipe) school: SchoolAddedDto): Promise<SchoolDetails> {
    return this.records.of('school-added', caller, school.code, async () => {
      mustBeProven(caller, this.clock.now());
      if (!(await this.changes.add(caller.organisation, { ...school }))) throw new Refused('code-in-use');
      return this.details(school.code);
    });
  }

  /** 409 school-incomplete where it takes part, and could not any more. */
  @Put(':code')
  @Header('Cache-Control', 'no-store')
  edit(
    @Bearer() caller: Principal,
    @Param('code', SchoolCodePipe) code: string,
    @Body(BodyPipe) fields: SchoolEditedDto,
  ): Promise<SchoolDetails> {
    return this.change('school', caller, code, async () => {
      if (!(await this.changes.edit(code, { ...fields }))) throw new Refused('school-incomplete');
    });
  }

  /** The whole list. */
  @Put(':code/holidays')
  @Header('Cache-Control', 'no-store')
  holidays(
    @Bearer() caller: Principal,
    @Param('code', SchoolCodePipe) code: string,
    @Body(BodyPipe) { holidays }: HolidaysDto,
  ): Promise<SchoolDetails> {
    return this.change('holidays', caller, code, () => this.changes.holidays(code, holidays));
  }

  /** 409 school-incomplete where something keeps it from that state. */
  @Put(':code/state')
  @Header('Cache-Control', 'no-store')
  turn(
    @Bearer() caller: Principal,
    @Param('code', SchoolCodePipe) code: string,
    @Body(BodyPipe) { state }: SchoolStateDto,
  ): Promise<SchoolDetails> {
    return this.change('school-state', caller, code, async () => {
      if (!(await this.changes.turn(code, state, this.clock.now()))) throw new Refused('school-incomplete');
    });
  }

  /** With its roles and groups; its people stay in the directory. Its contacts are told. */
  @Delete(':code')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  remove(@Bearer() caller: Principal, @Param('code', SchoolCodePipe) code: string): Promise<void> {
    return this.deed('school-removed', caller, code, async ({ name }) => {
      const now = this.clock.now();
      const contacts = await this.schools.contacts(code);
      await this.announcements.tell(contacts, { change: 'school-removed', about: name }, now);
      this.endings.changed(await this.changes.remove(code, dateOf(now).toString()));
      this.news.changed(contacts);
    });
  }

  private change(action: Action, caller: Principal, code: string, deed: () => Promise<void>): Promise<SchoolDetails> {
    return this.deed(action, caller, code, async () => {
      await deed();
      return this.details(code);
    });
  }

  /** What is done to a school of the caller's. @throws Refused unknown-school */
  private deed<T>(action: Action, caller: Principal, code: string, deed: (school: School) => Promise<T>): Promise<T> {
    return this.records.of(action, caller, code, async () => {
      mustBeProven(caller, this.clock.now());
      return deed(await this.own.school(caller, code));
    });
  }

  private async details(code: string): Promise<SchoolDetails> {
    const school = await this.schools.byCode(code);
    if (!school) throw new Refused('unknown-school');
    return this.list.details(school, this.clock.now());
  }
}
