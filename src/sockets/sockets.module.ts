import { Global, Module } from '@nestjs/common';
import { Announcer } from '../signals/index.js';
import { Arrivals } from './arrivals.js';
import { Closing } from './closing.js';
import { Connections } from './connections.js';
import { Courier } from './courier.js';
import { Dispatcher } from './dispatcher.js';
import { Handshake } from './handshake.js';
import { Rooms } from './rooms.js';
import { Traffic } from './traffic.js';

/** How people are reached; the Courier is the Announcer that signals know. */
@Global()
@Module({
  providers: [
    Arrivals,
    Closing,
    Connections,
    Courier,
    Dispatcher,
    Handshake,
    Rooms,
    Traffic,
    { provide: Announcer, useExisting: Courier },
  ],
  exports: [Closing, Connections, Courier, Announcer],
})
export class SocketsModule {}
