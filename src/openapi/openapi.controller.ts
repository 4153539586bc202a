import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Open } from '../identity/index.js';

/** Hands in what describes the running application. */
export const DESCRIBE = Symbol('describe');

/**
 * The description of the REST API, for everybody and from every origin (NL API Design Rules, /core/publish-openapi): it is the same
 * for all who ask. Beside `/openapi.json` it stands under the version, which is the API's base.
 */
@Controller()
export class OpenApiController {
  constructor(@Inject(DESCRIBE) private readonly described: () => object) {}

  @Get(['openapi.json', 'v1/openapi.json'])
  @Open('a description of the API, and of nothing else')
  @Header('Access-Control-Allow-Origin', '*')
  @Header('Cache-Control', 'no-cache')
  describe(): object {
    return this.described();
  }
}
