import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { View } from '../../src/contract/index.js';
import { countingRuns, counts, DATABASE, type Database, Devices, Revocations } from '../../src/directory/index.js';
import { absences, revocations, roles } from '../../src/directory/schema.js';
import { Endings } from '../../src/identity/index.js';
import { Nodes } from '../../src/nodes/index.js';
import { Push } from '../../src/push/index.js';
import { REDIS, RedisAway, type SharedRedis } from '../../src/redis/index.js';
import { programOf } from '../../scripts/system.mjs';
import { Asker } from '../support/administration.js';
import { at } from '../support/fake-clock.js';
import { heardOf, of } from '../support/news.js';
import { ok, Person, prepared, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { haveHeard, RedisServer } from '../support/redis.js';
import { MONDAY_0802, TestApp } from '../support/start-app.js';
import { until } from '../support/until.js';

const LINDE = '99AA00';
const [KARIN, PETRA, HANS] = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems'];
const [MARIJKE, WIM, FEMKE] = ['Marijke Bos', 'Wim Verhoeven', 'Femke Ooms'];
const MINUTE = 60_000;
const isOf = (id: string) => (view: View) => view.id === id;
const hasArrived = (id: string) => of(id, 'sender', ({ arrivedAt }) => arrivedAt !== null);

const onRedis = programOf('redis-server') ? describe : describe.skip;

onRedis('several servers over one Redis', () => {
  let redis: RedisServer;
  /** The first one, whose directory and time the others share; and those that run now. */
  let first: TestApp;
  const apps: TestApp[] = [];
  const here: Person[] = [];
  beforeAll(async () => {
    redis = await RedisServer.start();
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const person of here.splice(0)) person.leaves();
    expect(first.lines.splice(0)).toEqual([]);
  });
  afterAll(() => redis.stop());

  /** Two of them, with an empty memory. */
  async function begin(): Promise<[one: TestApp, other: TestApp]> {
    await redis.kill();
    await redis.again();
    first = await TestApp.start({ redisUrl: redis.url, production: true });
    apps.push(first);
    // Of what is looked at every few seconds the answer comes before the next time.
    first.clock.settles = () => haveHeard(apps.map(redisOf));
    return [first, await joins()];
  }

  async function joins(): Promise<TestApp> {
    const app = await first.joined();
    apps.push(app);
    return app;
  }

  async function stops(app: TestApp): Promise<void> {
    apps.splice(apps.indexOf(app), 1);
    await app.running.close();
  }

  /** As by SIGKILL. */
  async function dies(app: TestApp): Promise<void> {
    apps.splice(apps.indexOf(app), 1);
    await app.dies();
  }

  async function end(): Promise<void> {
    // The first one takes the directory along, unless it was killed.
    const isKilled = !apps.includes(first);
    for (const app of apps.splice(0).reverse()) await app.running.close();
    if (isKilled) await first.closesDirectory();
  }

  async function arrives(app: TestApp, name: string, device?: Parameters<typeof Person.arrives>[2]): Promise<Person> {
    const person = await Person.arrives(app, name, device);
    here.push(person);
    return person;
  }

  /** What is looked at every few seconds is looked at once, and what is asked of Redis for it is answered. */
  async function sleepsUntil(moment: number): Promise<void> {
    first.clock.oversleep(moment);
    await first.clock.goTo(moment);
  }

  const health = async ({ url }: TestApp) => {
    const answer = await fetch(`${url}/v1/health`);
    return [answer.status, (await answer.json()) as unknown];
  };
  const redisOf = (app: TestApp) => app.running.app.get<SharedRedis>(REDIS);
  const db = () => first.running.app.get<Database>(DATABASE);
  const counted = () => db().select({ kind: counts.kind, number: counts.number }).from(counts).orderBy(counts.kind);
  /** What this server tells the others is lost. */
  const isNotHeard = (app: TestApp) => jest.spyOn(redisOf(app).publisher, 'publish').mockImplementation(() => {});

  describe('that run', () => {
    let one: TestApp;
    let other: TestApp;
    beforeAll(async () => {
      [one, other] = await begin();
    });
    afterAll(end);

    test('[R-NODES-1] are one: a signal goes from one to the other and back, and nobody else hears of it', async () => {
      const [karin, marijke] = [await arrives(one, KARIN), await arrives(one, MARIJKE)];
      const [petra, wim] = [await arrives(other, PETRA), await arrives(other, WIM)];
      const pupil = madeUpPupil();
      const id = await karin.sends(pupil, 'linde');
      await petra.hears('signal:alert', isOf(id));
      expect(await petra.opens(id, LINDE)).toEqual(pupil);
      await petra.passesOn(id, pupil, MARIJKE);
      await marijke.hears('signal:alert', isOf(id));
      expect(await marijke.opensCopy(id)).toEqual(pupil);
      ok(await marijke.says('signal:know', { id }));
      expect(await karin.sees(id)).toMatchObject({ progress: 'known', knownBy: 'teacher' });
      await wim.hasHeardNothing();
      ok(await karin.says('signal:withdraw', { id }));
    });

    test('[R-NODES-1] of two who open at the same moment at both, one has it', async () => {
      const [karin, petra, hans] = [await arrives(one, KARIN), await arrives(one, PETRA), await arrives(other, HANS)];
      for (let round = 0; round < 10; round++) {
        const id = await karin.sends(madeUpPupil(), 'linde');
        const both = await Promise.all([petra, hans].map((who) => who.says('signal:open', { id, device: who.device })));
        expect(both.filter((answer) => answer.ok)).toHaveLength(1);
        expect(both).toContainEqual(refused('taken'));
        ok(await karin.says('signal:withdraw', { id }));
      }
    });

    test.each([
      ['heard', 'Noor el Amrani'],
      ['lost, and read within five seconds', 'Bram Peeters'],
    ])(
      '[R-NODES-2] whose session, role or person ends at one is cut off at the other: the message is %s',
      async (course, noor) => {
        const role = { role: 'recipient' as const, school: LINDE };
        const deeds = [
          { name: HANS, path: 'sessions' },
          { name: HANS, path: 'roles', body: role },
          { name: noor, path: '' },
        ];
        const femke = await Asker.signsIn(one, FEMKE);
        const karin = await arrives(one, KARIN);
        for (const { name, path, body } of deeds) {
          const person = await arrives(other, name);
          const publish = course === 'heard' ? null : isNotHeard(one);
          expect((await femke.asks('DELETE', `people/${person.id}/${path}`, body)).status).toBeLessThan(300);
          if (publish) {
            await until(async () => (await db().$count(revocations)) > 0);
            await one.clock.pass(2_000);
            publish.mockRestore();
          }
          await person.isGone();
          expect(await person.hears('session:ending')).toEqual({ reason: 'revoked' });
          const id = await karin.sends(madeUpPupil(), 'linde');
          ok(await karin.says('signal:withdraw', { id }));
          expect(heardOf(person, id)).toEqual([]);
          await db().delete(revocations);
        }
        await db()
          .insert(roles)
          .values({ ...role, person: await one.personId(HANS), title: 'directeur' });
      },
    );

    test('[R-NODES-2] what could not be written down is written down later, and one line of each server says so; what is old goes', async () => {
      const failing = new Error('a message that repeats what came in');
      const [add, read] = [jest.spyOn(Revocations.prototype, 'add'), jest.spyOn(Revocations.prototype, 'ofTheLast')];
      const publish = isNotHeard(one);
      const hans = await arrives(other, HANS);
      add.mockRejectedValueOnce(failing);
      await one.get(Endings).endAll(hans.id);
      await until(() => first.lines.length === 1);
      publish.mockRestore();
      read.mockRejectedValue(failing);
      // Timers wake late.
      for (const late of [1, 2]) await sleepsUntil(one.clock.now() + 2_000 + late);
      expect(first.lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
        { msg: 'revocations failed', error: 'Error' },
        { msg: 'revocations failed', error: 'Error' },
      ]);
      first.expectLog(/revocations failed/);
      read.mockRestore();
      const old = { id: randomUUID(), what: 'session' as const, of: [], at: 0 };
      await db().insert(revocations).values(old);
      let isGone = false;
      void hans.isGone().then(() => (isGone = true));
      // One writes at a look, and the other reads at its next one, whenever the directory has answered.
      const looks = (holds: () => boolean | Promise<boolean>) => async () => (await one.clock.pass(2_000), holds());
      await until(looks(() => isGone));
      expect(await hans.hears('session:ending')).toEqual({ reason: 'revoked' });
      await until(looks(async () => (await db().$count(revocations, eq(revocations.id, old.id))) === 0));
      await db().delete(revocations);
    });

    test('[R-NODES-3] who has a page at one is there at the other: also where that was not heard, until it is dead for fifteen seconds', async () => {
      const [karin, petra] = [await arrives(one, KARIN), await arrives(other, PETRA)];
      const reachable = async () => (await karin.finds('linde')).reachable;
      await until(async () => (await reachable()) === 1);
      petra.leaves();
      await until(async () => (await reachable()) === 0);

      const third = await joins();
      const publish = isNotHeard(third);
      const hans = await arrives(third, HANS);
      await hans.inbox();
      expect(await reachable()).toBe(0);
      publish.mockRestore();
      await one.clock.pass(5_000);
      await until(async () => (await reachable()) === 1);
      await dies(third);
      await one.clock.pass(14_000);
      expect(await reachable()).toBe(1);
      await one.clock.pass(6_000);
      expect(await reachable()).toBe(0);
    });

    test('[R-NODES-4] keys of pages in the memory of a tab stay where one joins the others', async () => {
      const [karin, petra] = [await arrives(one, KARIN), await arrives(one, PETRA, { use: 'shared' })];
      const third = await joins();
      expect((await karin.finds('linde')).devices.map(({ id }) => id)).toContain(petra.device);
      await stops(third);
    });

    test('[R-NODES-4] the key of a shared device goes with its tab alone: not where the session has another one, nor where the tab is at another server by now', async () => {
      const karin = await arrives(one, KARIN);
      const ids = async () => (await karin.finds('linde')).devices.map(({ id }) => id);
      const petra = await arrives(one, PETRA, { use: 'shared' });
      const tab = await Person.withCookie(other, PETRA, petra.cookie);
      here.push(tab);
      petra.leaves();
      await until(async () => !(await ids()).includes(petra.device));
      expect(await ids()).toContain(tab.device);

      // Its network went, and the server where it was learns of that when it is back.
      await one.clock.pass(1_000);
      const back = await Person.withCookie(one, PETRA, petra.cookie);
      here.push(back);
      ok(await back.says('device:register', { key: tab.publicKey }));
      const leave = jest.spyOn(other.get(Devices), 'leave');
      tab.leaves();
      await until(() => leave.mock.results.length === 1);
      await leave.mock.results[0]!.value;
      expect(await ids()).toContain(tab.device);
    });

    test('[R-REDIS-2] [R-OPEN-5] whoever leaves while Redis is away leaves nothing behind once it is back, and who is absent is seen to be', async () => {
      const [karin, marijke] = [await arrives(one, KARIN), await arrives(one, MARIJKE)];
      const [petra, hans] = [await arrives(other, PETRA), await arrives(other, HANS)];
      const femke = await Asker.signsIn(one, FEMKE);
      const pupil = madeUpPupil();
      const [opened, passedOn] = [await karin.sends(madeUpPupil(), 'linde'), await karin.sends(pupil, 'linde')];
      // What devices answer is done, and told: what is not would be told again later.
      for (const id of [opened, passedOn]) await karin.hears('signal:changed', hasArrived(id));
      await hans.opens(opened, LINDE);
      await petra.opens(passedOn, LINDE);
      await petra.passesOn(passedOn, pupil, MARIJKE);
      const isChosen = (which: (teacher: { arrivedAt: number | null; absentAt: number | null }) => boolean) =>
        of(passedOn, 'opener', ({ chosen: [teacher] }) => teacher !== undefined && which(teacher));
      await petra.hears(
        'signal:changed',
        isChosen(({ arrivedAt }) => arrivedAt !== null),
      );

      const away = [one, other].map((app) => jest.spyOn(redisOf(app), 'ask').mockRejectedValue(new RedisAway()));
      ok(await marijke.says('presence:absent', {}));
      const role = { role: 'recipient' as const, school: LINDE };
      expect((await femke.asks('DELETE', `people/${hans.id}/roles`, role)).status).toBeLessThan(300);
      await hans.isGone();
      petra.heard.splice(0);
      for (const ask of away) ask.mockRestore();
      let isTold = false;
      const told = [
        petra.hears('signal:alert', isOf(opened)),
        petra.hears(
          'signal:changed',
          isChosen(({ absentAt }) => absentAt !== null),
        ),
      ];
      void Promise.all(told).then(() => (isTold = true));
      // It is looked for, and what comes of that falls due, once Redis and the directory have answered.
      await until(async () => (await one.clock.pass(2_000), isTold));

      for (const id of [opened, passedOn]) ok(await karin.says('signal:withdraw', { id }));
      await db().delete(absences);
      await db().delete(revocations);
      await db()
        .insert(roles)
        .values({ ...role, person: hans.id, title: 'directeur' });
    });

    test('[R-REDIS-2] [R-SEND-4] [R-DEVICE-5] what a device answers while Redis is away has arrived once it is back, and a device that came meanwhile gets its copy', async () => {
      const [karin, petra] = [await arrives(one, KARIN), await arrives(other, PETRA)];
      const away = jest.spyOn(redisOf(other), 'ask').mockRejectedValue(new RedisAway());
      const id = await karin.sends(madeUpPupil(), 'linde');
      await petra.hears('signal:alert', isOf(id));
      await arrives(other, PETRA);
      // For what was answered, and for the device.
      await until(() => away.mock.calls.length >= 2);
      away.mockRestore();
      expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });
      await one.clock.pass(2_000);
      await karin.hears('signal:changed', hasArrived(id));
      await karin.hears('signal:reseal-wanted', isOf(id));
      ok(await karin.says('signal:withdraw', { id }));
    });

    test('[R-NODES-10] that a copy is wanted is heard at the other once the connection is back that was lost when it was told', async () => {
      const [karin] = [await arrives(other, KARIN), await arrives(one, PETRA)];
      const id = await karin.sends(madeUpPupil(), 'linde');
      await karin.hears('signal:changed', hasArrived(id));
      const [tell, publish] = [jest.spyOn(one.get(Nodes), 'tell'), isNotHeard(one)];
      await arrives(one, PETRA);
      await until(() => tell.mock.calls.some(([topic]) => topic === 'wanted'));
      publish.mockRestore();
      tell.mockRestore();
      redisOf(one).commands.disconnect(true);
      await karin.hears('signal:reseal-wanted', isOf(id));
      ok(await karin.says('signal:withdraw', { id }));
    });

    test('[R-NODES-5] a reminder goes out once, and the end of the day is told once, whichever server does it', async () => {
      const [karin, petra, hans] = [await arrives(one, KARIN), await arrives(one, PETRA), await arrives(other, HANS)];
      const wake = jest.spyOn(Push.prototype, 'wake').mockResolvedValue();
      const id = await karin.sends(madeUpPupil(), 'linde');
      await karin.hears('signal:changed', hasArrived(id));
      const [alerts] = [wake.mock.calls.length];
      await sleepsUntil(one.clock.now() + 2 * MINUTE + 1);
      await sleepsUntil(one.clock.now() + 4_000);
      expect([alerts, wake.mock.calls.length]).toEqual([1, 2]);

      const { endsAt } = (await karin.sees(id))!;
      await sleepsUntil(endsAt - 60_000);
      for (const person of [karin, petra, hans]) {
        await person.isGone();
        await person.connects();
      }
      await sleepsUntil(endsAt);
      await sleepsUntil(endsAt + 4_000);
      for (const person of [karin, petra, hans]) {
        expect(await person.hears('signal:gone', isOf(id))).toMatchObject({ outcome: 'expired' });
        await person.inbox();
        expect(person.heard.filter(({ event }) => event === 'signal:gone')).toEqual([]);
      }
    });

    test('[R-NODES-1] [R-COUNT-8] an id that is sent a hundred times at both, and after every connection, is one signal: alerted once, counted once', async () => {
      await sleepsUntil(MONDAY_0802 + 24 * 60 * MINUTE);
      await until(async () => (await db().$count(counts)) > 0);
      await db().delete(counts);
      const [karin, petra] = [await arrives(one, KARIN), await arrives(other, PETRA)];
      const again = await Person.withCookie(other, KARIN, karin.cookie);
      here.push(again);
      const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
      const saying = Array.from({ length: 100 }, (_, n) => [karin, again][n % 2]!.says('signal:send', signal));
      for (const answer of await Promise.all(saying)) ok(answer);
      await petra.hears('signal:alert', isOf(signal.id));
      await karin.hears('signal:changed', hasArrived(signal.id));
      for (const who of [karin, again]) {
        who.leaves();
        await who.connects();
        ok(await who.says('signal:send', signal));
      }
      await petra.inbox();
      expect(petra.heard.filter(({ event }) => event === 'signal:alert')).toEqual([]);

      await sleepsUntil((await karin.sees(signal.id))!.endsAt);
      await sleepsUntil(at('2027-01-13 00:00'));
      await until(async () => (await db().$count(counts)) > 0);
      expect(await counted()).toEqual([
        { kind: 'sent', number: 1 },
        { kind: 'unopened', number: 1 },
      ]);
    });
  });

  describe('that come and go', () => {
    afterEach(end);

    test('[R-COUNT-9] count in one run: whoever is killed loses nothing, and the last that stops ends it', async () => {
      const [one, other] = await begin();
      const runs = () => db().select({ isEnded: countingRuns.isEnded }).from(countingRuns);
      const [karin] = [await arrives(other, KARIN), await arrives(one, PETRA)];
      await karin.sends(madeUpPupil(), 'linde');
      await dies(other);
      const third = await joins();
      // Who was killed has been silent for long enough.
      await one.clock.pass(16_000);
      await dies(one);
      const last = await joins();
      await stops(third);
      expect([await runs(), await counted()]).toEqual([[{ isEnded: false }], []]);
      await last.clock.pass(16_000);
      await stops(last);
      expect([await runs(), await counted()]).toEqual([[{ isEnded: true }], [{ kind: 'sent', number: 1 }]]);
    });

    test('[R-NODES-6] a signal whose sender closed the tab before anybody was there outlives every server, stopped or killed', async () => {
      const [one, other] = await begin();
      const [karin, pupil] = [await arrives(one, KARIN), madeUpPupil()];
      const petra = await Person.arrives(other, PETRA);
      petra.leaves();
      const id = await karin.sends(pupil, 'linde');
      karin.leaves();
      const third = await joins();
      await stops(other);
      await dies(one);
      const fourth = await joins();
      await stops(third);
      const back = await Person.withCookie(fourth, PETRA, petra.cookie);
      here.push(back);
      const inbox = await back.inbox();
      expect([inbox.restartedAt, inbox.views]).toEqual([null, [expect.objectContaining({ id, progress: 'waiting' })]]);
      await back.hears('signal:alert', isOf(id));
    });
  });

  describe('without Redis', () => {
    afterEach(end);

    test('[R-REDIS-2] refuse what is asked of signals as busy; with an empty memory all pages come back, and give back what they keep', async () => {
      const [one, other] = await begin();
      const [karin, petra] = [await arrives(one, KARIN), await arrives(other, PETRA)];
      const pupil = madeUpPupil();
      const id = await karin.sends(pupil, 'linde');
      await petra.hears('signal:alert', isOf(id));
      await karin.hears('signal:changed', hasArrived(id));
      const { epoch } = await karin.inbox();
      const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
      await redis.kill();
      for (const who of [karin, petra]) expect(await who.says('inbox', {})).toEqual(refused('busy'));
      expect(await karin.says('signal:send', signal)).toEqual(refused('busy'));
      expect(await petra.says('signal:open', { id, device: petra.device })).toEqual(refused('busy'));
      // What is no signal's goes on.
      expect((await karin.finds('linde')).code).toBe(LINDE);
      expect(await health(one)).toEqual([503, { directory: true, signals: false }]);
      await redis.again();
      // Pages are sent away for either: its memory is another one, and what was told meanwhile was not heard.
      const isBack = async (app: TestApp) => (await health(app))[0] === 200 && redisOf(app).subscriber.status === 'ready';
      await until(async () => (await isBack(one)) && (await isBack(other)));
      for (const who of [karin, petra]) {
        expect(await who.hears('session:ending')).toMatchObject({ reason: 'restarting', backIn: expect.any(Number) });
        await who.isGone();
        await who.connects();
      }
      await until(async () => (await karin.says('inbox', {})).ok);
      // Each says again that it runs, before anything else: another one that starts is not the first.
      const { commands } = redisOf(one);
      await until(async () => (await commands.zcard('seintje:servers')) === 2);
      expect(await commands.exists('seintje:oldest')).toBe(1);
      expect(await health(one)).toEqual([200, { directory: true, signals: true }]);
      const inbox = await karin.inbox();
      expect([inbox.views, inbox.epoch === epoch, inbox.restartedAt]).toEqual([[], false, expect.any(Number)]);
      ok(await petra.says('signal:restore', { state: petra.receipts.get(id)!.state }));
      expect(await karin.sees(id)).toMatchObject({ progress: 'waiting' });
      ok(await karin.says('signal:send', signal));
      await petra.hears('signal:alert', isOf(signal.id));
    });

    test('[R-REDIS-2] [R-NODES-7] that stands still refuse as busy; what it did all the same is told by one of them once it goes on, and said again it is the same', async () => {
      const [one, other] = await begin();
      const [karin, petra] = [await arrives(one, KARIN), await arrives(other, PETRA)];
      const signal = await prepared(madeUpPupil(), await karin.finds('linde'));
      redis.pauses();
      expect(await karin.says('signal:send', signal)).toEqual(refused('busy'));
      redis.goesOn();
      await until(async () => (await karin.says('inbox', {})).ok);
      expect(petra.heard).toEqual([]);
      expect(await karin.says('signal:send', signal)).toMatchObject({ ok: true });
      await other.clock.pass(8_000);
      await petra.hears('signal:alert', isOf(signal.id));
      await karin.hears('signal:changed', hasArrived(signal.id));
      // Nor is it told any more.
      await until(async () => (await redisOf(one).commands.zcard('seintje:untold')) === 0);
    });
  });
});
