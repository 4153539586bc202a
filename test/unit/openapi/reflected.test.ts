import { expect, test } from '@jest/globals';
import { Controller, Get } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { routesOf } from '../../../src/openapi/reflected.js';

test('[R-API-2] what a decorator of ours hands in is no body, whatever key Nest makes up for it', () => {
  @Controller('v1/thing')
  class Things {
    @Get()
    thing(_caller: object): void {}
  }
  // Made up at random: by chance it begins as the key of a body does.
  Reflect.defineMetadata(ROUTE_ARGS_METADATA, { '3a9f__customRouteArgs__:0': { index: 0 } }, Things, 'thing');
  expect(routesOf(Things)).toMatchObject([{ paths: ['/v1/thing'], given: [] }]);
});
