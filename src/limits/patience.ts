import type { Server } from 'node:http';

/** How long a client may take over a request, in milliseconds, and how often that is looked at. */
export const PATIENCE = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 5_000 };

/** Cuts whoever sends a request byte by byte. Before it listens: only then is the interval looked at. */
export function losePatience(server: Server, patience = PATIENCE): void {
  Object.assign(server, patience);
}
