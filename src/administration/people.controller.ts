import { Body, Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, Put, UseGuards } from '@nestjs/common';
import { Clock, dateOf } from '../clock/index.js';
import type { Changed, PersonFound, SessionListed } from '../contract/index.js';
import { Sessions, Staff, type StaffMember } from '../directory/index.js';
import { Bearer, BodyPipe, Endings, mustBeProven, type Principal } from '../identity/index.js';
import type { Action } from '../log/index.js';
import { Invitations } from '../sign-in/invitations.js';
import { AddressDto, HeldRoleDto, RoleDto, SearchDto } from './administration.dto.js';
import { AdministratorGuard } from './administrator.guard.js';
import { Changes } from './changes.js';
import { Effects } from './effects.js';
import { Records } from './records.js';

/** The people of the caller's organisation; anybody else's are 404 unknown-person, as those who do not exist. */
@Controller('v1/people')
@UseGuards(AdministratorGuard)
export class PeopleController {
  constructor(
    private readonly changes: Changes,
    private readonly staff: Staff,
    private readonly signedIn: Sessions,
    private readonly effects: Effects,
    private readonly invitations: Invitations,
    private readonly endings: Endings,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** In a body, because addresses of pages are kept in logs. */
  @Post('search')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  search(@Bearer() { organisation }: Principal, @Body(BodyPipe) { query }: SearchDto): Promise<PersonFound[]> {
    return this.staff.search(organisation, query, this.clock.now());
  }

  /** Makes a one-time link; earlier ones no longer work. */
  @Post(':id/invitation')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  invite(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<Changed> {
    return this.changes.want(caller, id, { kind: 'invitation' });
  }

  @Delete(':id/invitation')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  revoke(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.take('invitation-revoked', caller, id, () => this.invitations.revoke(id));
  }

  /** 409 address-in-use. The person's accounts of the organisation are matched anew, by the new address. */
  @Put(':id/address')
  @Header('Cache-Control', 'no-store')
  readdress(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) { email }: AddressDto,
  ): Promise<Changed> {
    return this.changes.want(caller, id, { kind: 'address', email });
  }

  /** 409 unknown-school. */
  @Post(':id/roles')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  grant(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) { role, school, title }: RoleDto,
  ): Promise<Changed> {
    return this.changes.want(caller, id, { kind: 'role', role, school, title });
  }

  @Delete(':id/roles')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  takeRole(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body(BodyPipe) held: HeldRoleDto,
  ): Promise<void> {
    return this.take('role-removed', caller, id, (member) => this.effects.takeRole(member, held, caller.organisation));
  }

  /** Who has left: with all that is theirs. */
  @Delete(':id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  remove(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.take('person-removed', caller, id, (member) => this.effects.remove(member, caller.organisation));
  }

  /** Signs the person out everywhere. */
  @Delete(':id/sessions')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  endSessions(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.take('sessions-ended', caller, id, () => this.endings.endAll(id));
  }

  /** Where the person is signed in: by the day, because a moment would say when somebody was about to send. */
  @Get(':id/sessions')
  @Header('Cache-Control', 'no-store')
  async sessions(@Bearer() { organisation }: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<SessionListed[]> {
    await this.changes.memberOf(organisation, id);
    const alive = await this.signedIn.of(id, this.clock.now());
    const day = (moment: number) => dateOf(moment).toString();
    return alive
      .map(({ createdAt, usedAt, ...session }) => ({ ...session, since: day(createdAt), usedOn: day(usedAt) }))
      .sort((a, b) => compare(b.usedOn, a.usedOn) || compare(a.id, b.id));
  }

  /** Signs the person out of one of them; of one that is over, or somebody else's, nothing comes. */
  @Delete(':id/sessions/:session')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  endSession(
    @Bearer() caller: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('session', ParseUUIDPipe) session: string,
  ): Promise<void> {
    return this.take('session-ended', caller, id, async () => {
      const alive = await this.signedIn.of(id, this.clock.now());
      if (alive.some((each) => each.id === session)) await this.endings.end(session);
    });
  }

  /** A telephone was lost: no passkey leads in any more. An account of the organisation still does: its provider decides on that. */
  @Delete(':id/passkeys')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  takePasskeys(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.take('passkeys-removed', caller, id, (member) => this.effects.forgetPasskeys(member));
  }

  /** What one administrator does alone: it makes nobody a recipient. */
  private take(action: Action, caller: Principal, id: string, deed: (member: StaffMember) => Promise<void>): Promise<void> {
    return this.records.of(action, caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      await deed(await this.changes.memberOf(caller.organisation, id));
    });
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
