import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Ceremonies } from '../../../src/directory/ceremonies.js';
import { loadDirectory } from '../../../src/directory/csv.js';
import type { OpenedDatabase } from '../../../src/directory/database.js';
import { InvitationList } from '../../../src/directory/invitations.js';
import { Passkeys } from '../../../src/directory/passkeys.js';
import { People } from '../../../src/directory/people.js';
import { accounts, ceremonies as rows, invitations as links, passkeys as keys } from '../../../src/directory/schema.js';
import { NothingLedIn, Sessions } from '../../../src/directory/sessions.js';
import { StaffChanges } from '../../../src/directory/staff-changes.js';
import { freshDatabase } from '../../support/database.js';

const NOW = Date.parse('2026-11-23T08:02+01:00');
const MINUTE = 60_000;

let opened: OpenedDatabase;
let passkeys: Passkeys;
let invitations: InvitationList;
let ceremonies: Ceremonies;
let [karin, petra] = ['', ''];

beforeAll(async () => {
  opened = await freshDatabase();
  await loadDirectory(opened.db, join(import.meta.dirname, '../../../demonstration'));
  [passkeys, invitations, ceremonies] = [new Passkeys(opened.db), new InvitationList(opened.db), new Ceremonies(opened.db)];
  const ids = new Map((await new People(opened.db).all()).map(({ id, name }) => [name, id]));
  [karin, petra] = [ids.get('Karin de Graaf')!, ids.get('Petra van Dam')!];
  for (const person of [karin, petra]) {
    const times = { provenAt: NOW, expiresAt: NOW + 600 * MINUTE, endsAt: NOW + 600 * MINUTE };
    const made = { person, tokenHash: person, label: '', use: 'own' as const, ...times, mustWait: false, byClick: true };
    within.set(person, (await new Sessions(opened.db).create(made, NOW)).id);
  }
});
beforeEach(async () => {
  for (const table of [keys, links, rows, accounts]) await opened.db.delete(table);
});
afterAll(() => opened.close());

/** A session of each, in which passkeys are made. */
const within = new Map<string, string>();
const add = (id: string, person = karin, counter = 0) =>
  passkeys.add({ id, person, name: id, publicKey: 'key', counter, transports: ['internal'] }, within.get(person)!, NOW);

