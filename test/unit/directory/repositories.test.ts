import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { type DeviceKey, LIMITS } from '../../../src/contract/index.js';
import { loadDirectory } from '../../../src/directory/csv.js';
import type { OpenedDatabase } from '../../../src/directory/database.js';
import { Devices } from '../../../src/directory/devices.js';
import { People } from '../../../src/directory/people.js';
import { groups, sessions as sessionsTable, substitutes } from '../../../src/directory/schema.js';
import { Schools } from '../../../src/directory/schools.js';
import { Sessions } from '../../../src/directory/sessions.js';
import { freshDatabase } from '../../support/database.js';

const NOW = Date.parse('2026-11-23T08:02+01:00');
/** NOW is one. */
const MONDAY = NOW;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY: DeviceKey = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' };

let opened: OpenedDatabase;
let schools: Schools;
let people: People;
let sessions: Sessions;
let devices: Devices;
/** By name. */
let ids: Map<string, string>;
let elzenmeer: string;
let zandrijk: string;

beforeAll(async () => {
  opened = await freshDatabase();
  await loadDirectory(opened.db, join(import.meta.dirname, '../../../demonstration'));
  schools = new Schools(opened.db);
  people = new People(opened.db);
  sessions = new Sessions(opened.db);
  devices = new Devices(opened.db);
  const listed = await people.all();
  ids = new Map(listed.map(({ id, name }) => [name, id]));
  elzenmeer = listed.find(({ name }) => name === 'Karin de Graaf')!.organisation.id;
  zandrijk = listed.find(({ name }) => name === 'Anja Terpstra')!.organisation.id;
});

afterAll(() => opened.close());

beforeEach(async () => {
  await opened.db.delete(sessionsTable);
});

let made = 0;
const newSession = (name: string, expiresAt = NOW + HOUR) => ({
  ...{ person: ids.get(name)!, tokenHash: `hash-${++made}`, label: 'Chrome · Windows', use: 'own' as const },
  ...{ provenAt: NOW, expiresAt, endsAt: NOW + HOUR, mustWait: false, byClick: true },
});
const session = async (name: string, expiresAt = NOW + HOUR) => (await sessions.create(newSession(name, expiresAt), NOW)).id;

async function device(id: string, name: string, now = NOW, expiresAt = NOW + HOUR): Promise<string> {
  const own = await session(name, expiresAt);
  expect(await devices.register({ id, key: KEY, person: ids.get(name)!, session: own, now })).toBe(true);
  return own;
}

describe('schools', () => {
  const names = async (query: string, organisation = elzenmeer, limit = 8) =>
    (await schools.find(organisation, query, limit)).map(({ name }) => name);

  test('are found by name, place or code, by every word, without capitals and accents', async () => {
    expect(await names('linde')).toEqual(['OBS De Linde']);
    expect(await names('ÉLZENMEER')).toEqual(['Merencollege', "Montessorischool 't Veer", 'OBS De Linde']);
    expect(await names(' veer  elzenmeer ')).toEqual(["Montessorischool 't Veer"]);
    expect(await names('’t veer')).toEqual(["Montessorischool 't Veer"]);
    expect(await names('99ab00')).toEqual(['CBS Het Kompas']);
    expect(await names('linde oudewaard')).toEqual([]);
  });

  test('are found in the own organisation only', async () => {
    expect(await names('zandkorrel')).toEqual([]);
    expect(await names('obs', zandrijk)).toEqual(['OBS De Zandkorrel']);
  });

  test('come in a fixed order, and no more than asked', async () => {
    expect(await names('waard')).toEqual(['CBS Het Kompas', 'MBO De Waard']);
    expect(await names('', elzenmeer, 3)).toEqual(['CBS Het Kompas', 'IKC De Wielewaal', 'MBO De Waard']);
  });

  test.each(['%', '_', '\\', '%linde', 'l_nde', "'; drop table schools; --", 'linde\uD800x', '\u202E'])(
    'are not found by the sign %j',
    async (query) => {
      expect(await names(query)).toEqual([]);
    },
  );

  test('are found in spite of control characters', async () => {
    expect(await names('\0linde\u0007')).toEqual(['OBS De Linde']);
  });

  test('bring their hours, holidays and the organisation’s settings', async () => {
    const day = { bell: '08:30', end: '15:30' };
    expect(await schools.byCode('99AA00')).toEqual({
      code: '99AA00',
      organisation: elzenmeer,
      name: 'OBS De Linde',
      municipality: null,
      place: 'Elzenmeer',
      sector: 'po',
      phone: '013 - 123 45 01',
      state: 'live',
      hours: { 1: day, 2: day, 3: { bell: '08:30', end: '12:30' }, 4: day, 5: day },
      holidays: [{ first: '2027-02-05', last: '2027-02-05', name: 'studiedag' }],
      settings: {
        windowMinutes: 7200,
        stepUpMinutes: 240,
        approveDevices: false,
        phone: '013 - 123 45 99',
        cutoffMinutes: 60,
        phases: { repeat: 2, amber: 5, call: 8, callBeforeBell: 15, walk: 3, choose: 5 },
      },
    });
    expect(await schools.byCode('99DA00')).toMatchObject({ holidays: [], settings: { windowMinutes: 7200, cutoffMinutes: 90 } });
    expect(await schools.byCode('99ZZ99')).toBeNull();
    expect(await schools.byCode('nonsense')).toBeNull();
  });

  test('have their designated contacts', async () => {
    expect(await schools.contacts('99AA00')).toEqual([ids.get('Petra van Dam'), ids.get('Hans Willems')].sort());
    expect(await schools.contacts('99ZZ99')).toEqual([]);
  });
});

