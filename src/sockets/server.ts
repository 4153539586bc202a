import type { Server as IoServer, Socket as IoSocket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../contract/index.js';
import type { Principal } from '../identity/index.js';

/** What the server remembers of a connection. */
export interface SocketData {
  principal: Principal;
  /** How much had ended before the principal was looked up (`Endings.count`). */
  asOf: number;
}

export type Server = IoServer<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
export type Socket = IoSocket<ClientToServerEvents, ServerToClientEvents, Record<string, never>, SocketData>;
