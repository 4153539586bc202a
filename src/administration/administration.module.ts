import { Module } from '@nestjs/common';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { BatchList } from './batches/batch-list.js';
import { BatchesController } from './batches/batches.controller.js';
import { Batches } from './batches/batches.js';
import { CarryingOut } from './batches/carrying-out.js';
import { Previews } from './batches/previews.js';
import { Reading } from './batches/reading.js';
import { Changes } from './changes.js';
import { Effects } from './effects.js';
import { PeopleController } from './people.controller.js';
import { Records } from './records.js';
import { RequestsController } from './requests.controller.js';
import { SubstitutesController } from './substitutes.controller.js';

/** What administrators do: never with a signal, and never alone to become somebody who receives one. */
@Module({
  imports: [SignInModule],
  controllers: [PeopleController, SubstitutesController, RequestsController, BatchesController],
  providers: [Changes, Effects, Records, BatchList, Batches, CarryingOut, Previews, Reading],
})
export class AdministrationModule {}