describe('people', () => {
  test('have all their roles', async () => {
    expect(await people.byId(ids.get('Petra van Dam')!, NOW)).toEqual({
      id: ids.get('Petra van Dam'),
      name: 'Petra van Dam',
      email: 'petra.vandam@delinde.example',
      organisation: elzenmeer,
      roles: [
        { role: 'recipient', school: '99AA00', title: 'intern begeleider' },
        { role: 'recipient', school: '99AB00', title: 'intern begeleider' },
      ],
    });
    expect((await people.byId(ids.get('Wim Verhoeven')!, NOW))?.roles.map(({ role }) => role)).toEqual(['recipient', 'teacher']);
    expect((await people.byId(ids.get('Karin de Graaf')!, NOW))?.roles).toEqual([
      { role: 'sender', school: null, title: 'leerplichtambtenaar' },
    ]);
  });

  test('who are not there are null, whatever the id looks like', async () => {
    expect(await people.byId('00000000-0000-4000-8000-000000000000', NOW)).toBeNull();
    expect(await people.byId('nobody', NOW)).toBeNull();
  });

  test('are listed with organisation and schools', async () => {
    const listed = await people.all();
    expect(listed).toHaveLength(42);
    expect(listed.find(({ name }) => name === 'Ayşe Kaya')).toEqual({
      id: ids.get('Ayşe Kaya'),
      name: 'Ayşe Kaya',
      organisation: { id: elzenmeer, key: 'elzenmeer', name: 'Regio Elzenmeer' },
      roles: [{ role: 'teacher', school: '99AA00', title: 'leerkracht', schoolName: 'OBS De Linde' }],
    });
  });

  test('who teach: those with a group that day first, then by group', async () => {
    const monday = await people.teachersOf('99AA00', MONDAY);
    expect(
      monday.map(({ name, groups }) => [name, ...groups.map((group) => `${group.name}${group.today ? '' : ' (niet)'}`)]),
    ).toEqual([
      ['Noor el Amrani', 'Groep 1/2'],
      ['Bram Peeters', 'Groep 3'],
      ['Iris de Wit', 'Groep 4'],
      ['Daan Kuipers', 'Groep 5'],
      ['Tom Vos', 'Groep 6 a'],
      ['Marijke Bos', 'Groep 6 b'],
      ['Ayşe Kaya', 'Groep 7'],
      ['Winston Lo-A-Njoe', 'Groep 8'],
      ['Lotte Hendriks', 'Groep 6 b (niet)', 'Groep 8 (niet)'],
    ]);
    const wednesday = await people.teachersOf('99AA00', MONDAY + 2 * DAY);
    expect(wednesday.find(({ name }) => name === 'Lotte Hendriks')?.groups).toEqual([
      { name: 'Groep 8', today: true },
      { name: 'Groep 6 b', today: false },
    ]);
    const thursday = await people.teachersOf('99AA00', MONDAY + 3 * DAY);
    expect(thursday.at(-1)).toMatchObject({ name: 'Marijke Bos', groups: [{ name: 'Groep 6 b', today: false }] });
    expect((await people.teachersOf('99AB00', MONDAY)).map(({ name }) => name)).toEqual([
      'Chantal Pinas',
      'Jeroen Mulder',
      'Wim Verhoeven',
      'Fatima Yılmaz',
    ]);
    expect(await people.teachersOf('99ZZ99', MONDAY)).toEqual([]);
  });
});

