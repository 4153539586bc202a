import { Module } from '@nestjs/common';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AbsencesController } from './absences.controller.js';
import { BatchList } from './batches/batch-list.js';
import { BatchesController } from './batches/batches.controller.js';
import { Batches } from './batches/batches.js';
import { CarryingOut } from './batches/carrying-out.js';
import { Previews } from './batches/previews.js';
import { Reading } from './batches/reading.js';
import { Changes } from './changes.js';
import { Effects } from './effects.js';
import { NewcomersController } from './newcomers.controller.js';
import { OrganisationController } from './organisation.controller.js';
import { GroupsController } from './groups.controller.js';
import { OwnSchools } from './own-schools.js';
import { PeopleController } from './people.controller.js';
import { RecordsController } from './records.controller.js';
import { Records } from './records.js';
import { RequestsController } from './requests.controller.js';
import { SchoolsController } from './schools.controller.js';
import { SubstitutesController } from './substitutes.controller.js';
import { Substituting } from './substituting.js';

/** What administrators do: never with a signal, and never alone to become somebody who receives one. */
@Module({
  imports: [SignInModule],
  controllers: [
    ...[PeopleController, NewcomersController, SubstitutesController, AbsencesController, RequestsController, BatchesController],
    ...[SchoolsController, GroupsController, OrganisationController, RecordsController],
  ],
  providers: [...[Changes, Effects, Records, OwnSchools, Substituting], ...[BatchList, Batches, CarryingOut, Previews, Reading]],
})
export class AdministrationModule {}
