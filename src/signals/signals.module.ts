import { Global, Module } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { Log } from '../log/index.js';
import { REDIS, type SharedRedis } from '../redis/index.js';
import { Later } from './later.js';
import { MemoryStore } from './memory.store.js';
import { Receipts } from './receipts.js';
import { RedisStore } from './redis.store.js';
import { Signals } from './signals.js';
import { SignalStore } from './store.js';
import { Tally } from './tally.js';

/** How often a server looks for what a server that is gone has left, in milliseconds. */
const LOOK = 2_000;

/** The heart. Who announces, and who counts, is bound where the flow is put together. */
@Global()
@Module({
  providers: [
    Signals,
    Later,
    {
      provide: SignalStore,
      inject: [REDIS, Clock, CONFIG, Tally, Log],
      useFactory: (redis: SharedRedis | null, clock: Clock, { capacity, roomKey }: Config, tally: Tally, log: Log) =>
        redis
          ? RedisStore.open({ redis, clock, log, capacity, secret: roomKey, lookEvery: LOOK })
          : new MemoryStore(clock, capacity, tally),
    },
    {
      provide: Receipts,
      inject: [SignalStore, CONFIG],
      useFactory: (memory: SignalStore, { roomKey }: Config) => new Receipts(roomKey, memory),
    },
  ],
  exports: [Signals, SignalStore, Later],
})
export class SignalsModule {}