describe('a substitute', () => {
  // A Wednesday, just after midnight at the school: in Greenwich it is Tuesday.
  const WEDNESDAY = Date.parse('2026-11-25T00:30+01:00');
  const substitute = { role: 'teacher', school: '99AB00', title: 'invaller' };

  beforeAll(async () => {
    const [group] = await opened.db
      .select()
      .from(groups)
      .where(and(eq(groups.school, '99AB00'), eq(groups.name, 'Groep 6/7/8')));
    await opened.db.insert(substitutes).values({ group: group!.id, person: ids.get('Marijke Bos')!, day: '2026-11-25' });
  });

  afterAll(() => opened.db.delete(substitutes).then());

  test.each([
    ['does not teach there yet the evening before', WEDNESDAY - HOUR, false],
    ['teaches there on their day, from midnight', WEDNESDAY, true],
    ['teaches there on their day, until midnight', WEDNESDAY + 23 * HOUR, true],
    ['teaches there no more the day after', WEDNESDAY + DAY, false],
    ['does not teach there a week later', WEDNESDAY + 7 * DAY, false],
  ])('%s', async (_, moment, isThere) => {
    const person = ids.get('Marijke Bos')!;
    const own = await session('Marijke Bos', moment + HOUR);
    await devices.register({ id: 'marijke', key: KEY, person, session: own, now: NOW });
    const teacher = (await people.teachersOf('99AB00', moment)).find((each) => each.person === person);
    expect(teacher).toEqual(
      isThere ? { person, name: 'Marijke Bos', title: 'invaller', groups: [{ name: 'Groep 6/7/8', today: true }] } : undefined,
    );
    expect(await devices.ofTeacher(person, '99AB00', moment, NOW)).toHaveLength(isThere ? 1 : 0);
    const signedIn = await sessions.signedIn(own, moment);
    const always = { role: 'teacher', school: '99AA00', title: 'leerkracht' };
    expect(signedIn?.roles).toEqual(isThere ? [always, substitute] : [always]);
    expect((await people.byId(person, moment))?.roles).toEqual(signedIn?.roles);
  });
});

describe('sessions', () => {
  test('are alive until they expire', async () => {
    const id = await session('Karin de Graaf');
    const times = { createdAt: NOW, provenAt: NOW, approvedAt: NOW, expiresAt: NOW + HOUR, endsAt: NOW + HOUR };
    const expected = { id, person: ids.get('Karin de Graaf'), use: 'own', isWaiting: false, ...times };
    expect(await sessions.byTokenHash(`hash-${made}`, NOW)).toEqual(expected);
    expect(await sessions.alive(id, NOW + HOUR - 1)).toEqual(expected);
    expect(await sessions.alive(id, NOW + HOUR)).toBeNull();
    expect(await sessions.byTokenHash(`hash-${made}`, NOW + HOUR)).toBeNull();
    expect(await sessions.byTokenHash('unknown', NOW)).toBeNull();
  });

  test('are over once ended, and the first moment stays', async () => {
    const id = await session('Karin de Graaf');
    await sessions.end(id, NOW + 1);
    await sessions.end(id, NOW + 2);
    expect(await sessions.alive(id, NOW)).toBeNull();
    expect((await opened.db.select().from(sessionsTable))[0]?.endedAt).toBe(NOW + 1);
  });

  test('[R-SESSION-4] are ten for a person: the next one ends the one that was used longest ago', async () => {
    const own: string[] = [];
    for (let at = 0; at < 10; at++) own.push((await sessions.create(newSession('Karin de Graaf'), NOW + at)).id);
    await sessions.change(own[0]!, { usedAt: NOW + 100 });
    await session('Mo Benali');
    const { id, ended } = await sessions.create(newSession('Karin de Graaf'), NOW + 10);
    expect(ended).toEqual([own[1]]);
    expect(await sessions.alive(own[1]!, NOW + 11)).toBeNull();
    expect((await sessions.of(ids.get('Karin de Graaf')!, NOW + 11)).map((each) => each.id)).toContain(id);
    expect(await sessions.of(ids.get('Karin de Graaf')!, NOW + 11)).toHaveLength(10);
    expect(await sessions.of(ids.get('Mo Benali')!, NOW + 11)).toHaveLength(1);
  });

  test('never share a token', async () => {
    const person = ids.get('Karin de Graaf')!;
    const values = { ...newSession('Karin de Graaf'), person, tokenHash: 'same' };
    await sessions.create(values, NOW);
    await expect(sessions.create(values, NOW)).rejects.toMatchObject({ cause: { code: '23505' } });
  });
});

