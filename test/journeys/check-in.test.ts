import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { DATABASE, type Database, Sessions } from '../../src/directory/index.js';
import { absences, devices } from '../../src/directory/schema.js';
import { newDevice } from '../support/devices.js';
import { at } from '../support/fake-clock.js';
import { ok, Person, refused } from '../support/person.js';
import { withApp } from '../support/start-app.js';

const MONDAY = '2027-01-11';

describe('“Ik ben er vandaag”', () => {
  const context = withApp({ production: true, now: at(`${MONDAY} 07:45`) });
  const { arrives } = context;
  const db = () => context.app.running.app.get<Database>(DATABASE);
  const keysOf = async ({ id }: Person) =>
    (await db().select().from(devices)).filter(({ person }) => person === id).map((device) => device.id);
  const asked = async (person: Person, device = person.device) =>
    person.reads(ok(await person.says('presence:challenge', { device })).challenge);

  test('[R-PRESENCE-1] is said by whoever can read with the device’s key: the day is theirs, and is told on their pages alone', async () => {
    const petra = await arrives('Petra van Dam');
    const telephone = await arrives('Petra van Dam');
    const bystanders = [await arrives('Hans Willems'), await arrives('Karin de Graaf'), await arrives('Gerda Wolters')];
    for (const person of [petra, telephone, ...bystanders]) await person.inbox();
    petra.heard.splice(0);
    telephone.heard.splice(0);
    await petra.checksIn();
    expect(await petra.hears('session:news')).toMatchObject({ today: { here: true, absent: false } });
    expect(await telephone.hears('session:news')).toMatchObject({ today: { here: false } });
    expect((await petra.inbox()).today).toEqual({ here: true, absent: false, push: false });
    // Said again it is no other day.
    await petra.checksIn();
    for (const bystander of bystanders) await bystander.hasHeardNothing();
  });

  test('[R-PRESENCE-1] takes back that they are not there today, and no other day', async () => {
    const marijke = await arrives('Marijke Bos');
    const days = [MONDAY, '2027-01-12'];
    await db()
      .insert(absences)
      .values(days.map((day) => ({ person: marijke.id, day })));
    expect((await marijke.inbox()).today).toMatchObject({ here: false, absent: true });
    await marijke.checksIn();
    expect((await marijke.inbox()).today).toMatchObject({ here: true, absent: false });
    const left = await db().select().from(absences);
    expect(left.filter(({ person }) => person === marijke.id)).toEqual([{ person: marijke.id, day: '2027-01-12' }]);
  });

  test('[R-PRESENCE-2] removes the keys of its session that nobody has any more, on a device of one’s own', async () => {
    const [daan, noor] = [await arrives('Daan Kuipers'), await arrives('Noor el Amrani', { use: 'shared' })];
    for (const person of [daan, noor]) {
      const dead = await newDevice();
      ok(await person.says('device:register', { key: dead.key }));
      ok(await person.says('device:register', { key: person.publicKey }));
      expect(await keysOf(person)).toHaveLength(2);
      await person.checksIn();
    }
    expect(await keysOf(daan)).toEqual([daan.device]);
    // Other tabs there have keys of their own.
    expect(await keysOf(noor)).toHaveLength(2);
  });

  test('[R-PRESENCE-3] is not believed of a proof that is guessed, repeated, late, or somebody else’s; nothing changes', async () => {
    const { app } = context;
    const iris = await arrives('Iris de Wit');
    const bram = await arrives('Bram Peeters');
    const says = (proof: string, device = iris.device, who = iris) => who.says('presence:check-in', { device, proof });
    const isNotHere = async () => expect((await iris.inbox()).today).toMatchObject({ here: false });
    const no = refused('no-living-key');

    expect(await says(randomBytes(32).toString('base64url'))).toEqual(no);
    // A wrong answer uses the question up.
    const proof = await asked(iris);
    expect(await says(randomBytes(32).toString('base64url'))).toEqual(no);
    expect(await says(proof)).toEqual(no);
    // Half a minute, and not a moment longer.
    const late = await asked(iris);
    await app.clock.pass(30_000);
    expect(await says(late)).toEqual(no);
    // Another question takes the place of the one before.
    const first = await asked(iris);
    const second = await asked(iris);
    expect(await says(first)).toEqual(no);
    expect(await says(second)).toEqual(no);
    await isNotHere();
    // On another socket, of oneself too, nothing was asked.
    const elsewhere = await asked(iris);
    expect(await says(elsewhere, bram.device, bram)).toEqual(no);
    const tab = await Person.withCookie(app, iris.name, iris.cookie);
    context.leave.push(() => tab.leaves());
    expect(await says(elsewhere, iris.device, tab)).toEqual(no);
    await isNotHere();
    // For another's device nothing is asked, whoever's it is, and an answer for one's own is none for theirs.
    expect(await iris.says('presence:challenge', { device: bram.device })).toEqual(no);
    expect(await says(await asked(iris), bram.device)).toEqual(no);
    await isNotHere();

    const good = await asked(iris);
    await app.clock.pass(29_999);
    expect(await says(good)).toEqual({ ok: true });
    expect(await says(good)).toEqual(no);
  });

  test('[R-PRESENCE-3] a key that was removed meanwhile proves nothing', async () => {
    const { app } = context;
    const tom = await arrives('Tom Vos');
    const proof = await asked(tom);
    await db().delete(devices);
    expect(await tom.says('presence:check-in', { device: tom.device, proof })).toEqual(refused('no-living-key'));
    expect((await tom.inbox()).today).toMatchObject({ here: false });
    expect(await app.get(Sessions).of(tom.id, app.clock.now())).toHaveLength(1);
  });

  test('[R-PRESENCE-3] is for people of a school, on a device that is for their eyes', async () => {
    const no = refused('not-allowed');
    for (const name of ['Karin de Graaf', 'Femke Ooms']) {
      const somebody = await arrives(name);
      const { device } = somebody;
      expect(await somebody.says('presence:challenge', { device })).toEqual(no);
      expect(await somebody.says('presence:check-in', { device, proof: 'A'.repeat(43) })).toEqual(no);
    }
    for (const use of ['board', null] as const) {
      const ayse = await arrives('Ayşe Kaya', { use });
      const { id: device } = await newDevice();
      expect(await ayse.says('presence:challenge', { device })).toEqual(no);
      expect(await ayse.says('presence:check-in', { device, proof: 'A'.repeat(43) })).toEqual(no);
    }
  });

  test('[R-PRESENCE-1] is for that day: at midnight it is over', async () => {
    const { app } = context;
    await app.clock.goTo(at(`${MONDAY} 19:30`));
    const late = await arrives('Hans Willems');
    await late.checksIn();
    await app.clock.goTo(at(`${MONDAY} 23:59`));
    const again = await Person.withCookie(app, late.name, late.cookie);
    context.leave.push(() => again.leaves());
    expect((await again.inbox()).today).toMatchObject({ here: true });
    await app.clock.goTo(at('2027-01-12 00:00'));
    expect((await again.inbox()).today).toMatchObject({ here: false });
  });
});
