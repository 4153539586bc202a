import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Accounts } from '../../../src/directory/accounts.js';
import { loadDirectory } from '../../../src/directory/csv.js';
import type { OpenedDatabase } from '../../../src/directory/database.js';
import { People } from '../../../src/directory/people.js';
import { accounts as table } from '../../../src/directory/schema.js';
import { freshDatabase } from '../../support/database.js';

const NOW = Date.parse('2026-11-23T08:02+01:00');
const ISSUER = 'https://idp.elzenmeer.example';
const KARIN = { organisation: 'elzenmeer', email: 'karin.degraaf@elzenmeer.example' };
const MO = { organisation: 'elzenmeer', email: 'mo.benali@elzenmeer.example' };

let opened: OpenedDatabase;
let accounts: Accounts;
let karin: string;
let mo: string;

beforeAll(async () => {
  opened = await freshDatabase();
  await loadDirectory(opened.db, join(import.meta.dirname, '../../../demonstration'));
  accounts = new Accounts(opened.db);
  const ids = new Map((await new People(opened.db).all()).map(({ id, name }) => [name, id]));
  [karin, mo] = [ids.get('Karin de Graaf')!, ids.get('Mo Benali')!];
});

afterAll(() => opened.close());

beforeEach(async () => {
  await opened.db.delete(table);
});

const account = (subject: string, issuer = ISSUER) => ({ issuer, subject });

test('[R-OPENID-3] a bound account stays that of its person, whatever address comes with it', async () => {
  expect(await accounts.personOf(account('1'), 'elzenmeer')).toBeNull();
  expect(await accounts.bind(account('1'), KARIN, NOW)).toBe(karin);
  expect(await accounts.bind(account('1'), MO, NOW)).toBe(karin);
  expect(await accounts.personOf(account('1'), 'elzenmeer')).toBe(karin);
  expect(await accounts.bind(account('1', 'https://other.example'), MO, NOW)).toBe(mo);
});

test('[R-OPENID-3] an account counts in its person’s organisation only', async () => {
  expect(await accounts.bind(account('1'), { ...KARIN, organisation: 'zandrijk' }, NOW)).toBeNull();
  await accounts.bind(account('1'), KARIN, NOW);
  expect(await accounts.personOf(account('1'), 'zandrijk')).toBeNull();
});

test('[R-OPENID-3] of two subjects that come for one person at the same time, one is bound', async () => {
  const bound = await Promise.all(['1', '2', '3', '4'].map((subject) => accounts.bind(account(subject), KARIN, NOW)));
  expect(bound.filter((person) => person === karin)).toHaveLength(1);
  expect(bound.filter((person) => person === null)).toHaveLength(3);
});

test('[R-OPENID-3] the same account that comes twice at the same time is bound once, and leads in both times', async () => {
  const bound = await Promise.all([1, 2].map(() => accounts.bind(account('1'), KARIN, NOW)));
  expect(bound).toEqual([karin, karin]);
  expect(await opened.db.select().from(table)).toHaveLength(1);
});

test('[R-OPENID-3] capitals make no other address, and signs that only look alike do', async () => {
  expect(await accounts.bind(account('1'), { ...KARIN, email: KARIN.email.replace('k', '\u212A') }, NOW)).toBeNull();
  expect(await accounts.bind(account('1'), { ...KARIN, email: KARIN.email.toUpperCase() }, NOW)).toBe(karin);
});