describe('a passkey', () => {
  test('[R-PASSKEY-1] belongs to whoever was first', async () => {
    expect(await add('one')).toBe(true);
    expect(await add('one', petra)).toBe(false);
    expect((await passkeys.byId('one'))?.person).toBe(karin);
    expect(await passkeys.byId('two')).toBeNull();
  });

  test.each([
    [0, 0, true],
    [0, 1, true],
    [5, 6, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('[R-PASSKEY-1] that counted to %i and says %i: taken is %p', async (before, said, taken) => {
    await add('one', karin, before);
    expect(await passkeys.used('one', said, NOW + MINUTE)).toBe(taken);
    expect((await passkeys.byId('one'))?.counter).toBe(taken ? said : before);
    // The day: the moment would say when somebody was about to send.
    expect((await passkeys.of(karin))[0]?.usedAt).toBe(taken ? Date.parse('2026-11-23T00:00Z') : null);
  });

  test('[R-PASSKEY-1] copied and used at the same moment counts once', async () => {
    await add('one', karin, 5);
    const used = await Promise.all([passkeys.used('one', 6, NOW), passkeys.used('one', 6, NOW)]);
    expect(used.sort()).toEqual([false, true]);
  });

  test('[R-PASSKEY-3] stays where it is the last way in, also of two that are removed at the same time', async () => {
    await add('one');
    await add('two');
    const removed = await Promise.all([passkeys.remove('one', karin), passkeys.remove('two', karin)]);
    expect(removed.sort()).toEqual([false, true]);
    const [last] = await passkeys.of(karin);
    await opened.db.insert(accounts).values({ issuer: 'https://id.example', subject: 'karin', person: karin, createdAt: NOW });
    expect(await passkeys.remove(last!.id, karin)).toBe(true);
    expect(await passkeys.of(karin)).toEqual([]);
  });

  test('[R-PASSKEY-3] of somebody else is neither renamed nor removed', async () => {
    await add('one');
    await add('two', petra);
    await add('three', petra);
    await passkeys.rename('two', karin, 'mine');
    await passkeys.remove('two', karin);
    expect((await passkeys.of(petra)).map(({ name }) => name)).toEqual(['three', 'two']);
    await new StaffChanges(opened.db).forgetPasskeys(petra, NOW);
    expect([(await passkeys.of(petra)).length, (await passkeys.of(karin)).length]).toEqual([0, 1]);
  });
});

test('[R-TWO-5] a passkey that was being made in a session that has just ended is not kept', async () => {
  const sessions = new Sessions(opened.db);
  const times = { provenAt: NOW, expiresAt: NOW + MINUTE, endsAt: NOW + MINUTE };
  const made = { person: petra, tokenHash: 'ends', label: '', use: 'own' as const, ...times, mustWait: false };
  const { id } = await sessions.create({ ...made, byClick: true }, NOW);
  await sessions.end(id, NOW);
  const late = { id: 'late', person: petra, name: 'late', publicKey: 'key', counter: 0, transports: [] };
  expect(await passkeys.add(late, id, NOW)).toBe(false);
  expect(await passkeys.of(petra)).toEqual([]);
  // Nor does a session begin by what has been taken away.
  await expect(sessions.create({ ...made, tokenHash: 'begins' }, NOW)).rejects.toThrow(NothingLedIn);
});

describe('an invitation', () => {
  const invite = (secretHash: string, at: number, person = petra) =>
    invitations.add({ person, secretHash, expiresAt: at + 60 * MINUTE }, at);
  let made = 0;
  const accept = (id: string, now: number, credential = `made-${++made}`) =>
    invitations.accept(id, { id: credential, person: petra, name: 'x', publicKey: 'key', counter: 0, transports: [] }, now);

  test('[R-INVITE-2] is used once, and by one of two', async () => {
    await invite('hash', NOW);
    const { id } = (await invitations.bySecret('hash'))!;
    const used = await Promise.all([accept(id, NOW), accept(id, NOW)]);
    expect(used.sort()).toEqual(['done', 'used']);
    expect(await passkeys.of(petra)).toHaveLength(1);
    expect(await invitations.bySecret('other')).toBeNull();
  });

  test('[R-INVITE-3] is not used up by a credential that is there already', async () => {
    await add('one');
    await invite('hash', NOW);
    const { id } = (await invitations.bySecret('hash'))!;
    expect(await accept(id, NOW, 'one')).toBe('known');
    expect(await accept(id, NOW)).toBe('done');
  });

  test('[R-INVITE-2] is not used at its end, after it was revoked, or after the next one', async () => {
    await invite('first', NOW);
    const first = (await invitations.bySecret('first'))!;
    expect(await accept(first.id, NOW + 60 * MINUTE)).toBe('used');
    await invite('second', NOW + 1);
    expect(await accept(first.id, NOW + 2)).toBe('used');
    await invite('of-karin', NOW, karin);
    await invitations.revoke(petra, NOW + 3);
    expect(await accept((await invitations.bySecret('second'))!.id, NOW + 4)).toBe('used');
    expect(await accept((await invitations.bySecret('of-karin'))!.id, NOW + 4)).toBe('done');
  });

  test('[R-INVITE-2] says what became of the last one', async () => {
    const state = async (now: number) => (await invitations.statesOf([petra, karin], now)).get(petra);
    expect(await invitations.statesOf([], NOW)).toEqual(new Map());
    expect(await state(NOW)).toBeUndefined();
    await invite('first', NOW);
    expect(await state(NOW)).toEqual({ state: 'open', at: NOW });
    expect(await state(NOW + 60 * MINUTE)).toEqual({ state: 'expired', at: NOW + 60 * MINUTE });
    await invitations.revoke(petra, NOW + 1);
    expect(await state(NOW + 2)).toEqual({ state: 'expired', at: NOW + 1 });
    await invite('second', NOW + 3);
    await accept((await invitations.bySecret('second'))!.id, NOW + 4);
    expect(await state(NOW + 5)).toEqual({ state: 'used', at: NOW + 4 });
  });
});

describe('[R-PASSKEY-1] a ceremony', () => {
  const begin = (secretHash: string, at = NOW) =>
    ceremonies.begin({ secretHash, kind: 'passkey', data: { challenge: secretHash }, expiresAt: at + 5 * MINUTE }, at);

  test('is answered once, by one of two, and only as what it was begun as', async () => {
    await begin('hash');
    expect(await ceremonies.take('hash', 'openid', NOW)).toBeNull();
    const taken = await Promise.all([ceremonies.take('hash', 'passkey', NOW), ceremonies.take('hash', 'passkey', NOW)]);
    expect(taken.filter(Boolean)).toEqual([{ challenge: 'hash' }]);
  });

  test('is not answered at its end, and goes when the next one begins', async () => {
    await begin('old');
    await begin('young', NOW + MINUTE);
    expect(await ceremonies.take('old', 'passkey', NOW + 5 * MINUTE)).toBeNull();
    await begin('next', NOW + 5 * MINUTE);
    expect((await opened.db.select().from(rows)).map(({ secretHash }) => secretHash).sort()).toEqual(['next', 'young']);
  });
});
