import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'drizzle-orm';
import { CsvFault, loadDirectory } from '../../../src/directory/csv.js';
import type { OpenedDatabase } from '../../../src/directory/database.js';
import {
  devices,
  groups,
  holidays,
  loads,
  organisations,
  people,
  roles,
  schools,
  sessions,
} from '../../../src/directory/schema.js';
import { Schools } from '../../../src/directory/schools.js';
import { Sessions } from '../../../src/directory/sessions.js';
import { freshDatabase } from '../../support/database.js';

const DEMONSTRATION = join(import.meta.dirname, '../../../demonstration');

let opened: OpenedDatabase;
let folder: string;

beforeAll(async () => {
  opened = await freshDatabase();
});

afterAll(() => opened.close());

beforeEach(async () => {
  if (folder) await rm(folder, { recursive: true });
  folder = await mkdtemp(join(tmpdir(), 'csv-'));
  await cp(DEMONSTRATION, folder, { recursive: true });
  await opened.db.delete(organisations);
  await opened.db.delete(loads);
});

afterAll(() => rm(folder, { recursive: true }));

const load = () => loadDirectory(opened.db, folder);
const write = (file: string, text: string | Uint8Array) => writeFile(join(folder, file), text);

async function change(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(folder, file), 'utf8');
  expect(text.search(from)).toBeGreaterThanOrEqual(0);
  await write(file, text.replace(from, to));
}

async function faults(): Promise<readonly string[]> {
  const fault: unknown = await load().then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).toBeInstanceOf(CsvFault);
  return (fault as CsvFault).sentences;
}

/** Everything that the files make, with their ids. */
async function everything() {
  const tables = [organisations, schools, holidays, people, roles, groups];
  return Promise.all(
    tables.map(async (table) => (await opened.db.select().from(table)).map((row) => JSON.stringify(row)).sort()),
  );
}

async function personId(email: string): Promise<string | undefined> {
  return (await opened.db.select().from(people)).find((person) => person.email === email)?.id;
}

