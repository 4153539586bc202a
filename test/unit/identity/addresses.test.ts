import { createServer } from 'node:http';
import { expect, test } from '@jest/globals';
import { addressesOf } from '../../../src/identity/addresses.js';

test.each([
  ['127.0.0.1', ['http://localhost:PORT', 'http://127.0.0.1:PORT']],
  ['127.0.0.2', ['http://127.0.0.2:PORT']],
  ['::1', ['http://localhost:PORT', 'http://[::1]:PORT']],
])('[R-ORIGIN-1] a server at %s is found where its pages come from', async (host, origins) => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, host, resolve));
  const { port } = server.address() as { port: number };
  expect(addressesOf(server)).toEqual(origins.map((origin) => origin.replace('PORT', String(port))));
  server.close();
});
