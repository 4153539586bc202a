import { type DynamicModule, Module } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { AskedBatches } from './asked-batches.js';
import { Announcements } from './announcements.js';
import { DATABASE, type Database } from './database.js';
import { Ceremonies } from './ceremonies.js';
import { Devices } from './devices.js';
import { Imports } from './imports.js';
import { InvitationList } from './invitations.js';
import { Passkeys } from './passkeys.js';
import { People } from './people.js';
import { Requests } from './requests.js';
import { Schools } from './schools.js';
import { Sessions } from './sessions.js';
import { StaffChanges } from './staff-changes.js';
import { Staff } from './staff.js';
import { Substitutes } from './substitutes.js';

/** Who there is. Global, because every audience asks it. */
@Module({})
export class DirectoryModule {
  static of(database: Database): DynamicModule {
    const repositories = [Schools, People, Sessions, Devices, Accounts, Passkeys, InvitationList, Ceremonies, Announcements];
    const administration = [Staff, StaffChanges, Requests, Substitutes, Imports, AskedBatches];
    return {
      module: DirectoryModule,
      global: true,
      providers: [{ provide: DATABASE, useValue: database }, ...repositories, ...administration],
      exports: [DATABASE, ...repositories, ...administration],
    };
  }
}
