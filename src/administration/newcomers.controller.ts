import { randomUUID } from 'node:crypto';
import { Body, Controller, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { NotReadyList, PersonFound } from '../contract/index.js';
import { Readiness, StaffChanges } from '../directory/index.js';
import { Bearer, BodyPipe, mustBeProven, type Principal, Refused } from '../identity/index.js';
import { NewPersonDto, SearchDto } from './administration.dto.js';
import { AdministratorGuard } from './administrator.guard.js';
import { Records } from './records.js';

/** Who comes to the organisation, until they can do what they came for. */
@Controller('v1/people')
@UseGuards(AdministratorGuard)
export class NewcomersController {
  constructor(
    private readonly changes: StaffChanges,
    private readonly readiness: Readiness,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  /** Without a role, so that one administrator is enough. 409 address-in-use. */
  @Post()
  @Header('Cache-Control', 'no-store')
  add(@Bearer() caller: Principal, @Body(BodyPipe) { name, email }: NewPersonDto): Promise<PersonFound> {
    const id = randomUUID();
    return this.records.of('person-added', caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      const added = await this.changes.add({ id, organisation: caller.organisation, name, email });
      if (!added) throw new Refused('address-in-use');
      return { id, name, email, roles: [], passkeys: 0, accounts: 0, sessions: 0, invitation: null };
    });
  }

  /** Whom to remind or invite. In a body, because addresses of pages are kept in logs. */
  @Post('not-ready')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  notReady(@Bearer() { organisation }: Principal, @Body(BodyPipe) { query }: SearchDto): Promise<NotReadyList> {
    return this.readiness.notReady(organisation, query, this.clock.now());
  }
}
