export { Members } from './members.js';
export * from './nodes.js';
