import { createPublicKey, type KeyObject } from 'node:crypto';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { CONFIG, type Config } from '../config/index.js';
import type { Installation } from '../contract/index.js';
import { Open } from '../identity/index.js';

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

/** The public half as an uncompressed point (SEC 1, 2.3.3), as browsers want it (W3C Push API, applicationServerKey). */
function pointOf(key: KeyObject): string {
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]).toString('base64url');
}
