import { type DynamicModule, Module } from '@nestjs/common';
import { DATABASE, type Database } from './database.js';
import { Devices } from './devices.js';
import { People } from './people.js';
import { Schools } from './schools.js';
import { Sessions } from './sessions.js';

/** Who there is. Global, because every audience asks it. */
@Module({})
export class DirectoryModule {
  static of(database: Database): DynamicModule {
    const repositories = [Schools, People, Sessions, Devices];
    return {
      module: DirectoryModule,
      global: true,
      providers: [{ provide: DATABASE, useValue: database }, ...repositories],
      exports: [DATABASE, ...repositories],
    };
  }
}
