import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../src/config/index.js';
import { openDatabase } from '../../src/directory/index.js';
import { Log } from '../../src/log/index.js';
import { type Running, start } from '../../src/start.js';
import { at, FakeClock } from '../support/fake-clock.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { MONDAY_0802 } from '../support/start-app.js';

const LINDE = '99AA00';

describe('what the disk tells of a signal', () => {
  let folder: string;
  let running: Running | undefined;
  const people: Person[] = [];
  afterEach(async () => {
    for (const person of people.splice(0)) person.leaves();
    await running?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('[R-COUNT-1] no byte of the database changes when it is sent, opened, passed on and known, until midnight', async () => {
    folder = await mkdtemp(join(tmpdir(), 'seintje-'));
    const clock = new FakeClock(MONDAY_0802);
    const config = readConfig({ PORT: '0', DEMONSTRATION_DIR: resolve('demonstration') });
    running = await start({ config, clock, log: new Log(), database: await openDatabase({ folder }) });
    for (const name of ['Karin de Graaf', 'Hans Willems', 'Marijke Bos']) people.push(await Person.arrives(running, name));
    const [karin, hans, marijke] = people as [Person, Person, Person];
    const course = async () => {
      const pupil = madeUpPupil();
      const id = await karin.sends(pupil, 'linde');
      await hans.opens(id, LINDE);
      await hans.passesOn(id, pupil, 'Marijke Bos');
      await marijke.opensCopy(id);
      ok(await marijke.says('signal:know', { id }));
    };
    const before = bytesIn(folder);
    await course();
    await course();
    expect(bytesIn(folder)).toEqual(before);

    await clock.goTo(at('2027-01-12 00:00'));
    // To read all of it stops this process, and the database in it, longer than it takes to write.
    while (bytesIn(folder).join() === before.join()) await setTimeout(500);
  });
});

/** Every file with the hash of its bytes. */
function bytesIn(folder: string): string[] {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return paths.map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`);
}
