import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DATABASE, type OpenedDatabase } from './database.js';
import { Devices } from './devices.js';
import { People } from './people.js';
import { Schools } from './schools.js';
import { Sessions } from './sessions.js';

const OPENED = Symbol('OPENED');

/** Who there is. Global, because every audience asks it; closes the database when the application stops. */
@Module({})
export class DirectoryModule implements OnApplicationShutdown {
  constructor(@Inject(OPENED) private readonly opened: OpenedDatabase) {}

  static open(opened: OpenedDatabase): DynamicModule {
    const repositories = [Schools, People, Sessions, Devices];
    return {
      module: DirectoryModule,
      global: true,
      providers: [{ provide: OPENED, useValue: opened }, { provide: DATABASE, useValue: opened.db }, ...repositories],
      exports: [DATABASE, ...repositories],
    };
  }

  onApplicationShutdown(): Promise<void> {
    return this.opened.close();
  }
}
