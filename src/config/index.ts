export * from './config.js';
export { withKeptKey } from './kept-key.js';
export { type ClientKey, type Issuer } from './issuers.js';

/** Nest's token for `Config`. */
export const CONFIG = Symbol('CONFIG');
