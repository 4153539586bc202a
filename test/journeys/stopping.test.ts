import { execFileSync } from 'node:child_process';
import { cp, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import type { PublishedCounts } from '../../src/contract/index.js';
import { Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { type ServerProcess, withServers } from '../support/server-process.js';

describe('a server', () => {
  const servers = withServers();

  test('[R-COUNT-5] that is stopped while it starts ends as it should, so that nothing seems to be missing', async () => {
    const schools = join(servers.folder, 'schools');
    await cp('demonstration', schools, { recursive: true });
    const staff = await readFile(join(schools, 'staff.csv'));
    await rm(join(schools, 'staff.csv'));
    // A file that has begun and does not end, until it is written.
    execFileSync('mkfifo', [join(schools, 'staff.csv')]);
    const starting = servers.start({ DEMONSTRATION_DIR: schools });
    const file = await open(join(schools, 'staff.csv'), 'w');
    starting.send('SIGTERM');
    await setTimeout(500);
    await file.writeFile(staff);
    await file.close();
    expect([await starting.ended, starting.errors]).toEqual([0, '']);
    expect(starting.output).toContain('running at');

    const next = await servers.start().runs();
    expect(await countsOf(next)).toMatchObject({ missingAfter: [] });
  }, 120_000);

  test('[R-COUNT-5] that is killed loses counts only: its next start finds the directory, and says after which day they are missing', async () => {
    const first = await servers.start().runs();
    const listed = await peopleOf(first);
    const karin = await Person.arrives(first, 'Karin de Graaf');
    await Person.arrives(first, 'Petra van Dam').then(async (petra) => {
      await karin.sends(madeUpPupil(), 'linde');
      petra.leaves();
    });
    karin.leaves();
    first.send('SIGKILL');
    await first.ended;

    const second = await servers.start().runs();
    expect(await peopleOf(second)).toEqual(listed);
    const told = await countsOf(second);
    expect(told).toEqual({ since: expect.any(String), until: null, missingAfter: [expect.any(String)], quarters: [] });
    second.send('SIGTERM');
    await second.ended;

    const third = await servers.start().runs();
    expect(await countsOf(third)).toEqual(told);
  }, 120_000);
});

async function peopleOf({ url }: ServerProcess): Promise<unknown> {
  return (await fetch(`${url}/v1/demonstration`)).json();
}

async function countsOf(server: ServerProcess): Promise<PublishedCounts> {
  const karin = await Person.signsIn(server, 'Karin de Graaf');
  const headers = { authorization: `Bearer ${await karin.token()}` };
  return (await (await fetch(`${server.url}/v1/counts`, { headers })).json()) as PublishedCounts;
}
