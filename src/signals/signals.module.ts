import { Global, Module } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { MemoryStore } from './memory.store.js';
import { Receipts } from './receipts.js';
import { Signals } from './signals.js';
import { SignalStore } from './store.js';

/** The heart. Who announces is bound where the flow is put together. */
@Global()
@Module({
  providers: [
    Signals,
    {
      provide: SignalStore,
      inject: [Clock, CONFIG],
      useFactory: (clock: Clock, { capacity }: Config) => new MemoryStore(clock, capacity),
    },
    {
      provide: Receipts,
      inject: [SignalStore, CONFIG],
      useFactory: (store: SignalStore, { roomKey }: Config) => new Receipts(roomKey, store),
    },
  ],
  exports: [Signals, SignalStore],
})
export class SignalsModule {}
