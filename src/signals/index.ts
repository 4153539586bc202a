export * from './announcer.js';
export * from './audience.js';
export type { Actor, Command, Draft } from './command.js';
export * from './memory.store.js';
export type { Alert, Notice } from './notice.js';
export type { Opened, Signal, Staff } from './signal.js';
export * from './signals.js';
export * from './store.js';
export { viewFor } from './view.js';
