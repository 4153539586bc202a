import { Module } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { document } from './document.js';
import { DESCRIBE, OpenApiController } from './openapi.controller.js';
import { ROUTES } from './routes.js';

/** Describes the controllers that this application runs, once it is asked for that. */
@Module({
  controllers: [OpenApiController],
  providers: [
    {
      provide: DESCRIBE,
      inject: [ModulesContainer],
      useFactory: (modules: ModulesContainer) => {
        let made: object | undefined;
        return () => (made ??= document(controllersIn(modules), ROUTES));
      },
    },
  ],
})
export class OpenApiModule {}

function controllersIn(modules: ModulesContainer): object[] {
  const wrappers = [...modules.values()].flatMap(({ controllers }) => [...controllers.values()]);
  return wrappers.flatMap(({ metatype }) => (metatype ? [metatype] : []));
}
