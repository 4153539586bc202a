import { Global, Module } from '@nestjs/common';
import { REDIS, type SharedRedis } from '../redis/index.js';
import { Tally } from '../signals/index.js';
import { CountsController } from './counts.controller.js';
import { Counts } from './counts.js';
import { MemoryPending } from './memory-pending.js';
import { Pending } from './pending.js';
import { RedisPending } from './redis-pending.js';
import { StoredCounts } from './stored-counts.js';

/** Anonymous counts; the Tally that signals know. */
@Global()
@Module({
  controllers: [CountsController],
  providers: [
    Counts,
    StoredCounts,
    // Nobody tells it anything where the store of signals counts by itself.
    { provide: Tally, useClass: MemoryPending },
    {
      provide: Pending,
      inject: [REDIS, Tally],
      useFactory: (redis: SharedRedis | null, tally: MemoryPending) => (redis ? new RedisPending(redis) : tally),
    },
  ],
  exports: [Tally],
})
export class CountsModule {}