describe('devices', () => {
  const idsOf = async (found: Promise<{ id: string }[]>) => (await found).map(({ id }) => id);

  test('of a school are those of its contacts, the latest of each before anybody’s second one', async () => {
    await device('hans', 'Hans Willems', NOW + 1);
    await device('petra-1', 'Petra van Dam', NOW + 2);
    await device('petra-2', 'Petra van Dam', NOW + 3);
    await device('marijke', 'Marijke Bos');
    await device('wim', 'Wim Verhoeven');
    expect(await devices.ofSchool('99AA00', NOW)).toEqual(['petra-2', 'hans', 'petra-1'].map((id) => ({ id, key: KEY })));
    expect(await idsOf(devices.ofSchool('99AB00', NOW))).toEqual(['petra-2', 'wim', 'petra-1']);
    expect(await idsOf(devices.ofTeacher(ids.get('Marijke Bos')!, '99AA00', MONDAY, NOW))).toEqual(['marijke']);
  });

  test('count as long as their session is alive', async () => {
    await device('short', 'Petra van Dam', NOW, NOW + 1);
    const ended = await device('ended', 'Hans Willems');
    await sessions.end(ended, NOW);
    expect(await idsOf(devices.ofSchool('99AA00', NOW))).toEqual(['short']);
    expect(await devices.owner('short', NOW)).toBe(ids.get('Petra van Dam'));
    expect(await devices.ofSchool('99AA00', NOW + 1)).toEqual([]);
    expect(await devices.ofTeacher(ids.get('Petra van Dam')!, '99AA00', MONDAY, NOW)).toEqual([]);
    expect(await devices.owner('short', NOW + 1)).toBeNull();
    expect(await devices.owner('ended', NOW)).toBeNull();
    expect(await devices.owner('unknown', NOW)).toBeNull();
  });

  test('move to the new session of the same person', async () => {
    const old = await device('petra', 'Petra van Dam');
    await device('hans', 'Hans Willems', NOW + 1);
    await device('petra', 'Petra van Dam', NOW + 2);
    await sessions.end(old, NOW + 3);
    expect(await idsOf(devices.ofSchool('99AA00', NOW + 3))).toEqual(['petra', 'hans']);
  });

  test('of another person are refused, and stay as they were', async () => {
    await device('petra', 'Petra van Dam');
    const person = ids.get('Marijke Bos')!;
    const stolen = { id: 'petra', key: KEY, person, session: await session('Marijke Bos'), now: NOW };
    expect(await devices.register(stolen)).toBe(false);
    expect(await devices.owner('petra', NOW)).toBe(ids.get('Petra van Dam'));
    expect(await devices.ofTeacher(person, '99AA00', MONDAY, NOW)).toEqual([]);
  });

  test('cannot be in a session of another person', async () => {
    const person = ids.get('Marijke Bos')!;
    const foreign = { id: 'marijke', key: KEY, person, session: await session('Petra van Dam'), now: NOW };
    await expect(devices.register(foreign)).rejects.toMatchObject({ cause: { code: '23503' } });
  });

  test('are at most as many as an envelope is sealed to, and crowd nobody out', async () => {
    await device('hans', 'Hans Willems');
    for (let at = 1; at <= LIMITS.devices; at += 2) {
      const own = await device(`petra-${at}`, 'Petra van Dam', NOW + at);
      const second = { id: `petra-${at + 1}`, key: KEY, person: ids.get('Petra van Dam')!, session: own, now: NOW + at + 1 };
      expect(await devices.register(second)).toBe(true);
    }
    const found = await idsOf(devices.ofSchool('99AA00', NOW));
    expect(found).toHaveLength(LIMITS.devices);
    expect(found).toContain('hans');
    expect(found).not.toContain('petra-1');
  });

  test('are three for a session: the latest', async () => {
    const own = await session('Petra van Dam');
    for (const [at, id] of ['first', 'second', 'third', 'fourth'].entries()) {
      await devices.register({ id, key: KEY, person: ids.get('Petra van Dam')!, session: own, now: NOW + at });
    }
    expect(await idsOf(devices.ofSchool('99AA00', NOW))).toEqual(['fourth', 'third', 'second']);
    expect(await devices.owner('first', NOW)).toBeNull();
  });

  test('[R-DIR-4] are three for a session, also of six that come at the same time', async () => {
    const own = await session('Petra van Dam');
    const person = ids.get('Petra van Dam')!;
    const six = Array.from({ length: 6 }, (_, at) => ({ id: `device-${at}`, key: KEY, person, session: own, now: NOW }));
    await Promise.all(six.map((each) => devices.register(each)));
    expect(await idsOf(devices.ofSchool('99AA00', NOW))).toHaveLength(3);
  });

  test('[R-DIR-4] belong to one person, also where two claim the same one at the same time', async () => {
    const claims = ['Petra van Dam', 'Hans Willems'].map(async (name) => ({
      ...{ id: 'claimed', key: KEY, now: NOW },
      ...{ person: ids.get(name)!, session: await session(name) },
    }));
    const taken = await Promise.all((await Promise.all(claims)).map((claim) => devices.register(claim)));
    expect(taken.sort()).toEqual([false, true]);
  });

  test('of a teacher are none at a school where they do not teach', async () => {
    await device('marijke', 'Marijke Bos');
    expect(await devices.ofTeacher(ids.get('Marijke Bos')!, '99AB00', MONDAY, NOW)).toEqual([]);
  });
});
