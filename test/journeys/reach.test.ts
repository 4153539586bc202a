import { afterEach, describe, expect, test } from '@jest/globals';
import { like } from 'drizzle-orm';
import type { SchoolsListed } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/index.js';
import { absences, devices, groups, schools, sessions, substitutes } from '../../src/directory/schema.js';
import { Connections } from '../../src/sockets/index.js';
import { Asker } from '../support/administration.js';
import { isAbsent, isBack, isWoken } from '../support/days.js';
import { at } from '../support/fake-clock.js';
import { ioServerOf } from '../support/io-server.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';
import { until } from '../support/until.js';

const LINDE = '99AA00';
const MONDAY = '2027-01-11';
const context = withApp({ production: true, now: at(`${MONDAY} 07:45`) });
const { arrives } = context;
const db = () => context.app.running.app.get<Database>(DATABASE);

/** The page closes, and the server has noticed. */
async function leaves(...people: Person[]): Promise<void> {
  for (const person of people) person.leaves();
  await until(() => people.every(({ id }) => !context.app.get(Connections).people().has(id)));
}

const reaches = async (sender: Person) => {
  const { ok: _, ...reach } = ok(await sender.says('schools:reach', {}));
  return reach;
};

afterEach(async () => {
  await db().delete(sessions);
  await db().delete(absences);
});

describe('how a teacher is reached', () => {
  test('[R-PRESENCE-4] is on a page, by a notification where they checked in today, not at all, or not there on the day of the signal', async () => {
    const { app } = context;
    const [karin, petra] = [await arrives('Karin de Graaf'), await arrives('Petra van Dam')];
    const [noor, bram, iris, daan, tom] = [
      await arrives('Noor el Amrani'),
      await arrives('Bram Peeters'),
      await arrives('Iris de Wit'),
      await arrives('Daan Kuipers'),
      await arrives('Tom Vos', { use: 'shared' }),
    ];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    await petra.opens(id, LINDE);
    const reach = async (...people: Person[]) => {
      const found = await petra.listsTeachers(id);
      return people.map((person) => found.find((teacher) => teacher.person === person.id)!.reach);
    };
    expect(await reach(noor, bram, iris, daan, tom)).toEqual(['now', 'now', 'now', 'now', 'now']);

    // Bram checked in and can be woken, Iris only the one, Daan only the other; and a shared device wakes nobody.
    for (const person of [bram, iris, tom]) await person.checksIn();
    for (const person of [bram, daan, tom]) await isWoken(app, person);
    await leaves(bram, iris, daan, tom);
    expect(await reach(noor, bram, iris, daan, tom)).toEqual(['now', 'push', 'none', 'none', 'none']);

    // Who is not there is not, whatever is open; on another day says nothing of this one.
    await isAbsent(app, noor, MONDAY);
    await isAbsent(app, bram, '2027-01-12');
    expect(await reach(noor, bram)).toEqual(['absent', 'push']);
    await isBack(app, noor, MONDAY);
    expect(await reach(noor)).toEqual(['now']);
    expect(noor.heard.filter(({ event }) => event !== 'session:news')).toEqual([]);
    ok(await petra.says('signal:return', { id }));
  });

  test('[R-PRESENCE-4] holds for a substitute, and for tomorrow’s signal is of tomorrow', async () => {
    const { app } = context;
    const [group] = await db().select().from(groups).limit(1);
    const linda = await app.personId('Linda Brouwer');
    await db().insert(substitutes).values({ group: group!.id, person: linda, day: '2027-01-12' });
    await app.clock.goTo(at(`${MONDAY} 16:00`));
    const [karin, petra, noor] = [
      await arrives('Karin de Graaf'),
      await arrives('Petra van Dam'),
      await arrives('Noor el Amrani'),
    ];
    await arrives('Linda Brouwer');
    await isAbsent(app, noor, '2027-01-12');
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, 'linde');
    await petra.opens(id, LINDE);
    const found = await petra.listsTeachers(id);
    expect(found.find(({ person }) => person === noor.id)).toMatchObject({ reach: 'absent' });
    expect(found.find(({ person }) => person === linda)).toMatchObject({ title: 'invaller', reach: 'now' });
    ok(await petra.says('signal:return', { id }));
    await db().delete(substitutes);
  });
});

