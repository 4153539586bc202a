export * from './content.js';
export * from './seal.js';
export * from './living.js';
