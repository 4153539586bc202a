import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from '@jest/globals';

const folder = mkdtempSync(join(tmpdir(), 'seintje-start-'));
const started = new Set<ChildProcess>();

afterEach(() => started.forEach((child) => child.kill('SIGKILL')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('[R-START-2] npm start says where it runs, and ends at once and whole when it is told to', async () => {
  const server = start('npm', ['start'], { PORT: '0' });
  const url = await server.says(/running at (http:\S+)/);
  expect((await fetch(url)).status).toBe(200);
  server.child.kill('SIGTERM');
  await server.ended;
  await expect(fetch(url)).rejects.toThrow();
});

test('[R-START-2] a second process on the same data folder ends with one sentence', async () => {
  const first = start('node', ['scripts/start.mjs'], { PORT: '0' });
  await first.says(/running at (http:\S+)/);
  const second = start('node', ['scripts/start.mjs'], { PORT: '0' });
  expect(await second.ended).toBe(1);
  expect(second.errors()).toMatch(/^[^\n]*already using the folder[^\n]*\.\n$/);
});

test('[R-START-2] a taken port ends it with one sentence', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const PORT = String((holder.address() as AddressInfo).port);
  const server = start('node', ['scripts/start.mjs'], { PORT });
  expect(await server.ended).toBe(1);
  expect(server.errors()).toMatch(new RegExp(`^Port ${PORT} is taken[^\\n]*\\.\\n$`));
  holder.close();
});

test('an old Node is told so, in one sentence', async () => {
  const old = "Object.defineProperty(process, 'versions', { value: { node: '18.20.8' } })";
  const server = start('node', ['--import', `data:text/javascript,${encodeURIComponent(old)}`, 'scripts/start.mjs'], {});
  expect(await server.ended).toBe(1);
  expect(server.errors()).toBe('Seintje needs Node 20.19 or newer; this is 18.20.8.\n');
});

function start(command: string, args: string[], settings: NodeJS.ProcessEnv) {
  const { NODE_ENV: _, NODE_OPTIONS: __, DATABASE_URL: ___, ...surroundings } = process.env;
  const child = spawn(command, args, { env: { ...surroundings, DATA_DIR: folder, ...settings } });
  started.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const says = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(output);
      if (found?.[1]) return found[1];
      const over = await Promise.race([once(child.stdout, 'data').then(() => false), ended.then(() => true)]);
      if (over) throw new Error(`ended before it said ${pattern}: ${errors}`);
    }
  };
  return { child, ended, says, errors: () => errors };
}
