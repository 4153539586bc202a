import { afterEach, describe, expect, test } from '@jest/globals';
import { DATABASE, type Database } from '../../src/directory/index.js';
import { absences, sessions } from '../../src/directory/schema.js';
import { Connections } from '../../src/sockets/index.js';
import { isAbsent, isBack, isWoken } from '../support/days.js';
import { at } from '../support/fake-clock.js';
import { ok, Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';
import { until } from '../support/until.js';

const LINDE = '99AA00';
const PAUSE = 5_000;
const context = withApp({ production: true, now: at('2027-01-11 07:40') });
const { arrives } = context;

/** Whom it concerns how people are reached at OBS De Linde; and whom it does not. */
const CONCERNED = ['Karin de Graaf', 'Mo Benali', 'Petra van Dam', 'Hans Willems'];
const OTHERS = ['Anja Terpstra', 'Gerda Wolters', 'Wim Verhoeven', 'Femke Ooms', 'Iris de Wit'];

afterEach(async () => {
  await until(() => context.app.get(Connections).people().size === 0);
  const db = context.app.running.app.get<Database>(DATABASE);
  await db.delete(sessions);
  await db.delete(absences);
});

async function leaves(person: Person): Promise<void> {
  person.leaves();
  await until(() => !context.app.get(Connections).people().has(person.id));
}

/** That they came is told, and heard by all. */
async function settle(people: Person[]): Promise<void> {
  await context.app.clock.pass(PAUSE);
  for (const person of people) await person.hears('presence:changed');
  for (const person of people) await person.inbox();
  for (const person of people) person.presence.splice(0);
}

describe('that it may have changed how somebody is reached', () => {
  test('[R-PRESENCE-7] is told to the organisation’s senders and the school’s contacts, and to nobody else', async () => {
    const { app } = context;
    const concerned: Person[] = [];
    const others: Person[] = [];
    for (const name of CONCERNED) concerned.push(await arrives(name));
    for (const name of OTHERS) others.push(await arrives(name));
    // Once more, so that all have heard of those who came.
    await app.clock.pass(PAUSE);
    for (const person of concerned) await person.hears('presence:changed');
    for (const person of others) await person.inbox();
    for (const person of [...concerned, ...others]) person.presence.splice(0);

    const marijke = await arrives('Marijke Bos');
    const happenings: [string, () => Promise<unknown>][] = [
      ['came, and registered a key', async () => {}],
      ['checked in', () => marijke.checksIn()],
      ['can be woken', () => isWoken(app, marijke)],
      ['is absent', () => isAbsent(app, marijke, '2027-01-11')],
      ['is back', () => isBack(app, marijke, '2027-01-11')],
      ['has another key', () => marijke.registers()],
      ['left', () => leaves(marijke)],
      ['signed out elsewhere', () => marijke.signsOut()],
    ];
    for (const [what, happens] of happenings) {
      await happens();
      await app.clock.pass(PAUSE);
      for (const person of concerned) expect({ what, told: await person.hears('presence:changed') }).toEqual({ what, told: {} });
    }
    for (const person of others) await person.inbox();
    expect(others.map(({ presence }) => presence)).toEqual(OTHERS.map(() => []));
    // Once each time, and what nobody can see is told to nobody.
    expect(concerned.map(({ presence }) => presence)).toEqual(CONCERNED.map(() => []));
    await concerned[0]!.says('schools:find', { query: 'linde' });
    await app.clock.pass(PAUSE);
    for (const person of concerned) await person.inbox();
    expect(concerned.map(({ presence }) => presence)).toEqual(CONCERNED.map(() => []));
  });

  test('[R-PRESENCE-7] is told once in five seconds, however much changed, and at midnight', async () => {
    const { app } = context;
    const [karin, petra] = [await arrives('Karin de Graaf'), await arrives('Petra van Dam')];
    await settle([karin, petra]);
    await petra.checksIn();
    for (const name of ['Hans Willems', 'Marijke Bos', 'Tom Vos']) await arrives(name);
    await app.clock.pass(PAUSE - 1);
    for (const person of [karin, petra]) await person.inbox();
    expect([karin.presence, petra.presence]).toEqual([[], []]);
    await app.clock.pass(1);
    for (const person of [karin, petra]) await person.hears('presence:changed');
    for (const person of [karin, petra]) await person.inbox();
    expect([karin.presence, petra.presence]).toEqual([[], []]);

    await app.clock.goTo(at('2027-01-11 23:58'));
    const [mo, hans] = [await arrives('Mo Benali'), await arrives('Hans Willems')];
    await settle([mo, hans]);
    await app.clock.goTo(at('2027-01-12 00:00') + PAUSE);
    for (const person of [mo, hans]) await person.hears('presence:changed');
  });
});

describe('a morning', () => {
  /** Everything that the senders and contacts hear of how people are reached: who, the frame, and how long after it began. */
  async function morning(day: string, happens: (people: Map<string, Person>) => Promise<void>): Promise<object[]> {
    const { app } = context;
    const began = at(`${day} 07:45`);
    await app.clock.goTo(began);
    const told: object[] = [];
    const people = new Map<string, Person>();
    const concerned: Person[] = [];
    for (const name of CONCERNED) {
      const person = await arrives(name);
      people.set(name, person);
      concerned.push(person);
      person.socket.io.engine.on('data', (data: unknown) => {
        const frame = String(data);
        if (frame.includes('presence')) told.push({ name, frame, at: app.clock.now() - began });
      });
    }
    await settle(concerned);
    const reached = async () =>
      told.push({ ...(await people.get('Mo Benali')!.says('schools:reach', {})), at: app.clock.now() - began });

    const marijke = await arrives('Marijke Bos');
    people.set('Marijke Bos', marijke);
    await settle(concerned);
    await reached();
    await happens(people);
    await app.clock.goTo(began + 3 * 60_000);
    await reached();
    const changes = [() => marijke.checksIn(), () => isAbsent(app, marijke, day), () => leaves(marijke)];
    for (const change of changes) {
      await change();
      await app.clock.pass(PAUSE);
      for (const person of concerned) await person.hears('presence:changed');
      await reached();
    }
    for (const person of concerned) await leaves(person);
    // Of several at one moment, in any order.
    return told.sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other)));
  }

  /** From sending to its end, with a reservation that lapses, and a colleague who takes it over. */
  async function aSignal(people: Map<string, Person>): Promise<void> {
    const { clock } = context.app;
    const [karin, , petra, hans, marijke] = [...people.values()] as [Person, Person, Person, Person, Person];
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, LINDE);
    for (const contact of [petra, hans]) await contact.hears('signal:alert');
    ok(await hans.says('signal:open', { id, device: hans.device }));
    await clock.pass(15_000);
    expect(await petra.opens(id, LINDE)).toEqual(pupil);
    await clock.pass(PAUSE);
    await hans.takesOver(id, LINDE);
    await hans.passesOn(id, pupil, 'Marijke Bos');
    await marijke.hears('signal:alert');
    expect(await marijke.opensCopy(id)).toEqual(pupil);
    ok(await marijke.says('signal:know', { id }));
    await clock.pass(PAUSE);
    ok(await hans.says('signal:complete', { id }));
    await clock.pass(PAUSE);
    for (let round = 0; round < 3; round++) for (const person of people.values()) await person.inbox();
  }

  test('[R-PRESENCE-8] with a signal sounds, frame by frame and moment by moment, as one without', async () => {
    const without = await morning('2027-01-18', async () => {});
    const withSignal = await morning('2027-01-19', aSignal);
    expect(withSignal).toEqual(without);
    const frames = without.filter((each) => 'frame' in each) as { frame: string }[];
    // Of each of the three changes, and of who came, everybody heard once.
    expect(new Set(frames.map(({ frame }) => frame))).toEqual(new Set(['2["presence:changed",{}]']));
    expect(frames.length).toBeGreaterThanOrEqual(5 * CONCERNED.length);
  });
});