describe('[R-DIR-1] the files of the directory', () => {
  test('of the demonstration are loaded, and not again until they change', async () => {
    expect(await load()).toBe(true);
    const before = await everything();
    expect(before.map((rows) => rows.length)).toEqual([2, 8, 8, 42, 44, 23]);
    expect(await load()).toBe(false);
    await change('holidays.csv', 'studiedag', 'studiedag team');
    expect(await load()).toBe(true);
    const after = await everything();
    expect(after.map((rows) => rows.length)).toEqual(before.map((rows) => rows.length));
    expect([after[0], after[1], after[3], after[5]]).toEqual([before[0], before[1], before[3], before[5]]);
  });

  test('[R-DIR-4] are loaded once, also where several start at the same time', async () => {
    expect((await Promise.all([load(), load(), load()])).sort()).toEqual([false, false, true]);
    expect((await everything()).map((rows) => rows.length)).toEqual([2, 8, 8, 42, 44, 23]);
  });

  test('update what they held, under the same id', async () => {
    await load();
    const id = await personId('tom.vos@delinde.example');
    await change('staff.csv', 'tom.vos@delinde.example;Tom Vos', 'Tom.Vos@DeLinde.example;Tom Vosman');
    await change('schools.csv', 'OBS De Linde;', 'OBS De Lindeboom;');
    await change('organisations.csv', 'zandrijk;Regio Zandrijk;7200;90', 'zandrijk;Regio Zandrijk;;30');
    await load();
    expect((await opened.db.select().from(people)).find((person) => person.id === id)?.name).toBe('Tom Vosman');
    const directory = new Schools(opened.db);
    expect(await directory.byCode('99AA00')).toMatchObject({ name: 'OBS De Lindeboom' });
    expect((await directory.byCode('99DA00'))?.settings).toMatchObject({ windowMinutes: 60, cutoffMinutes: 30 });
  });

  test('remove what is no longer in them, with its sessions and devices', async () => {
    await load();
    const tom = await personId('tom.vos@delinde.example');
    const anja = await personId('anja.terpstra@zandrijk.example');
    for (const person of [tom!, anja!]) {
      const times = { provenAt: null, expiresAt: 2, endsAt: 2, mustWait: false, byClick: true };
      const made = { person, tokenHash: person, label: '', use: null, ...times };
      const { id: session } = await new Sessions(opened.db).create(made, 1);
      const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' } as const;
      await opened.db.insert(devices).values({ id: person, key, person, session, registeredAt: 1, seenAt: 1 });
    }
    await change('staff.csv', /.*tom\.vos.*\n/, '');
    await change('groups.csv', /.*tom\.vos.*\n/, '');
    await load();
    expect(await personId('tom.vos@delinde.example')).toBeUndefined();
    expect((await opened.db.select().from(groups)).map(({ name }) => name)).not.toContain('Groep 6 a');
    expect((await opened.db.select().from(sessions)).map(({ person }) => person)).toEqual([anja]);
    expect((await opened.db.select().from(devices)).map(({ person }) => person)).toEqual([anja]);
  });

  test('move a school and its staff to another organisation, and remove the old one', async () => {
    await load();
    const id = await personId('anja.terpstra@zandrijk.example');
    await change('organisations.csv', 'zandrijk;Regio Zandrijk', 'nieuw;Regio Nieuw');
    for (const file of ['schools.csv', 'staff.csv']) {
      const text = await readFile(join(folder, file), 'utf8');
      await write(file, text.replaceAll(/\bzandrijk;/g, 'nieuw;'));
    }
    await load();
    expect(await personId('anja.terpstra@zandrijk.example')).toBe(id);
    expect((await opened.db.select().from(organisations)).map(({ key }) => key).sort()).toEqual(['elzenmeer', 'nieuw']);
  });

  test('hold whom schools call when in doubt, as people write a number', async () => {
    await load();
    const directory = new Schools(opened.db);
    expect((await directory.byCode('99AA00'))?.settings.phone).toBe('013 - 123 45 99');
    await change('organisations.csv', '013 - 123 45 98', '');
    await load();
    expect((await directory.byCode('99DA00'))?.settings.phone).toBe('');
    await change('organisations.csv', '013 - 123 45 99', 'bel Wim');
    expect(await faults()).toEqual(['organisations.csv, line 2, column phone: must be a telephone number.']);
  });

  test('may have commas, quotation marks, a byte order mark, spaces, empty lines and any order of columns', async () => {
    await write(
      'organisations.csv',
      '\uFEFF"Name" , KEY\r\n\r\n "Regio ""Elzen"", meer" , elzenmeer \r\n,\r\nRegio Zandrijk,zandrijk\r\n',
    );
    await load();
    const names = (await opened.db.select().from(organisations)).map(({ name }) => name).sort();
    expect(names).toEqual(['Regio "Elzen", meer', 'Regio Zandrijk']);
  });

  test('hold what an organisation wants of sign-ins', async () => {
    await load();
    await change('organisations.csv', 'cutoff-minutes', 'cutoff-minutes;step-up-minutes;approve-devices');
    await change('organisations.csv', '7200;60', '7200;60;30;yes');
    await change('organisations.csv', '7200;90', '7200;90;;maybe');
    expect(await faults()).toEqual(['organisations.csv, line 3, column approve-devices: must be yes or no.']);
    await change('organisations.csv', 'maybe', 'no');
    await load();
    const directory = new Schools(opened.db);
    expect((await directory.byCode('99AA00'))?.settings).toMatchObject({ stepUpMinutes: 30, approveDevices: true });
    expect((await directory.byCode('99DA00'))?.settings).toMatchObject({ stepUpMinutes: 240, approveDevices: false });
  });

  test('change nothing when anything is wrong, and every fault is told at once, without the values', async () => {
    await load();
    const before = await everything();
    await change('organisations.csv', '7200;90', '7200;soon');
    await change('schools.csv', /$/, '99ee;elders;Nieuw;Elzenmeer;basis;bel maar;live;16:00-15:45;;;;\n');
    await change('staff.csv', 'mo.benali@elzenmeer.example;Mo Benali;sender;', 'mo.benali;;sender;99AA00');
    await change('groups.csv', /99AA00;Groep 7;.*/, '99AA00;Groep 7;petra.vandam@delinde.example;friday-monday');
    await change('holidays.csv', '2027-02-05;2027-02-05', '2027-02-30;2027-02-05');
    expect(await faults()).toEqual([
      'organisations.csv, line 3, column cutoff-minutes: must be a whole number of minutes from 1 to 9999.',
      'schools.csv, line 10, column monday: must be empty or like 08:30-15:30.',
      'schools.csv, line 10, column monday: a school needs hours on at least one day.',
      'schools.csv, line 10, column code: must be six digits and capitals.',
      'schools.csv, line 10, column organisation: must be a key of organisations.csv.',
      'schools.csv, line 10, column sector: must be one of po, vo, mbo.',
      'schools.csv, line 10, column phone: must be a telephone number.',
      'staff.csv, line 3, column email: must be an e-mail address.',
      'staff.csv, line 3, column name: must be filled in.',
      'staff.csv, line 3, column school: must be empty for a sender and an administrator.',
      'groups.csv, line 9, column teacher: must be a teacher of this school in staff.csv.',
      'groups.csv, line 9, column weekdays: must be like monday-wednesday or monday thursday.',
      'holidays.csv, line 2, column first: must be a date like 2026-12-19.',
    ]);
    expect(await everything()).toEqual(before);
  });

  test('have every line once, and nobody at a school of another organisation', async () => {
    await change('organisations.csv', /$/, 'zandrijk;Nog een;;;\n');
    await change('schools.csv', '99DB00', '99DA00');
    await change(
      'staff.csv',
      'petra.vandam@delinde.example;Petra van Dam;recipient;99AB00',
      'Petra.vandam@delinde.example;Petra;recipient;99AA00',
    );
    await change(
      'staff.csv',
      'kim.deboer@dezandkorrel.example;Kim de Boer;teacher;99DA00',
      'kim.deboer@dezandkorrel.example;Kim de Boer;teacher;99AC00',
    );
    await change('groups.csv', 'lotte.hendriks', 'marijke.bos');
    await change('holidays.csv', '2027-02-13', '2026-12-19');
    const told = await faults();
    expect(told).toEqual(
      expect.arrayContaining([
        'organisations.csv, line 4, column key: is in an earlier line already.',
        'schools.csv, line 9, column code: is in an earlier line already.',
        'staff.csv, line 7, column name: differs from an earlier line with this e-mail address.',
        'staff.csv, line 7, column role: is in an earlier line already.',
        'staff.csv, line 41, column school: must be of the same organisation.',
        'groups.csv, line 8, column teacher: is in an earlier line already.',
        'holidays.csv, line 4, column first: is in an earlier line already.',
      ]),
    );
  });

  test('are told apart when they are no such files, without faults that only follow from that', async () => {
    await write('organisations.csv', 'key;naam;key\n');
    await write('schools.csv', '');
    await change('staff.csv', 'Karin de Graaf;sender', '"Karin" de Graaf;sender');
    await change('groups.csv', '99AA00;Groep 1/2', '99AA00;Groep 1/2;extra');
    await write('holidays.csv', new Uint8Array([0x73, 0xe9]));
    expect(await faults()).toEqual([
      'organisations.csv, line 1: the column name is missing.',
      'organisations.csv, line 1: the name of column 2 is not known.',
      'organisations.csv, line 1: the column key is there twice.',
      'schools.csv: the first line with the names of the columns is missing.',
      'staff.csv, line 2: the quotation marks do not fit together.',
      'groups.csv, line 2: has 5 fields where the first line has 4.',
      'holidays.csv: must be saved as CSV in UTF-8.',
    ]);
  });

  test('must all be there, and in plain text', async () => {
    await change('staff.csv', 'Karin de Graaf', '"Karin\nde Graaf"');
    expect(await faults()).toEqual(['staff.csv, line 3, column name: must be one line of plain text.']);
    await rm(join(folder, 'staff.csv'));
    await rm(join(folder, 'groups.csv'));
    const missing = ['groups.csv', 'staff.csv'].map((file) => `${file}: cannot be read in the folder ${folder}.`);
    expect([...(await faults())].sort()).toEqual(missing);
  });

  test('change nothing when the database stops half-way', async () => {
    await load();
    const before = await everything();
    await opened.db.execute(sql`alter table groups add constraint planted check (name <> 'Groep 9')`);
    await change('organisations.csv', 'Regio Elzenmeer', 'Regio Ander');
    await change('groups.csv', 'Groep 8', 'Groep 9');
    await expect(load()).rejects.toThrow();
    expect(await everything()).toEqual(before);
    await opened.db.execute(sql`alter table groups drop constraint planted`);
    expect(await load()).toBe(true);
  });
});
