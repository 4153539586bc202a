import { Body, Controller, Delete, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { directeurAt } from '../contract/index.js';
import { Attendance, People } from '../directory/index.js';
import { Bearer, BodyPipe, hasRole, mustBeProven, News, type Principal, Refused } from '../identity/index.js';
import type { Action } from '../log/index.js';
import { AbsenceDto } from './administration.dto.js';
import { mustBeAhead, noonOf } from './days-ahead.js';
import { Records } from './records.js';
import { SchoolEditorGuard } from './school-editor.guard.js';

/** Who is not there on a day: a directeur says so of her own school's people, an administrator of those of any school of theirs. */
@Controller('v1/absences')
@UseGuards(SchoolEditorGuard)
export class AbsencesController {
  constructor(
    private readonly attendance: Attendance,
    private readonly people: People,
    private readonly news: News,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** From today up to two weeks ahead; nobody but themselves is told. 404 unknown-person; 409 too-late for a day that has passed. */
  @Post()
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  add(@Bearer() caller: Principal, @Body(BodyPipe) { person, day }: AbsenceDto): Promise<void> {
    return this.change('absence', caller, { person, day }, async () => {
      mustBeAhead(day, this.clock.now());
      await this.attendance.absent(person, day, this.clock.now());
    });
  }

  /** They are there after all. 404 unknown-person. */
  @Delete()
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  remove(@Bearer() caller: Principal, @Body(BodyPipe) { person, day }: AbsenceDto): Promise<void> {
    return this.change('absence-removed', caller, { person, day }, () => this.attendance.present(person, day));
  }

  private change(action: Action, caller: Principal, { person, day }: AbsenceDto, deed: () => Promise<void>): Promise<void> {
    return this.records.of(action, caller, person, async () => {
      mustBeProven(caller, this.clock.now());
      if (!(await this.isOwn(caller, person, day))) throw new Refused('unknown-person');
      await deed();
      this.news.changed([person]);
    });
  }

  /** Whether they work that day at a school that the caller runs. */
  private async isOwn(caller: Principal, person: string, day: string): Promise<boolean> {
    const member = await this.people.byId(person, noonOf(day));
    if (member?.organisation !== caller.organisation) return false;
    const own = directeurAt(caller.roles);
    return member.roles.some(({ school }) => school !== null && (hasRole(caller, 'administrator') || own.includes(school)));
  }
}
