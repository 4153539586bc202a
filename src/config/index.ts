export * from './config.js';
export { type ClientKey, type Issuer } from './issuers.js';

/** Nest's token for `Config`. */
export const CONFIG = Symbol('CONFIG');
