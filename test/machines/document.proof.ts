import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { View } from '../../src/contract/index.js';
import { programOf } from '../../scripts/system.mjs';
import { server as postgresql } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { Installation } from '../support/installation.js';
import { Person, prepared, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { Shell } from '../support/shell.js';
import { SteadyPage } from '../support/steady-page.js';

const programs = ['redis-server', 'nginx-light', 'curl'].every(programOf) && postgresql !== undefined;
const onMachines = programs ? describe : describe.skip;

onMachines('docs/several-machines.md', () => {
  let folder: string;
  let shell: Shell;
  let installation: Installation;
  /** The port that stands in the document, and the one that is free here. */
  const ports = new Map<string, number>();
  let blocks: string[];
  const pages: SteadyPage[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'machines-'));
    for (const port of ['6379', '6380', '3001', '3002', '8080']) ports.set(port, await freePort());
    const { username, host } = new URL(postgresql!);
    const text = (await readFile('docs/several-machines.md', 'utf8'))
      .replace(/\b(6379|6380|3001|3002|8080)\b/g, (port) => String(ports.get(port)))
      .replaceAll('127.0.0.1:5432', host)
      .replaceAll('seintje-example', join(folder, 'seintje-example'));
    blocks = [...text.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, block]) => block!);
    const PGHOST = decodeURIComponent(host);
    shell = new Shell(folder, { PATH: process.env.PATH, HOME: folder, TMPDIR: folder, PGHOST, PGUSER: username });
  });
  afterAll(async () => {
    for (const each of pages) each.leaves();
    await installation?.close();
    await shell.run('kill "$(cat nginx.pid)"; psql -q postgres -c "drop database seintje with (force)" -c "drop role seintje"');
    await shell.ends();
    await rm(folder, { recursive: true, force: true });
  });

  const next = () => shell.run(blocks.shift()!);

  async function page(name: string): Promise<SteadyPage> {
    const person = await Person.signsIn(installation, name);
    const opened = new SteadyPage(installation.url, () => person.token());
    pages.push(opened);
    await opened.until(() => opened.isConnected);
    return opened;
  }

  test('[R-NODES-8] its commands set up two servers behind nginx, with a Redis that lets them do no more than they do', async () => {
    while (!blocks[0]!.startsWith('for server in')) await next();
    const databaseUrl = (await shell.run('echo "$DATABASE_URL"')).trim();
    installation = await Installation.at(`http://localhost:${ports.get('8080')}`, databaseUrl);
    const refused = ['monitor', 'save', 'bgsave', 'debug object x', 'config set save 900', 'slowlog get', 'keys "*"', 'flushall'];
    for (const command of [...refused, 'get other', 'publish other x', 'client list', 'acl list'])
      expect(await shell.run(`redis-cli --no-auth-warning -u "$REDIS_URL" ${command} || :`)).toMatch(
        /^(NOPERM|ERR DEBUG command not allowed)/,
      );
    expect(await shell.run('ls "$PWD"')).not.toMatch(/rdb|aof/);
  });

  test('[R-NODES-8] while one server after the other is stopped, every signal is shown to everybody, once', async () => {
    const petra = await Person.arrives(installation, 'Petra van Dam');
    const karin = await page('Karin de Graaf');
    const contacts = [];
    for (const name of ['Petra van Dam', 'Hans Willems', 'Hans Willems', 'Hans Willems']) contacts.push(await page(name));
    const school = await Person.arrives(installation as never, 'Karin de Graaf').then((person) => person.finds('linde'));
    const sent: string[] = [];
    let isOver = false;
    const stopping = next().finally(() => (isOver = true));
    while (!isOver) {
      const signal = await prepared(madeUpPupil(), school, true);
      await karin.sends(signal);
      sent.push(signal.id);
      await setTimeout(100);
    }
    await stopping;
    expect(sent.length).toBeGreaterThan(10);
    for (const contact of contacts) {
      await contact.until(() => sent.every((id) => contact.shown.has(id)));
      expect([...contact.shown.values()].filter(({ size }) => size > 1)).toEqual([]);
    }
    petra.leaves();
  });

  test('[R-NODES-8] [R-REDIS-2] while Redis is gone nothing is taken, and with its replica in its place everything is there', async () => {
    const petra = await Person.arrives(installation, 'Petra van Dam');
    const before = (await petra.inbox()).views.map(({ id }) => id);
    expect(before.length).toBeGreaterThan(10);
    await next();
    expect(await petra.says('inbox', {})).toEqual(refused('busy'));
    await next();
    // As a page does: it comes back, is told that the server is busy, and asks again.
    const isBack = async (): Promise<View[]> => {
      for (;;) {
        if (!petra.socket.connected) await petra.connects();
        const answer = await Promise.race([petra.says('inbox', {}), petra.isGone()]);
        if (answer?.ok) return answer.views;
        await setTimeout(100);
      }
    };
    let after = await isBack();
    // Servers let their pages come back again once they no longer listen to what was a replica: at their next beat.
    const isSentAway = () => Promise.race([petra.isGone().then(() => true), setTimeout(6_000, !petra.socket.connected)]);
    while (await isSentAway()) after = await isBack();
    expect(after.map(({ id }) => id).sort()).toEqual(before.sort());
    const [karin, pupil] = [await Person.arrives(installation, 'Karin de Graaf'), madeUpPupil()];
    const id = await karin.sends(pupil, 'linde', { drill: true });
    await petra.hears('signal:alert', (view: View) => view.id === id);
    expect(await petra.opens(id, '99AA00')).toEqual(pupil);
    for (const person of [karin, petra]) person.leaves();
    expect(blocks).toEqual([]);
  });
});