describe('a school', () => {
  test('[R-PRESENCE-5] is reachable by contacts who can read, are there today, and would hear of it', async () => {
    const { app } = context;
    const karin = await arrives('Karin de Graaf');
    const bystander = await arrives('Wim Verhoeven', { use: 'board' });
    const linde = async () => (await karin.finds('linde')).reachable;
    expect(await linde()).toBe(0);
    const [petra, hans] = [await arrives('Petra van Dam'), await arrives('Hans Willems')];
    // Petra is a contact of two schools.
    expect([await linde(), (await karin.finds('kompas')).reachable]).toEqual([2, 1]);
    // Whoever runs the schools reads the same.
    const femke = await Asker.signsIn(context.app, 'Femke Ooms');
    const { body } = await femke.asks('POST', 'schools/search', { query: 'linde' });
    expect((body as SchoolsListed).schools).toMatchObject([{ code: LINDE, reachable: 2 }]);
    // A page without a key reads nothing.
    await db().delete(devices);
    expect(await linde()).toBe(0);
    for (const contact of [petra, hans]) await contact.registers();
    // Who is not there is not counted.
    await isAbsent(app, hans, '2027-01-11');
    expect(await linde()).toBe(1);
    await isBack(app, hans, '2027-01-11');
    // A closed page counts where it can be woken, and they said that they are there.
    await hans.checksIn();
    await isWoken(app, hans);
    await leaves(hans, petra);
    expect(await linde()).toBe(1);
    // Until midnight: then nobody has said so.
    await app.clock.goTo(at('2027-01-11 23:59'));
    await karin.connects();
    expect(await linde()).toBe(1);
    await app.clock.goTo(at('2027-01-12 00:00'));
    expect(await linde()).toBe(0);
    // Neither does the blackboard of another school count for it.
    expect((await karin.finds('kompas')).reachable).toBe(0);
    bystander.leaves();
  });

  test('[R-PRESENCE-6] that is live stands on the board of its own organisation, with why nobody is reachable', async () => {
    await context.app.clock.goTo(at('2027-01-12 07:45'));
    const [karin, anja] = [await arrives('Karin de Graaf'), await arrives('Anja Terpstra')];
    const [petra, yvonne] = [await arrives('Petra van Dam'), await arrives('Yvonne Maas')];
    await leaves(yvonne);
    const merencollege = { code: '99BA00', name: 'Merencollege', place: 'Elzenmeer', phone: '013 - 123 45 05' };
    const waard = { code: '99CA00', name: 'MBO De Waard', place: 'Oudewaard', phone: '013 - 123 45 06' };
    expect(await reaches(karin)).toEqual({
      schools: 4,
      reachable: 2,
      unreachable: [
        { ...waard, why: 'no-key' },
        { ...merencollege, why: 'nobody' },
      ],
    });
    // The other organisation's board is its own, and a school that is testing, or not ready, is on none.
    expect(await reaches(anja)).toMatchObject({
      schools: 2,
      reachable: 0,
      unreachable: [{ code: '99DA00' }, { code: '99DB00' }],
    });
    await petra.hasHeardNothing();
  });

  test('[R-PRESENCE-6] is one of a hundred that are named, however many there are', async () => {
    const karin = await arrives('Karin de Graaf');
    const [one] = await db().select().from(schools).limit(1);
    const organisation = (await karin.inbox()).me.organisation;
    const many = Array.from({ length: 120 }, (_, number) => {
      const name = `Aa ${String(number).padStart(3, '0')}`;
      return { ...one!, organisation, code: `98${String(number).padStart(4, '0')}`, name, search: name, state: 'live' as const };
    });
    await db().insert(schools).values(many);
    const { schools: all, reachable, unreachable } = await reaches(karin);
    expect({ all, reachable, named: unreachable.length }).toEqual({ all: 124, reachable: 0, named: 100 });
    await db().delete(schools).where(like(schools.code, '98%'));
  });
});

test('[R-PRESENCE-4] a page that has died is reachable for less than a minute', () => {
  const { pingInterval, pingTimeout } = ioServerOf(context.app).engine.opts as { pingInterval: number; pingTimeout: number };
  expect(pingInterval + pingTimeout).toBeLessThan(60_000);
});
