export { pointOf } from './message.js';
export * from './push.js';
