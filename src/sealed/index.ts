export * from './content.js';
export * from './seal.js';
