export * from './counts.js';
export * from './envelope.js';
export * from './events.js';
export * from './limits.js';
export * from './phase.js';
export * from './refusals.js';
export * from './sign-in.js';
export * from './views.js';
