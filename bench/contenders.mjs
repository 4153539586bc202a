import { rm } from 'node:fs/promises';
import { AGREED } from './environment.mjs';
import { townDatabase } from './server/database.mjs';
import { withProcess } from './server/process.mjs';

/** Raw `ws` is the limit: everything is compared with it. */
export const CONTENDERS = [
  { name: 'raw ws', file: 'peers/ws.mjs', isPlain: true, isRelay: true },
  { name: 'socket.io', file: 'peers/socketio.mjs', isRelay: true },
  { name: 'Seintje', file: 'server/seintje.mjs', database: townDatabase },
];

/** A fresh server, with a fresh directory where it has one. @param measure is handed how to ask it, and where it listens */
export async function withContender({ file, database }, measure) {
  const own = await database?.();
  try {
    return await withProcess(file, { ...AGREED, ...own }, async (server) => measure(server, await server('url')));
  } finally {
    if (own?.DATA_DIR) await rm(own.DATA_DIR, { recursive: true });
  }
}

/** Pages in a process of their own, so that they take no time from the server. */
export const withClients = (measure) => withProcess('client/process.mjs', AGREED, measure);
