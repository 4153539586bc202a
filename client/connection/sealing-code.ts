export { open, seal } from '../../src/sealed/index.js';
export { readChallenge } from '../keys/challenge.js';
