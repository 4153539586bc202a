import { Global, Module } from '@nestjs/common';
import { Tally } from '../signals/index.js';
import { CountsController } from './counts.controller.js';
import { Counts } from './counts.js';
import { StoredCounts } from './stored-counts.js';

/** Anonymous counts; the Tally that signals know. */
@Global()
@Module({
  controllers: [CountsController],
  providers: [Counts, StoredCounts, { provide: Tally, useExisting: Counts }],
  exports: [Tally],
})
export class CountsModule {}
