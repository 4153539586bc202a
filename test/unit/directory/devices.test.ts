import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { DeviceKey, DeviceUse } from '../../../src/contract/index.js';
import { loadDirectory } from '../../../src/directory/csv.js';
import type { OpenedDatabase } from '../../../src/directory/database.js';
import { Devices } from '../../../src/directory/devices.js';
import { People } from '../../../src/directory/people.js';
import { sessions as sessionsTable } from '../../../src/directory/schema.js';
import { Sessions } from '../../../src/directory/sessions.js';
import { freshDatabase } from '../../support/database.js';

const NOW = Date.parse('2027-01-11T08:02+01:00');
const HOUR = 3_600_000;
const KEY: DeviceKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };
const PETRA = 'Petra van Dam';

let opened: OpenedDatabase;
let sessions: Sessions;
let devices: Devices;
/** By name. */
let ids: Map<string, string>;

beforeAll(async () => {
  opened = await freshDatabase();
  await loadDirectory(opened.db, join(import.meta.dirname, '../../../demonstration'));
  sessions = new Sessions(opened.db);
  devices = new Devices(opened.db);
  ids = new Map((await new People(opened.db).all()).map(({ id, name }) => [name, id]));
});

afterAll(() => opened.close());

beforeEach(async () => {
  await opened.db.delete(sessionsTable);
});

interface How {
  use?: DeviceUse | null;
  mustWait?: boolean;
  now?: number;
  expiresAt?: number;
}

let made = 0;
async function signsIn(name = PETRA, { use = 'own', mustWait = false, now = NOW, expiresAt = now + HOUR }: How = {}) {
  const person = ids.get(name)!;
  const times = { provenAt: now, expiresAt, endsAt: now + HOUR };
  return sessions.create(
    { person, tokenHash: `hash-${++made}`, label: 'Chrome · Windows', use, ...times, mustWait, byClick: true },
    now,
  );
}

const standing = async (id: string) => {
  const { approvedAt, isWaiting } = (await sessions.alive(id, NOW))!;
  return { isNew: approvedAt === null, isWaiting };
};
const KNOWN = { isNew: false, isWaiting: false };
const NEW = { isNew: true, isWaiting: false };
const WAITING = { isNew: true, isWaiting: true };

const register = (id: string, session: string, name = PETRA) =>
  devices.register({ id, key: KEY, person: ids.get(name)!, session, now: NOW });
const ofLinde = async () => (await devices.ofSchool('99AA00', NOW)).map(({ id }) => id);

describe('a sign-in', () => {
  test('[R-DEVICE-1] is new where the person is signed in elsewhere, and waits where it must', async () => {
    expect(await standing((await signsIn()).id)).toEqual(KNOWN);
    expect(await standing((await signsIn()).id)).toEqual(NEW);
    expect(await standing((await signsIn(PETRA, { mustWait: true })).id)).toEqual(WAITING);
    expect(await standing((await signsIn('Hans Willems', { mustWait: true })).id)).toEqual(KNOWN);
  });

  test('[R-DEVICE-1] is not new after those that are over', async () => {
    const { id } = await signsIn();
    await sessions.end(id, NOW);
    expect(await standing((await signsIn(PETRA, { mustWait: true, expiresAt: NOW + 1 })).id)).toEqual(KNOWN);
    const later = await signsIn(PETRA, { mustWait: true, now: NOW + 1 });
    expect((await sessions.alive(later.id, NOW + 1))?.isWaiting).toBe(false);
  });

  test('[R-DEVICE-2] does not wait for a device at which nobody can say anything', async () => {
    await signsIn(PETRA, { use: 'board' });
    expect(await standing((await signsIn(PETRA, { mustWait: true })).id)).toEqual(KNOWN);
  });

  test('[R-DEVICE-2] waits for one of which it was not said yet who uses it', async () => {
    await signsIn(PETRA, { use: null });
    expect(await standing((await signsIn(PETRA, { mustWait: true })).id)).toEqual(WAITING);
  });

  test('[R-DIR-4] is new but for one, also of twelve at the same time, and they are ten', async () => {
    const twelve = await Promise.all(Array.from({ length: 12 }, () => signsIn(PETRA, { mustWait: true })));
    const alive = (await Promise.all(twelve.map(({ id }) => sessions.alive(id, NOW)))).filter((each) => each !== null);
    expect(alive.filter(({ approvedAt }) => approvedAt !== null)).toHaveLength(1);
    expect(alive).toHaveLength(10);
  });

  test('[R-DEVICE-2] that waits pushes nobody out whom it waits for', async () => {
    const { id } = await signsIn();
    for (let at = 1; at <= 12; at++) await signsIn(PETRA, { mustWait: true, now: NOW + at });
    expect(await standing(id)).toEqual(KNOWN);
    expect(await sessions.of(ids.get(PETRA)!, NOW + 12)).toHaveLength(10);
  });
});

describe('devices', () => {
  test('[R-DEVICE-2] that wait can be sealed to by nobody, and open nothing, until they are approved', async () => {
    await register('first', (await signsIn()).id);
    const waiting = await signsIn(PETRA, { mustWait: true });
    await register('waiting', waiting.id);
    expect(await ofLinde()).toEqual(['first']);
    expect(await devices.owner('waiting', NOW)).toBeNull();
    await sessions.approve(waiting.id, NOW);
    expect((await ofLinde()).sort()).toEqual(['first', 'waiting']);
    expect(await devices.owner('waiting', NOW)).toBe(ids.get(PETRA));
  });

  test('[R-DEVICE-2] of a teacher wait too', async () => {
    const [name, person] = ['Marijke Bos', ids.get('Marijke Bos')!];
    await register('first', (await signsIn(name)).id, name);
    await register('waiting', (await signsIn(name, { mustWait: true })).id, name);
    const found = await devices.ofTeacher(person, '99AA00', NOW, NOW);
    expect(found.map(({ id }) => id)).toEqual(['first']);
  });

  test('[R-SESSION-5] of several people are forgotten at a start, and nobody else’s', async () => {
    await register('own', (await signsIn()).id);
    await register('shared', (await signsIn(PETRA, { use: 'shared' })).id);
    await devices.forgetShared();
    expect(await ofLinde()).toEqual(['own']);
  });

  test('[R-SESSION-5] are forgotten by their session, and nobody else’s', async () => {
    const { id } = await signsIn();
    await register('one', id);
    await register('two', id);
    await register('hans', (await signsIn('Hans Willems')).id, 'Hans Willems');
    await devices.forget(id);
    expect(await ofLinde()).toEqual(['hans']);
  });
});
