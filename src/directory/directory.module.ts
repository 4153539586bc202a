import { type DynamicModule, Module } from '@nestjs/common';
import { Accounts } from './accounts.js';
import { AskedBatches } from './asked-batches.js';
import { Announcements } from './announcements.js';
import { Attendance } from './attendance.js';
import { DATABASE, type Database } from './database.js';
import { Candidates } from './candidates.js';
import { Ceremonies } from './ceremonies.js';
import { Devices } from './devices.js';
import { Groups } from './groups.js';
import { Imports } from './imports.js';
import { InvitationList } from './invitations.js';
import { Organisations } from './organisations.js';
import { Passkeys } from './passkeys.js';
import { People } from './people.js';
import { PushSubscriptions } from './push-subscriptions.js';
import { Readiness } from './readiness.js';
import { RecordList } from './record-list.js';
import { Reaches } from './reaches.js';
import { Requests } from './requests.js';
import { Revocations } from './revocations.js';
import { SchoolChanges } from './school-changes.js';
import { SchoolList } from './school-list.js';
import { SchoolStaff } from './school-staff.js';
import { Schools } from './schools.js';
import { Sessions } from './sessions.js';
import { StaffChanges } from './staff-changes.js';
import { Staff } from './staff.js';
import { Substitutes } from './substitutes.js';

/** Who there is. Global, because every audience asks it. */
@Module({})
export class DirectoryModule {
  static of(database: Database): DynamicModule {
    const repositories = [
      Schools,
      People,
      Sessions,
      Devices,
      Accounts,
      Passkeys,
      InvitationList,
      Ceremonies,
      Announcements,
      Attendance,
      PushSubscriptions,
      Reaches,
      Revocations,
    ];
    const administration = [Staff, StaffChanges, Readiness, Requests, Substitutes, Organisations, RecordList];
    const administered = [SchoolList, SchoolStaff, SchoolChanges, Groups, Candidates, Imports, AskedBatches];
    return {
      module: DirectoryModule,
      global: true,
      providers: [{ provide: DATABASE, useValue: database }, ...repositories, ...administration, ...administered],
      exports: [DATABASE, ...repositories, ...administration, ...administered],
    };
  }
}
