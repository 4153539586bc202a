import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { type Database, openDatabase } from '../../../src/directory/database.js';
import { Devices } from '../../../src/directory/devices.js';
import { DirectoryModule } from '../../../src/directory/directory.module.js';
import { FolderInUse } from '../../../src/directory/lock.js';
import { People } from '../../../src/directory/people.js';
import { organisations } from '../../../src/directory/schema.js';
import { Schools } from '../../../src/directory/schools.js';
import { Sessions } from '../../../src/directory/sessions.js';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
});

afterAll(() => rm(folder, { recursive: true }));

const keys = async (db: Database) => (await db.select().from(organisations)).map(({ key }) => key);

test('[R-DIR-2] one process at a time has the folder; the module gives the repositories', async () => {
  const data = join(folder, 'not', 'there', 'yet');
  const opened = await openDatabase({ folder: data });
  const app = await Test.createTestingModule({ imports: [DirectoryModule.of(opened.db)] }).compile();
  await app.init();
  for (const repository of [Schools, People, Sessions, Devices]) expect(app.get(repository)).toBeInstanceOf(repository);
  await opened.db.insert(organisations).values({ key: 'kept', name: 'Kept', settings: {} });
  await expect(openDatabase({ folder: data })).rejects.toThrow(FolderInUse);
  await app.close();
  await opened.close();

  const again = await openDatabase({ folder: data });
  expect(await keys(again.db)).toEqual(['kept']);
  await again.close();
});
