import { Controller, Get, Header, Query, UseGuards } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import type { RecordsListed } from '../contract/index.js';
import { RecordList } from '../directory/index.js';
import { Bearer, BodyPipe, type Principal } from '../identity/index.js';
import { BeforeDto } from './administration.dto.js';
import { AdministratorGuard } from './administrator.guard.js';

/** What administrators did and were refused, for the administrators of the same organisation. Never a signal, nor who signs in. */
@Controller('v1/records')
@UseGuards(AdministratorGuard)
export class RecordsController {
  constructor(
    private readonly records: RecordList,
    private readonly clock: Clock,
  ) {}

  /** The newest first, 50 at a time. */
  @Get()
  @Header('Cache-Control', 'no-store')
  list(@Bearer() { organisation }: Principal, @Query(BodyPipe) { before }: BeforeDto): Promise<RecordsListed> {
    return this.records.of(organisation, before, this.clock.now());
  }
}
