export * from './bucket.js';
export * from './limiter.js';
export * from './limits.js';
export * from './patience.js';
export * from './sources.js';
export * from './turns.js';
