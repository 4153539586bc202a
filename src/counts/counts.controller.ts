import { Controller, Get, Header } from '@nestjs/common';
import type { PublishedCounts } from '../contract/index.js';
import { Bearer, hasRole, type Principal, Refused } from '../identity/index.js';
import { csvOf } from './csv.js';
import { publish } from './publish.js';
import { StoredCounts } from './stored-counts.js';

/** The published counts of the caller's own organisation, for its senders and administrators; others 403 not-allowed. */
@Controller('v1')
export class CountsController {
  constructor(private readonly stored: StoredCounts) {}

  @Get('counts')
  @Header('Cache-Control', 'no-store')
  async counts(@Bearer() caller: Principal): Promise<PublishedCounts> {
    if (!hasRole(caller, 'sender') && !hasRole(caller, 'administrator')) throw new Refused('not-allowed');
    return publish(await this.stored.of(caller.organisation));
  }

  /** The same figures. */
  @Get('counts.csv')
  @Header('Cache-Control', 'no-store')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="cijfers.csv"')
  async csv(@Bearer() caller: Principal): Promise<string> {
    return csvOf(await this.counts(caller));
  }
}
