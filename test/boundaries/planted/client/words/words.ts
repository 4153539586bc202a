import type { Send } from '../../src/sender/sender.js';

export type Words = Send;
