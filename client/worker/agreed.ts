/** What the pages and the worker have agreed on. */

/** Where the worker is, and from which pages on: all. */
export const WORKER = '/worker.js';

/** The only thing that is ever in a cache: the telephone number of the municipality, as the body of an answer. */
export const NUMBER = { cache: 'seintje', address: '/nummer' };

/** What the worker tells every open page when a push has come in; nothing of the push is in it. */
export const WOKEN = 'woken';
