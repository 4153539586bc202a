import type { IncomingMessage, Server } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { CONFIG, type Config } from '../config/index.js';
import { addressesOf } from './addresses.js';

/** Where our own pages come from (RFC 6454). */
@Injectable()
export class Origins {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly host: HttpAdapterHost,
  ) {}

  /** The one to tell people first. */
  all(): string[] {
    return this.config.origins.length > 0 ? this.config.origins : addressesOf(this.host.httpAdapter.getHttpServer() as Server);
  }

  /** The origin of the page that a request comes from; null where it names none, or one that is not ours. */
  of({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
    const { origin } = headers;
    return origin !== undefined && this.all().includes(origin) ? origin : null;
  }
}
