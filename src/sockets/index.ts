export * from './actor.js';
export * from './command.js';
export * from './connections.js';
export * from './courier.js';
export * from './envelope.dto.js';
export * from './id.dto.js';
export * from './io.adapter.js';
export * from './rooms.js';
export type { Socket } from './server.js';
