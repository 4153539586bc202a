import { execFileSync } from 'node:child_process';
import { cp, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { asc, getTableColumns } from 'drizzle-orm';
import { dateOf } from '../../src/clock/index.js';
import type { PublishedCounts } from '../../src/contract/index.js';
import type { StoredRun } from '../../src/counts/stored-counts.js';
import { countingRuns, counts, openDatabase, schools } from '../../src/directory/index.js';
import { createDatabase, server as postgresql } from '../support/database.js';
import { freePort } from '../support/free-port.js';
import { Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { type ServerProcess, withServers } from '../support/server-process.js';

const DAY = 24 * 60 * 60 * 1000;

describe('a server', () => {
  const servers = withServers();

  test('[R-COUNT-5] [R-START-4] that starts answers nobody until it can answer all; stopped meanwhile it ends as it should, and nothing seems to be missing', async () => {
    const folder = join(servers.folder, 'schools');
    await cp('demonstration', folder, { recursive: true });
    const staff = await readFile(join(folder, 'staff.csv'));
    await rm(join(folder, 'staff.csv'));
    // A file that has begun and does not end, until it is written.
    execFileSync('mkfifo', [join(folder, 'staff.csv')]);
    const PORT = String(await freePort());
    const begun = servers.start({ DEMONSTRATION_DIR: folder, PORT });
    let file = await open(join(folder, 'staff.csv'), 'w');
    await expect(fetch(`http://localhost:${PORT}/v1/installation`)).rejects.toThrow('fetch failed');
    expect(begun.output).toBe('');
    await file.writeFile(staff);
    await file.close();
    const karin = await Person.arrives(await begun.runs(), 'Karin de Graaf');
    expect(await karin.inbox()).toMatchObject({ me: { name: 'Karin de Graaf' }, views: [] });
    karin.leaves();
    begun.send('SIGTERM');
    expect(await begun.ended).toBe(0);

    const starting = servers.start({ DEMONSTRATION_DIR: folder });
    file = await open(join(folder, 'staff.csv'), 'w');
    starting.send('SIGTERM');
    await file.writeFile(staff);
    await file.close();
    expect([await starting.ended, starting.errors]).toEqual([0, '']);
    expect(starting.output).toContain('running at');

    const next = await servers.start().runs();
    expect(await countsOf(next)).toMatchObject({ missingAfter: [] });
  });

  test('[R-COUNT-1] [R-COUNT-5] [R-RESTART-1] that is stopped stores its counts; one that is killed loses its own and nothing else, and the next says after which day, and that it began anew', async () => {
    const database = postgresql === undefined ? undefined : await createDatabase();
    const own = { DATA_DIR: join(servers.folder, 'own'), ...(database && { DATABASE_URL: database.url }) };
    const where = { folder: own.DATA_DIR, url: database?.url };
    try {
      const first = await servers.start(own).runs();
      const listed = await peopleOf(first);
      expect(await karinSends(first)).toBeNull();
      first.send('SIGTERM');
      expect([await first.ended, first.errors]).toEqual([0, '']);
      expect(first.output).not.toContain('counting failed');
      const [beganAt, flushedAt] = [Date.now() - 3 * DAY, Date.now() - 2 * DAY];
      const before = await storedIn(where, { beganAt, flushedAt, isEnded: true });
      expect(before.counts).toEqual([{ sector: 'po', kind: 'sent', number: 1 }]);
      expect(before.runs.map(({ isEnded }) => isEnded)).toEqual([true]);
      expect(before.schools).not.toEqual([]);

      const stoppedAt = Date.now();
      const killed = await servers.start(own).runs();
      const restartedAt = (await karinSends(killed))!;
      expect([restartedAt >= stoppedAt, restartedAt <= Date.now()]).toEqual([true, true]);
      killed.send('SIGKILL');
      expect(await killed.ended).toBeNull();

      const last = await servers.start(own).runs();
      expect(await peopleOf(last)).toEqual(listed);
      const told = await countsOf(last);
      last.send('SIGTERM');
      expect([await last.ended, last.errors]).toEqual([0, '']);
      expect(last.output).not.toContain('counting failed');

      const after = await storedIn(where);
      expect(after.counts).toEqual(before.counts);
      expect(after.schools).toEqual(before.schools);
      expect(after.runs.map(({ isEnded }) => isEnded)).toEqual([true, true, false, true]);
      const [, , lost, next] = after.runs;
      expect(lost!.flushedAt).toBe(lost!.beganAt);
      expect(told).toEqual({
        since: dateOf(beganAt).toString(),
        until: dayBefore(next!.beganAt),
        missingAfter: [dayBefore(lost!.beganAt)],
        quarters: [],
      });
    } finally {
      await database?.drop();
    }
  });
});

/** Somebody sends one signal. Returns when they are told that the server's memory began anew. */
async function karinSends(server: ServerProcess): Promise<number | null> {
  const karin = await Person.arrives(server, 'Karin de Graaf');
  const petra = await Person.arrives(server, 'Petra van Dam');
  await karin.sends(madeUpPupil(), 'linde');
  const { restartedAt } = await karin.inbox();
  for (const person of [karin, petra]) person.leaves();
  return restartedAt;
}

/** What the database of a server holds that does not run; then adds an earlier run. */
async function storedIn(where: Parameters<typeof openDatabase>[0], earlier?: StoredRun) {
  const { db, close } = await openDatabase(where);
  try {
    const { sector, kind, number } = getTableColumns(counts);
    const stored = {
      counts: await db.select({ sector, kind, number }).from(counts),
      runs: await db.select().from(countingRuns).orderBy(asc(countingRuns.beganAt)),
      schools: await db.select().from(schools).orderBy(asc(schools.code)),
    };
    if (earlier) await db.insert(countingRuns).values(earlier);
    return stored;
  } finally {
    await close();
  }
}

/** In the Netherlands. */
function dayBefore(moment: number): string {
  return dateOf(moment).subtract({ days: 1 }).toString();
}

async function peopleOf({ url }: ServerProcess): Promise<unknown> {
  return (await fetch(`${url}/v1/demonstration`)).json();
}

async function countsOf(server: ServerProcess): Promise<PublishedCounts> {
  const karin = await Person.signsIn(server, 'Karin de Graaf');
  const headers = { authorization: `Bearer ${await karin.token()}` };
  return (await (await fetch(`${server.url}/v1/counts`, { headers })).json()) as PublishedCounts;
}
