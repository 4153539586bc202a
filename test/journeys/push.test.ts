import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { Attendance, DATABASE, type Database, PushSubscriptions } from '../../src/directory/index.js';
import { pushSubscriptions, roles, sessions } from '../../src/directory/schema.js';
import { Push } from '../../src/push/index.js';
import type { Content } from '../../src/sealed/index.js';
import { Signals } from '../../src/signals/index.js';
import { withBystanders } from '../support/bystanders.js';
import { Canary } from '../support/canary.js';
import { ok, type Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { PushService, type WokenBrowser } from '../support/push-service.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const [KARIN, PETRA, HANS, MARIJKE, TOM] = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Marijke Bos', 'Tom Vos'];
const MINUTE = 60_000;
/** `repeat` where an organisation sets nothing. */
const EVERY = 2 * MINUTE;

/** As somebody who sends. */
const actorOf = ({ id, name }: Person) => ({ person: id, name, senderOf: [], contactOf: [], teacherOf: [] });

const service = await PushService.start();
afterAll(() => service.close());

interface Wakeable {
  person: Person;
  session: string;
  browser: WokenBrowser;
}

describe('browsers that are woken', () => {
  const context = withApp({ env: { PUSH_HOSTS: service.host } });
  let here: Person[] = [];
  let sent: { id: string; sender: Person }[] = [];
  const wake = jest.spyOn(Push.prototype, 'wake');
  afterEach(async () => {
    await settled();
    for (const person of here) await person.signsOut();
    for (const person of here) await person.isGone();
    // What still waits would wake in the next test.
    for (const { id, sender } of sent) await context.app.get(Signals).run(id, { do: 'withdraw' }, actorOf(sender));
    [here, sent] = [[], []];
    expect(service.faults).toEqual([]);
  });

  async function arrives(name: string, device?: Parameters<typeof context.arrives>[1]): Promise<Person> {
    const person = await context.arrives(name, device);
    here.push(person);
    return person;
  }

  /** Somebody at a browser that is to be woken; its page is open. */
  async function wakeable(name: string): Promise<Wakeable> {
    const person = await arrives(name);
    const browser = service.browser();
    ok(await person.says('push:subscribe', browser.subscription));
    return { person, session: await sessionOf(person), browser };
  }

  async function sends(sender: Person, pupil: Content): Promise<string> {
    const id = await sender.sends(pupil, LINDE);
    sent.push({ id, sender });
    return id;
  }

  async function sessionOf(person: Person): Promise<string> {
    const headers = { authorization: `Bearer ${await person.token()}` };
    const sessions = (await (await fetch(`${context.app.url}/v1/sessions`, { headers })).json()) as {
      id: string;
      isThis: boolean;
    }[];
    return sessions.find(({ isThis }) => isThis)!.id;
  }

  /** All who are to be woken have been. */
  async function settled(): Promise<void> {
    await Promise.all(wake.mock.results.map(({ value }) => value as Promise<void>));
  }

  /** How often each was woken until now. */
  async function timesOf(...all: { browser: WokenBrowser }[]): Promise<number[]> {
    await settled();
    return all.map(({ browser }) => browser.woken.length);
  }

  /** As the directory has it: without waiting for it to be so, this never ends. */
  async function isForgotten({ person, session }: Wakeable): Promise<void> {
    const isWoken = async () => (await context.app.get(Attendance).day(person.id, session, context.app.clock.now())).today.push;
    while (await isWoken());
  }

  /** The one line that tells of a fault, which is told again after a minute; and nothing of where or whom. */
  async function tellsOfAFault(...wakeables: Wakeable[]): Promise<void> {
    await settled();
    const { lines, records } = context.app;
    for (const line of [...lines, ...records])
      for (const { person, session, browser } of wakeables)
        for (const secret of [
          browser.endpoint,
          service.host,
          new URL(browser.endpoint).pathname,
          person.id,
          person.name,
          session,
        ])
          expect(new Canary(secret).formsIn(Buffer.from(line))).toEqual([]);
    expect(lines).toHaveLength(1);
    context.app.expectLog(/"msg":"push failed"/);
    await context.app.clock.pass(MINUTE);
  }

  describe('for a signal', () => {
    withBystanders(context);

    test('[R-PUSH-1] are those of everybody who is alerted, on all their devices, connected or not, and nobody else’s', async () => {
      const karin = await arrives(KARIN);
      const [laptop, telephone, hans] = [await wakeable(PETRA), await wakeable(PETRA), await wakeable(HANS)];
      const [marijke, tom] = [await wakeable(MARIJKE), await wakeable(TOM)];
      const elsewhere = [await wakeable('Yvonne Maas'), await wakeable('Wim Verhoeven'), await wakeable('Youssef Haddad')];
      telephone.person.leaves();
      hans.person.leaves();
      marijke.person.leaves();
      const pupil = madeUpPupil();
      const id = await sends(karin, pupil);
      expect(await timesOf(laptop, telephone, hans)).toEqual([1, 1, 1]);
      await laptop.person.opens(id, LINDE);
      await laptop.person.passesOn(id, pupil, MARIJKE);
      expect(await timesOf(marijke)).toEqual([1]);
      // That a browser was woken does not say that anything has arrived.
      expect(await laptop.person.sees(id)).toMatchObject({ chosen: [{ arrivedAt: null }] });
      expect(await timesOf(laptop, telephone, hans, tom, ...elsewhere)).toEqual([1, 1, 1, 0, 0, 0, 0]);
    });

    test('[R-PUSH-1] [R-PUSH-8] are no sender’s, none that others look at, and none that waits, whatever the directory holds', async () => {
      const people = [
        await arrives(KARIN),
        await arrives(PETRA, { use: 'board' }),
        await arrives(HANS, { use: 'shared' }),
        await arrives(HANS, { use: null }),
        await arrives(PETRA),
      ];
      const db = context.app.get<Database>(DATABASE as never);
      await db
        .update(sessions)
        .set({ isWaiting: true })
        .where(eq(sessions.id, await sessionOf(people[4]!)));
      const browsers = people.map(() => service.browser());
      for (const [at, person] of people.entries()) {
        expect(await person.says('push:subscribe', browsers[at]!.subscription)).toEqual(refused('not-allowed'));
        expect(await person.says('push:test', {})).toEqual(refused('not-allowed'));
        const { endpoint, p256dh, auth } = browsers[at]!.subscription;
        await db.insert(pushSubscriptions).values({ session: await sessionOf(person), endpoint, p256dh, auth });
      }
      await sends(people[0]!, madeUpPupil());
      expect(await timesOf(...browsers.map((browser) => ({ browser })))).toEqual([0, 0, 0, 0, 0]);
    });

    test('[R-PUSH-2] [R-PUSH-3] get the very same message for every event, which tells nobody anything', async () => {
      const karin = await arrives(KARIN);
      const [petra, marijke] = [await wakeable(PETRA), await wakeable(MARIJKE)];
      ok(await petra.person.says('push:test', {}));
      const pupil = madeUpPupil();
      const id = await sends(karin, pupil);
      await context.app.clock.pass(EVERY);
      await petra.person.opens(id, LINDE);
      await petra.person.passesOn(id, pupil, MARIJKE);
      await context.app.clock.pass(EVERY);
      // A trial, an alert and a reminder; a choice and a reminder.
      expect(await timesOf(petra, marijke)).toEqual([3, 2]);
      const messages = [...petra.browser.woken, ...marijke.browser.woken];
      const seen = messages.map(({ headers, body, plaintext, claims, key }) => {
        const { authorization, ...others } = headers;
        return {
          ...{ headers: others, length: body.length, plaintext: plaintext.toString(), token: authorization!.length },
          ...{ claims: { ...claims, exp: typeof claims.exp }, key },
        };
      });
      const { pushKey } = (await (await fetch(`${context.app.url}/v1/installation`)).json()) as { pushKey: string };
      expect(seen[0]).toMatchObject({
        headers: { ttl: '28800', urgency: 'high', topic: 'seintje', 'content-encoding': 'aes128gcm', 'content-length': '359' },
        plaintext: '{}'.padEnd(256),
        length: 359,
        claims: { aud: `http://${service.host}`, sub: 'mailto:demonstration@seintje.example', exp: 'number' },
        key: pushKey,
      });
      expect(Object.keys(messages[0]!.claims).sort()).toEqual(['aud', 'exp', 'sub']);
      for (const one of seen) expect(one).toEqual(seen[0]);
      // Encrypted anew each time, so that nobody on the way tells that it is the same.
      expect(new Set(messages.map(({ body }) => body.toString('hex'))).size).toBe(messages.length);
      expect(() => marijke.browser.decrypt(messages[0]!.body)).toThrow();
      const everything = Buffer.concat([
        Buffer.from(service.asked.join()),
        ...messages.flatMap(({ headers, body, plaintext, claims }) => [
          Buffer.from(JSON.stringify([headers, claims])),
          body,
          plaintext,
        ]),
      ]);
      const people = [karin, petra.person, marijke.person].flatMap((person) => [person.id, person.name, person.device]);
      const secrets = [pupil.name, pupil.dateOfBirth, id, LINDE, 'OBS De Linde', 'Elzenmeer', petra.session, marijke.session];
      for (const secret of [...secrets, ...people]) expect(new Canary(secret).formsIn(everything)).toEqual([]);
    });
  });

  describe('[R-PUSH-5] again, as long as nobody has seen it', () => {
    /** A third contact of the school. */
    beforeAll(async () => {
      const wim = { person: await context.app.personId('Wim Verhoeven'), role: 'recipient', school: LINDE, title: 'directeur' };
      await context.app
        .get<Database>(DATABASE as never)
        .insert(roles)
        .values(wim as typeof roles.$inferInsert);
    });

    test('fall silent, all of them, as soon as one of three contacts opens it, however long the clock passes', async () => {
      const karin = await arrives(KARIN);
      const three = [await wakeable(PETRA), await wakeable(HANS), await wakeable('Wim Verhoeven')];
      const id = await sends(karin, madeUpPupil());
      await context.app.clock.pass(EVERY - 1);
      expect(await timesOf(...three)).toEqual([1, 1, 1]);
      await context.app.clock.pass(1);
      expect(await timesOf(...three)).toEqual([2, 2, 2]);
      await context.app.clock.pass(EVERY);
      expect(await timesOf(...three)).toEqual([3, 3, 3]);
      // Pages repeat their sound by themselves: they are told nothing.
      expect(three[0]!.person.heard.filter(({ event }) => event === 'signal:changed')).toEqual([]);
      await three[1]!.person.opens(id, LINDE);
      await context.app.clock.pass(2 * 60 * MINUTE);
      expect(await timesOf(...three)).toEqual([3, 3, 3]);
    });

    test('are those of the colleagues once it was given back, ten times at the most, and then of nobody', async () => {
      const karin = await arrives(KARIN);
      const [petra, hans] = [await wakeable(PETRA), await wakeable(HANS)];
      const id = await sends(karin, madeUpPupil());
      await petra.person.opens(id, LINDE);
      ok(await petra.person.says('signal:hand-back', { id }));
      await context.app.clock.pass(0);
      expect(await timesOf(petra, hans)).toEqual([1, 2]);
      await context.app.clock.pass(60 * MINUTE);
      expect(await timesOf(petra, hans)).toEqual([1, 12]);
    });

    test('are a chosen teacher’s until the copy is opened, and nobody’s once it was withdrawn', async () => {
      const karin = await arrives(KARIN);
      const [petra, marijke, tom] = [await wakeable(PETRA), await wakeable(MARIJKE), await wakeable(TOM)];
      const pupil = madeUpPupil();
      const id = await sends(karin, pupil);
      await petra.person.opens(id, LINDE);
      await petra.person.passesOn(id, pupil, MARIJKE);
      await petra.person.passesOn(id, pupil, TOM);
      await context.app.clock.pass(EVERY);
      expect(await timesOf(petra, marijke, tom)).toEqual([1, 2, 2]);
      await marijke.person.opensCopy(id);
      await context.app.clock.pass(EVERY);
      expect(await timesOf(petra, marijke, tom)).toEqual([1, 2, 3]);
      ok(await karin.says('signal:withdraw', { id }));
      await context.app.clock.pass(60 * MINUTE);
      expect(await timesOf(petra, marijke, tom)).toEqual([1, 2, 3]);
    });
  });

  describe('[R-PUSH-6] by a push service', () => {
    /** What happened before is told of. */
    async function isSettled(sender: Person): Promise<void> {
      await context.app.clock.pass(5_000);
      await sender.hears('presence:changed');
      await sender.inbox();
      sender.presence.splice(0);
    }

    test.each([404, 410])('that knows a browser no more (%d) are forgotten, and their person is told', async (status) => {
      const karin = await arrives(KARIN);
      const [petra, hans] = [await wakeable(PETRA), await wakeable(HANS)];
      expect((await petra.person.inbox()).today.push).toBe(true);
      await isSettled(karin);
      petra.person.heard.splice(0);
      petra.browser.answer = status;
      await sends(karin, madeUpPupil());
      await petra.person.hears('session:news', ({ today }: { today: { push: boolean } }) => !today.push);
      // A signal brought it to light: nobody else is told that reach may have changed.
      await context.app.clock.pass(5_000);
      await karin.inbox();
      expect(karin.presence).toEqual([]);
      await sends(karin, madeUpPupil());
      expect(await timesOf(petra, hans)).toEqual([1, 2]);
      expect(await petra.person.says('push:test', {})).toEqual(refused('no-push'));
      // And can come back.
      petra.browser.answer = 201;
      ok(await petra.person.says('push:subscribe', petra.browser.subscription));
      await sends(karin, madeUpPupil());
      expect(await timesOf(petra, hans)).toEqual([2, 3]);
    });

    test('that answers late are not forgotten where they have another address by now', async () => {
      const petra = await wakeable(PETRA);
      expect(await context.app.get(PushSubscriptions).forget(petra.session, service.browser().endpoint)).toBe(false);
      expect((await petra.person.inbox()).today.push).toBe(true);
    });

    test.each([403, 500])('that answers %d are kept, and the fault is told without where or whom', async (status) => {
      const karin = await arrives(KARIN);
      const [petra, hans] = [await wakeable(PETRA), await wakeable(HANS)];
      petra.browser.answer = status;
      hans.browser.answer = status;
      await sends(karin, madeUpPupil());
      await settled();
      expect(context.app.lines.map((line) => JSON.parse(line) as object)).toEqual([
        { level: 'warn', time: expect.any(String), code: String(status), msg: 'push failed' },
      ]);
      await tellsOfAFault(petra, hans);
      expect((await petra.person.inbox()).today.push).toBe(true);
    });

    test('that leads elsewhere are not followed there', async () => {
      const karin = await arrives(KARIN);
      const [petra, target] = [await wakeable(PETRA), service.browser()];
      petra.browser.answer = { redirect: target.endpoint };
      await sends(karin, madeUpPupil());
      await tellsOfAFault(petra);
      expect(target.woken).toEqual([]);
      expect(service.asked.join()).not.toContain(new URL(target.endpoint).pathname);
    });

    test('that hangs keep nobody waiting', async () => {
      const karin = await arrives(KARIN);
      const [petra, hans, marijke] = [await wakeable(PETRA), await wakeable(HANS), await wakeable(MARIJKE)];
      petra.browser.answer = 'hang';
      const pupil = madeUpPupil();
      const id = await sends(karin, pupil);
      expect(await hans.person.hears('signal:alert')).toMatchObject({ id });
      expect(await petra.person.hears('signal:alert')).toMatchObject({ id });
      await hans.browser.isWoken();
      await petra.browser.isWoken();
      await hans.person.opens(id, LINDE);
      await hans.person.passesOn(id, pupil, MARIJKE);
      await marijke.browser.isWoken();
      expect(await marijke.person.opensCopy(id)).toEqual(pupil);
      service.hangUp();
      await tellsOfAFault(petra);
    });
  });

  describe('[R-PUSH-7] to try it', () => {
    test('are the asker’s own, this one alone, and what became of it is said', async () => {
      const [laptop, telephone, yvonne] = [
        await wakeable('Esther Blom'),
        await wakeable('Esther Blom'),
        await wakeable('Yvonne Maas'),
      ];
      ok(await laptop.person.says('push:test', {}));
      expect(await timesOf(laptop, telephone, yvonne)).toEqual([1, 0, 0]);
      laptop.browser.answer = 500;
      expect(await laptop.person.says('push:test', {})).toEqual(refused('no-push'));
      await tellsOfAFault(laptop);
      laptop.browser.answer = 410;
      laptop.person.heard.splice(0);
      expect(await laptop.person.says('push:test', {})).toEqual(refused('push-gone'));
      await laptop.person.hears('session:news', ({ today }: { today: { push: boolean } }) => !today.push);
      expect(await laptop.person.says('push:test', {})).toEqual(refused('no-push'));
      expect(await timesOf(laptop, telephone, yvonne)).toEqual([3, 0, 0]);
      await telephone.person.says('push:unsubscribe', {});
      expect(await telephone.person.says('push:test', {})).toEqual(refused('no-push'));
      expect((await telephone.person.inbox()).today.push).toBe(false);
    });

    test('a few times a minute, and no more', async () => {
      const rachid = await arrives('Rachid Chakir');
      for (let time = 0; time < 5; time++) expect(await rachid.says('push:test', {})).toEqual(refused('no-push'));
      expect(await rachid.says('push:test', {})).toEqual(refused('too-fast'));
    });
  });

  describe('[R-PUSH-4] where a page says', () => {
    test('is nowhere but at a push service', async () => {
      const petra = await arrives(PETRA);
      const { p256dh, auth } = service.browser().subscription;
      const { port } = new URL(context.app.url);
      const asked = service.asked.length;
      for (const endpoint of [
        ...['https://169.254.169.254/latest/meta-data/', 'http://localhost/', `http://127.0.0.1:${port}/v1/session`],
        ...[`https://${service.host}@evil.example/`, `http://user:password@${service.host}/push/x`, 'https://evil.example/push'],
        ...[
          `http://localhost:${service.host.split(':')[1]}/push/x`,
          'https://fcm.googleapis.com/fcm/send/x',
          'file:///etc/passwd',
        ],
        ...['', 'x', `http://${service.host}/push/x#fragment`, `http://${service.host}/push/../x`, `HTTP://${service.host}/x`],
      ])
        expect([endpoint, await petra.says('push:subscribe', { endpoint, p256dh, auth })]).toEqual([
          endpoint,
          refused('no-push'),
        ]);
      expect(await petra.says('push:test', {})).toEqual(refused('no-push'));
      expect(service.asked).toHaveLength(asked);
    });

    test('is a browser that can be encrypted to, of this very session', async () => {
      const [petra, hans] = [await arrives(PETRA), await wakeable(HANS)];
      const { endpoint, p256dh, auth } = service.browser().subscription;
      const malformed: object[] = [
        { endpoint: endpoint.padEnd(2_049, 'x'), p256dh, auth },
        { endpoint: [endpoint], p256dh, auth },
        { endpoint, p256dh: `${p256dh}A`, auth },
        { endpoint, p256dh: p256dh.slice(0, -1), auth },
        { endpoint, p256dh: `${p256dh}=`, auth },
        { endpoint, p256dh: Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url'), auth },
        { endpoint, p256dh: Buffer.alloc(65).toString('base64url'), auth },
        { endpoint, p256dh, auth: `${auth}AA` },
        { endpoint, p256dh, auth: auth.slice(2) },
        { endpoint, p256dh, auth: 7 },
        { endpoint, p256dh },
        { endpoint, p256dh, auth, session: hans.session },
        { endpoint, p256dh, auth, person: hans.person.id },
        {},
      ];
      for (const payload of malformed) expect(await petra.says('push:subscribe', payload as never)).toEqual(refused('malformed'));
      for (const command of ['push:test', 'push:unsubscribe'] as const)
        expect(await petra.says(command, { session: hans.session } as never)).toEqual(refused('malformed'));
      ok(await petra.says('push:unsubscribe', {}));
      expect((await hans.person.inbox()).today.push).toBe(true);
      // The same browser, said anew, is one.
      ok(await hans.person.says('push:subscribe', hans.browser.subscription));
      ok(await hans.person.says('push:test', {}));
      expect(await timesOf(hans)).toEqual([1]);
    });
  });

  describe('[R-PUSH-8] no more', () => {
    test('are those of a session that was signed out', async () => {
      const karin = await arrives(KARIN);
      const [petra, hans] = [await wakeable(PETRA), await wakeable(HANS)];
      await petra.person.signsOut();
      await isForgotten(petra);
      await sends(karin, madeUpPupil());
      expect(await timesOf(petra, hans)).toEqual([0, 1]);
    });

    test('are, for one person, those that somebody else asked for there since: a browser is woken for one session', async () => {
      const karin = await arrives(KARIN);
      const [petra, marijke] = [await wakeable(PETRA), await arrives(MARIJKE)];
      petra.person.heard.splice(0);
      // Her cookie was lost, and her session lives on.
      ok(await marijke.says('push:subscribe', petra.browser.subscription));
      await petra.person.hears('session:news', ({ today }: { today: { push: boolean } }) => !today.push);
      await sends(karin, madeUpPupil());
      expect(await timesOf(petra)).toEqual([0]);
      ok(await marijke.says('push:test', {}));
      expect(await timesOf(petra)).toEqual([1]);
    });

    test('is a session that has ended while its page asked for it', async () => {
      const petra = await wakeable(PETRA);
      await petra.person.signsOut();
      await isForgotten(petra);
      const { endpoint, p256dh, auth } = petra.browser.subscription;
      const late = { session: petra.session, endpoint, p256dh, auth };
      const now = context.app.clock.now();
      expect(await context.app.get(PushSubscriptions).subscribe(late, now)).toBeNull();
      expect((await context.app.get(Attendance).day(petra.person.id, petra.session, now)).today.push).toBe(false);
    });

    test('are those of a device that several people use from now on', async () => {
      const karin = await arrives(KARIN);
      const [petra, hans] = [await wakeable(PETRA), await wakeable(HANS)];
      const headers = { cookie: petra.person.cookie, 'x-seintje-part': petra.person.id, 'content-type': 'application/json' };
      const body = JSON.stringify({ use: 'shared' });
      const { status } = await fetch(`${context.app.url}/v1/session/use`, { method: 'PUT', headers, body });
      expect(status).toBe(204);
      await isForgotten(petra);
      await sends(karin, madeUpPupil());
      expect(await timesOf(petra, hans)).toEqual([0, 1]);
    });
  });
});

describe('[R-PUSH-7] without a key', () => {
  const context = withApp({ production: true, env: { PUSH_HOSTS: 'push.example' } });

  test('nobody is woken, and a signal takes its course', async () => {
    const { app } = context;
    expect(await (await fetch(`${app.url}/v1/installation`)).json()).toMatchObject({ pushKey: null });
    const [karin, petra, marijke] = [await context.arrives(KARIN), await context.arrives(PETRA), await context.arrives(MARIJKE)];
    const { subscription } = service.browser();
    const there = { ...subscription, endpoint: 'https://push.example/x' };
    expect(await petra.says('push:subscribe', there)).toEqual(refused('no-push'));
    expect(await petra.says('push:test', {})).toEqual(refused('no-push'));
    ok(await petra.says('push:unsubscribe', {}));
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, LINDE);
    await app.clock.pass(EVERY);
    await petra.opens(id, LINDE);
    await petra.passesOn(id, pupil, MARIJKE);
    expect(await marijke.opensCopy(id)).toEqual(pupil);
  });
});
