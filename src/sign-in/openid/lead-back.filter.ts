import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { Refused } from '../../identity/index.js';
import { Log, nameOf } from '../../log/index.js';

/** A person is looking, and not a page of ours: a refusal leads to the start page, with its code behind the `#`. */
@Catch()
export class LeadBack implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const code = thrown instanceof Refused ? thrown.code : 'internal';
    if (code === 'internal') this.log.error('request failed', { error: nameOf(thrown) });
    host.switchToHttp().getResponse<Response>().redirect(303, `/#${code}`);
  }
}
