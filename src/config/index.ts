export * from './config.js';

/** Nest's token for `Config`. */
export const CONFIG = Symbol('CONFIG');
