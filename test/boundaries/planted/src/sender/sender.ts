import type { Case } from '../recipient/recipient.js';

export type Send = Case;
