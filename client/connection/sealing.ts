import { needed } from '../loading/loading.js';

/** Seals, opens, and reads what proves this device: loaded once the page is connected, and at the latest when it is needed. */
export const sealing = needed(() => import('./sealing-code.js'));
