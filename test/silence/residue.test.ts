import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Content } from '../../src/sealed/index.js';
import { Canary } from '../support/canary.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { Search } from '../support/search.js';
import { type ServerProcess, withServers } from '../support/server-process.js';

const LINDE = '99AA00';

/** A pupil of whom every form differs from the others. */
const pupil = (): Content => {
  const { name, dateOfBirth } = madeUpPupil();
  return { name: `Zoë ${name}`, dateOfBirth };
};
/** The date with the quotation marks that JSON gives it: dates alone are in many places. */
const canariesOf = ({ name, dateOfBirth }: Content) => [new Canary(name), new Canary(`"${dateOfBirth}"`)];

// Only Linux shows a process's memory as a file; elsewhere these tests are skipped.
const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('what is left of a pupil in the memory and on the disk of a server', () => {
  const servers = withServers();

  test('[R-SEAL-5] nothing, from before the first signal until after the last, however they end', async () => {
    const startedAt = Date.now();
    const server = await servers.start().runs();
    const [karin, petra, hans, marijke] = [
      await Person.arrives(server, 'Karin de Graaf'),
      await Person.arrives(server, 'Petra van Dam'),
      await Person.arrives(server, 'Hans Willems'),
      await Person.arrives(server, 'Marijke Bos'),
    ];
    expect(new Search([new Canary('OBS De Linde')]).memory(server.pid)).toContain('memory: UTF-8');

    const [passedOn, withdrawn, returned] = [pupil(), pupil(), pupil()];
    const search = new Search([passedOn, withdrawn, returned].flatMap(canariesOf));
    const found: Record<string, string[]> = {};
    const T0=performance.now(); const lap = (m: string) => process.stderr.write(m + ' @' + Math.round(performance.now()-T0) + '\n'); const look = (moment: string) => { lap('  > ' + moment); found[moment] = everywhere(search, server, servers.folder); lap(moment); };

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
    ok(await marijke.says('signal:know', { id: first }));
    look('known');
    ok(await petra.says('signal:complete', { id: first }));
    look('completed');

    const second = await karin.sends(withdrawn, 'linde');
    expect(await hans.opens(second, LINDE)).toEqual(withdrawn);
    ok(await karin.says('signal:withdraw', { id: second }));
    look('withdrawn');

    const third = await karin.sends(returned, 'linde');
    expect(await hans.opens(third, LINDE)).toEqual(returned);
    ok(await hans.says('signal:return', { id: third }));
    look('returned');

    // The control: a name that is typed where a school's belongs does reach the server, and the search sees it.
    const misplaced = pupil();
    await karin.says('schools:find', { query: misplaced.name });
    expect(new Search(canariesOf(misplaced)).memory(server.pid)).not.toEqual([]);

    lap('control'); for (const person of [karin, petra, hans, marijke]) person.leaves();
    look('left');
    server.send('SIGTERM');
    await server.ended; lap('ended');
    found.ended = [...search.folder(servers.folder), ...sinceIn(tmpdir(), startedAt).flatMap((path) => search.folder(path))];
    lap('scanned'); const moments = ['before', 'sent', 'opened', 'passed on', 'known', 'completed', 'withdrawn', 'returned', 'left', 'ended'];
    expect(found).toEqual(Object.fromEntries(moments.map((moment) => [moment, []])));
  }, 60_000);

  test('[R-SEAL-5] the search finds every form of what a process does hold, prints and writes', async () => {
    const folder = join(servers.folder, 'planted');
    mkdirSync(folder);
    const { name, dateOfBirth } = pupil();
    for (const text of [name, `"${dateOfBirth}"`]) {
      const canary = new Canary(text);
      const search = new Search([canary]);
      const planter = spawn(process.execPath, ['test/silence/planter.mjs', join(folder, 'file')]);
      try {
        await once(planter, 'spawn');
        expect(search.memory(planter.pid!)).toEqual([]);
        const told = once(planter.stdout, 'data') as Promise<[Buffer]>;
        planter.stdin.write(text);
        const [output] = await told;
        for (const [place, found] of Object.entries({
          memory: search.memory(planter.pid!),
          output: search.bytes('output', output),
          file: search.folder(folder),
        }))
          expect([...new Set(found)].sort()).toEqual(canary.forms.map((form) => `${place}: ${form}`).sort());
      } finally {
        planter.kill('SIGKILL');
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
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name))
    .filter((path) => (statSync(path, { throwIfNoEntry: false })?.birthtimeMs ?? 0) >= moment);
}
