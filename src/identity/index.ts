export * from './bearer.guard.js';
export * from './callers.js';
export * from './endings.js';
export * from './principal.js';
export * from './refused.js';
export * from './session.cookie.js';
export * from './tokens.js';
