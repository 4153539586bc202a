import { Body, Controller, Get, Header, HttpCode, Put, UseGuards } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { Organisation } from '../contract/index.js';
import { Organisations } from '../directory/index.js';
import { Bearer, BodyPipe, mustBeProven, type Principal, Refused } from '../identity/index.js';
import { AdministratorGuard } from './administrator.guard.js';
import { Records } from './records.js';
import { SettingsDto } from './settings.dto.js';

/** The caller's own organisation: what it may set for itself. */
@Controller('v1/organisation')
@UseGuards(AdministratorGuard)
export class OrganisationController {
  constructor(
    private readonly organisations: Organisations,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  organisation(@Bearer() { organisation }: Principal): Promise<Organisation> {
    return this.organisations.byId(organisation);
  }

  /** All of them at once; they hold from the next command on, and a signal that was sent keeps its times. */
  @Put('settings')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  set(@Bearer() caller: Principal, @Body(BodyPipe) settings: SettingsDto): Promise<void> {
    const { organisation } = caller;
    return this.records.of('settings', caller, organisation, async () => {
      mustBeProven(caller, this.clock.now());
      const { repeat, amber, call } = settings.phases;
      if (repeat > amber || amber > call) throw new Refused('malformed');
      await this.organisations.set(organisation, settings);
    });
  }
}
