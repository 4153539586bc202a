import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { losePatience } from '../../../src/limits/patience.js';

describe('[R-LIMIT-5] whoever sends byte by byte', () => {
  let server: Server;
  let handled: number;
  beforeEach(async () => {
    handled = 0;
    server = createServer((request, response) => {
      request.resume().on('end', () => {
        handled += 1;
        response.end();
      });
    });
    losePatience(server, { headersTimeout: 100, requestTimeout: 200, connectionsCheckingInterval: 20 });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  /** Says the beginning, then a byte at a time; resolves with what was answered when the server has closed. */
  function trickles(beginning: string): Promise<string> {
    const socket: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    let answer = '';
    socket.write(beginning);
    const drops = setInterval(() => socket.write('x'), 10);
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => undefined);
    return new Promise((resolve) => {
      socket.on('close', () => {
        clearInterval(drops);
        resolve(answer);
      });
    });
  }

  test.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n'],
    ['nothing that is HTTP yet', 'G'],
  ])('is cut: %s', async (_, beginning) => {
    expect(await trickles(beginning)).toMatch(/^(HTTP\/1\.1 40[08] |$)/);
    expect(handled).toBe(0);
  });
});
