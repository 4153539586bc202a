import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/sealed/index.js';
import { Canary } from '../support/canary.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { Search } from '../support/search.js';
import { type ServerProcess, withServers } from '../support/server-process.js';

const LINDE = '99AA00';
const planter = fileURLToPath(new URL('./planter.mjs', import.meta.url));

/** Three of one birth: one surname and one date, so that one search finds any of them; its forms all differ, by the ë. */
function threeSiblings(): { pupils: [Content, Content, Content]; canaries: Canary[] } {
  const { name: surname, dateOfBirth } = madeUpPupil();
  const sibling = (name: string) => ({ name: `${name} ${surname} Zoë`, dateOfBirth });
  // A date alone could be anywhere: this one has the quotation marks that JSON gives it.
  return {
    pupils: [sibling('Aa'), sibling('Bo'), sibling('Cy')],
    canaries: [new Canary(`${surname} Zoë`), new Canary(`"${dateOfBirth}"`)],
  };
}

// Only Linux shows a process's memory as a file; elsewhere these tests are skipped.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('what is left of a pupil in the memory and on the disk of a server', () => {
  const servers = withServers();

  test('[R-SEAL-5] nothing, from before the first signal until after the last, however they end', async () => {
    const startedAt = Date.now();
    const server = await servers.start().runs();
    const [karin, petra, hans, marijke, tom] = [
      await Person.arrives(server, 'Karin de Graaf'),
      await Person.arrives(server, 'Petra van Dam'),
      await Person.arrives(server, 'Hans Willems'),
      await Person.arrives(server, 'Marijke Bos'),
      await Person.arrives(server, 'Tom Vos'),
    ];
    expect(new Search([new Canary('OBS De Linde')]).memory(server.pid)).toContain('memory: UTF-8');

    const { pupils, canaries } = threeSiblings();
    const [passedOn, withdrawn, returned] = pupils;
    const search = new Search(canaries);
    const found: Record<string, string[]> = {};
    const look = (moment: string) => (found[moment] = everywhere(search, server, servers.folder));

    look('before');
    const first = await karin.sends(passedOn, 'linde');
    await petra.hears('signal:alert');
    look('sent');
    expect(await petra.opens(first, LINDE)).toEqual(passedOn);
    look('opened');
    await petra.passesOn(first, passedOn, 'Marijke Bos');
    await marijke.hears('signal:alert');
    look('passed on');
    expect(await marijke.opensCopy(first)).toEqual(passedOn);
    expect(await hans.takesOver(first, LINDE)).toEqual(passedOn);
    look('taken over');
    await hans.passesOn(first, passedOn, 'Tom Vos', marijke);
    await tom.hears('signal:alert');
    expect(await tom.opensCopy(first)).toEqual(passedOn);
    look('passed on to somebody else');
    ok(await tom.says('signal:confer', { id: first }));
    ok(await hans.says('signal:coming', { id: first, teacher: tom.id }));
    ok(await hans.says('signal:parents', { id: first, person: tom.id }));
    ok(await tom.says('copy:informed', { id: first }));
    look('conferred, and the parents informed');
    ok(await tom.says('signal:know', { id: first }));
    look('known');
    ok(await hans.says('signal:complete', { id: first }));
    look('completed');

    const second = await karin.sends(withdrawn, 'linde');
    expect(await hans.opens(second, LINDE)).toEqual(withdrawn);
    ok(await karin.says('signal:withdraw', { id: second }));
    look('withdrawn');

    const third = await karin.sends(returned, 'linde');
    expect(await petra.opens(third, LINDE)).toEqual(returned);
    ok(await petra.says('signal:hand-back', { id: third }));
    look('given back');
    expect(await hans.opens(third, LINDE)).toEqual(returned);
    ok(await hans.says('signal:return', { id: third }));
    look('returned');

    // The control: a name that is typed where a school's belongs does reach the server, and the search sees it.
    const { name: misplaced } = madeUpPupil();
    await karin.says('schools:find', { query: misplaced });
    expect(new Search([new Canary(misplaced)]).memory(server.pid)).toContain('memory: UTF-8');

    for (const person of [karin, petra, hans, marijke, tom]) person.leaves();
    look('left');
    server.send('SIGTERM');
    await server.ended;
    found.ended = [...search.folder(servers.folder), ...sinceIn(tmpdir(), startedAt).flatMap((path) => search.folder(path))];
    const moments = [
      ...['before', 'sent', 'opened', 'passed on', 'taken over', 'passed on to somebody else'],
      ...['conferred, and the parents informed', 'known', 'completed', 'withdrawn', 'given back', 'returned', 'left', 'ended'],
    ];
    expect(found).toEqual(Object.fromEntries(moments.map((moment) => [moment, []])));
  });

  test('[R-SEAL-5] the search finds every form of what a process does hold, prints and writes', async () => {
    const folder = join(servers.folder, 'planted');
    mkdirSync(folder);
    const { name, dateOfBirth } = madeUpPupil();
    for (const text of [`${name} Zoë`, `"${dateOfBirth}"`]) {
      const canary = new Canary(text);
      const search = new Search([canary]);
      const child = spawn(process.execPath, [planter, join(folder, 'file')]);
      try {
        await once(child, 'spawn');
        expect(search.memory(child.pid!)).toEqual([]);
        const told = once(child.stdout, 'data') as Promise<[Buffer]>;
        child.stdin.write(text);
        const [output] = await told;
        for (const [place, found] of Object.entries({
          memory: search.memory(child.pid!),
          output: search.bytes('output', output),
          file: search.folder(folder),
        }))
          expect([...new Set(found)].sort()).toEqual(canary.forms.map((form) => `${place}: ${form}`).sort());
      } finally {
        child.kill('SIGKILL');
      }
    }
  });
});

function everywhere(search: Search, server: ServerProcess, folder: string): string[] {
  const output = Buffer.from(server.output + server.errors);
  return [...search.memory(server.pid), ...search.bytes('output', output), ...search.folder(folder)];
}

/** What has come into a folder since. */
function sinceIn(folder: string, moment: number): string[] {
  const paths = readdirSync(folder).map((name) => join(folder, name));
  return paths.filter((path) => (lstatSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? 0) >= moment);
}
