import { Controller, Get, Header, Inject } from '@nestjs/common';
import { CONFIG, type Config } from '../config/index.js';
import type { Installation } from '../contract/index.js';
import { Open } from '../identity/index.js';
import { pointOf } from '../push/index.js';

/** What a page must know before anybody has signed in. */
@Controller('v1/installation')
export class InstallationController {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  @Get()
  @Open('the sign-in page asks')
  @Header('Cache-Control', 'no-store')
  installation(): Installation {
    const { demonstration, issuers, push } = this.config;
    return { demonstration, issuers: issuers.map(({ key, name }) => ({ key, name })), pushKey: push && pointOf(push.key) };
  }
}
