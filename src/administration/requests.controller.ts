import { Controller, Delete, Get, Header, HttpCode, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import type { Changed, ChangeRequest } from '../contract/index.js';
import { Bearer, type Principal } from '../identity/index.js';
import { AdministratorGuard } from './administrator.guard.js';
import { Changes } from './changes.js';

/** What waits for a second administrator of the organisation. 409 own-request, too-late. */
@Controller('v1/requests')
@UseGuards(AdministratorGuard)
export class RequestsController {
  constructor(private readonly changes: Changes) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  open(@Bearer() caller: Principal): Promise<ChangeRequest[]> {
    return this.changes.open(caller);
  }

  /** It takes effect, and the contacts of the schools concerned are told. */
  @Post(':id/approval')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  approve(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<Changed> {
    return this.changes.approve(caller, id);
  }

  @Post(':id/refusal')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  refuse(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.changes.refuse(caller, id);
  }

  /** Whoever asked withdraws it; 403 not-allowed for others. */
  @Delete(':id')
  @HttpCode(204)
  @Header('Cache-Control', 'no-store')
  withdraw(@Bearer() caller: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    return this.changes.withdraw(caller, id);
  }
}
