import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The origins at which a listening server is found where nothing else is configured, the one to tell first. */
export function addressesOf(server: Server): string[] {
  const { address, family, port } = server.address() as AddressInfo;
  const host = family === 'IPv6' ? `[${address}]` : address;
  const isLoopback = address === '127.0.0.1' || address === '::1';
  return [...(isLoopback ? ['localhost'] : []), host].map((name) => new URL(`http://${name}:${port}`).origin);
}
