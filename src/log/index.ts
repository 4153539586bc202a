export * from './fault.js';
export * from './log.js';
