import type { Plugin } from 'vite';

const ONLY: Record<string, string> = {
  'transports/index.js': `import { WS } from './websocket.js'; export const transports = { websocket: WS };`,
  'transports/polling-xhr.js': 'export class XHR {}',
  'transports/polling-fetch.js': 'export class Fetch {}',
  'transports/webtransport.js': 'export class WT {}',
};

/** Leaves out the transports that the server refuses anyway. */
export function websocketOnly(): Plugin {
  return {
    name: 'seintje:websocket-only',
    apply: 'build',
    load(id) {
      const [, file = ''] = id.split('/engine.io-client/build/esm/');
      return ONLY[file] ?? null;
    },
  };
}
