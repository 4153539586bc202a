import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { get } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { overLan } from '../../scripts/lan.mjs';

const folder = mkdtempSync(join(tmpdir(), 'seintje-lan-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[R-START-6] over the local network the server is reached by TLS at the address, by a certificate for it alone', async () => {
  const server = createServer((request, response) => response.end(`asked for ${request.url}`)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const env: NodeJS.ProcessEnv = { PORT: String((server.address() as AddressInfo).port), LAN_PORT: '0', DATA_DIR: folder };
  const lan = await overLan(env, '127.0.0.1');
  expect(env.ORIGINS).toBe(`http://localhost:${env.PORT},https://127.0.0.1:0`);
  expect(lan.advice).toContain('https://127.0.0.1:0');
  expect(lan.advice).toContain('What does not work this way');
  expect(lan.advice).toContain('Everybody in that network can sign in as anybody');
  expect(lan.advice).toContain(`${join(folder, 'lan')}: remove that folder`);

  const { port, close } = await lan.open();
  const heard = await new Promise<{
    body: string;
    certificate: ReturnType<import('node:tls').TLSSocket['getPeerX509Certificate']>;
  }>((resolve, reject) =>
    get({ host: '127.0.0.1', port, path: '/deel', rejectUnauthorized: false, agent: false }, (response) => {
      const certificate = (response.socket as import('node:tls').TLSSocket).getPeerX509Certificate();
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString())).on('end', () => resolve({ body, certificate }));
    }).on('error', reject),
  );
  expect(heard.body).toBe('asked for /deel');
  expect(heard.certificate!.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(heard.certificate!.checkIP('127.0.0.2')).toBeUndefined();
  // Whoever trusts it trusts nothing else.
  expect(heard.certificate!.ca).toBe(false);
  expect(lan.advice).toContain(heard.certificate!.fingerprint256);
  expect((await overLan({ ...env, ORIGINS: '' }, '127.0.0.1')).advice).toBe(lan.advice);
  expect(statSync(join(folder, 'lan', 'key.pem')).mode & 0o777).toBe(0o600);
  close();
  server.close();
});

test('[R-START-6] without a network, or for a real server, it is said in one sentence', async () => {
  const real = overLan({ DATA_DIR: folder, MODE: 'production' }, '127.0.0.1');
  await expect(real).rejects.toMatchObject({ sentence: expect.stringContaining('is for the demonstration') });
  for (const own of [{ HOST: '0.0.0.0' }, { ORIGINS: 'https://seintje.example' }]) {
    const chosen = overLan({ DATA_DIR: folder, ...own }, '127.0.0.1');
    await expect(chosen).rejects.toMatchObject({ sentence: expect.stringContaining('chooses HOST and ORIGINS itself') });
  }
  await expect(overLan({ DATA_DIR: folder }, '')).rejects.toMatchObject({ sentence: expect.stringContaining('no network') });
});
