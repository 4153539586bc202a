import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import { DATABASE, type Database, organisations, Sessions } from '../../src/directory/index.js';
import type { View } from '../../src/contract/index.js';
import { hashOf, newSecret } from '../../src/identity/index.js';
import { seal } from '../../src/sealed/index.js';
import { ok, Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const HOUR = 3_600_000;

const context = withApp({ production: true });

const settings = async (to: object) => {
  const db = context.app.running.app.get<Database>(DATABASE);
  await db.update(organisations).set({ settings: to }).where(eq(organisations.key, 'elzenmeer'));
};

/** Where the organisation wants approval: whoever signs in second waits. */
async function signsIn(name: string): Promise<Person> {
  const { app } = context;
  const [secret, now] = [newSecret(), app.clock.now()];
  const times = { provenAt: now, expiresAt: now + HOUR, endsAt: now + HOUR };
  const session = {
    person: await app.personId(name),
    tokenHash: hashOf(secret),
    label: 'Firefox · Windows',
    use: 'own' as const,
  };
  await app.get(Sessions).create({ ...session, ...times, mustWait: true, byClick: true }, now);
  const person = await Person.withCookie(app, name, `__Host-seintje=${secret}`);
  context.leave.push(() => person.leaves());
  return person;
}

const rest = async (person: Person, method: string, path: string) =>
  fetch(`${context.app.url}/v1/${path}`, { method, headers: { authorization: `Bearer ${await person.token()}` } });
const sessionsOf = async (person: Person) =>
  (await rest(person, 'GET', 'sessions')).json() as Promise<{ id: string; isThis: boolean }[]>;
const idOf = async (person: Person) => (await sessionsOf(person)).find(({ isThis }) => isThis)!.id;

beforeEach(() => settings({ approveDevices: true }));
afterEach(async () => {
  await settings({});
  for (const name of ['Petra van Dam', 'Hans Willems', 'Karin de Graaf', 'Marijke Bos'])
    await context.app.get(Sessions).endAll(await context.app.personId(name), context.app.clock.now());
  context.app.records.splice(0);
});

describe('a device that waits', () => {
  test('[R-DEVICE-2] says nothing of itself nor of others', async () => {
    const [first, waiting, other] = [
      await signsIn('Petra van Dam'),
      await signsIn('Petra van Dam'),
      await signsIn('Petra van Dam'),
    ];
    for (const asked of [waiting, other, first]) {
      const session = await idOf(asked);
      for (const command of ['device:approve', 'device:refuse'] as const)
        expect(await waiting.says(command, { session })).toEqual(refused('not-allowed'));
    }
    expect(await waiting.inbox()).toMatchObject({ newDevices: [], awaitsApproval: true });
    expect((await first.inbox()).newDevices).toHaveLength(2);
  });

  test('[R-DEVICE-2] cannot sign out the one that it waits for', async () => {
    const [first, waiting] = [await signsIn('Petra van Dam'), await signsIn('Petra van Dam')];
    const answer = await rest(waiting, 'DELETE', `sessions/${await idOf(first)}`);
    expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ code: 'not-allowed' })]);
    expect(first.socket.connected).toBe(true);
    expect((await waiting.inbox()).awaitsApproval).toBe(true);
    // Itself it can, and the other one can sign it out.
    const session = await idOf(waiting);
    expect((await rest(waiting, 'DELETE', `sessions/${session}`)).status).toBe(204);
    expect((await sessionsOf(first)).map(({ id }) => id)).not.toContain(session);
  });

  test('[R-DEVICE-2] makes nobody reachable, and nothing arrive there', async () => {
    const first = await signsIn('Petra van Dam');
    const karin = await context.arrives('Karin de Graaf');
    const waiting = await signsIn('Petra van Dam');
    first.leaves();
    await first.isGone();
    expect(await karin.finds('linde')).toMatchObject({ reachable: 0, devices: [{ id: first.device }] });
    const id = await karin.sends(madeUpPupil(), LINDE);
    expect(await waiting.hears('signal:changed')).toMatchObject({ id, progress: 'waiting' });
    await waiting.inbox();
    expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });
    expect(await waiting.says('signal:open', { id, device: waiting.device })).toEqual(refused('not-allowed'));
    expect(waiting.heard.map(({ event }) => event)).not.toContain('signal:alert');
  });

  test('[R-DEVICE-2] [R-RESEAL-2] once approved it rings and opens, as its person does, what was sent before too', async () => {
    const [first, waiting] = [await signsIn('Petra van Dam'), await signsIn('Petra van Dam')];
    const karin = await context.arrives('Karin de Graaf');
    const before = madeUpPupil();
    const early = await karin.sends(before, LINDE);
    const bystander = await context.arrives('Hans Willems');
    await bystander.inbox();
    await karin.inbox();
    for (const { heard } of [karin, waiting, bystander]) heard.splice(0);
    ok(await first.says('device:approve', { session: await idOf(waiting) }));
    expect(await waiting.hears('session:news')).toMatchObject({ awaitsApproval: false });
    const { devices } = await karin.hears('signal:reseal-wanted');
    expect(devices.map(({ id }) => id)).toContain(waiting.device);
    const sealed = await seal(before, early, { school: LINDE }, devices);
    expect(await karin.says('signal:reseal', { id: early, sealed })).toEqual({ ok: true, missing: [] });
    await bystander.hasHeardNothing();
    expect(await waiting.opens(early, LINDE)).toEqual(before);
    const pupil = madeUpPupil();
    const id = await karin.sends(pupil, LINDE);
    expect(await waiting.hears('signal:alert', (view: View) => view.id === id)).toMatchObject({ id });
    expect(await waiting.opens(id, LINDE)).toEqual(pupil);
  });

  test('[R-DEVICE-2] is told that it waits no longer, when the one that it waited for signs out', async () => {
    const [first, waiting] = [await signsIn('Petra van Dam'), await signsIn('Petra van Dam')];
    const bystander = await context.arrives('Hans Willems');
    const karin = await context.arrives('Karin de Graaf');
    await first.signsOut();
    expect(await waiting.hears('session:news', (news: { awaitsApproval: boolean }) => !news.awaitsApproval)).toMatchObject({
      newDevices: [],
    });
    expect((await karin.finds('linde')).devices.map(({ id }) => id)).toContain(waiting.device);
    await bystander.hasHeardNothing();
    const id = await karin.sends(madeUpPupil(), LINDE);
    expect(await waiting.hears('signal:alert')).toMatchObject({ id });
  });

  test('[R-DEVICE-2] that nobody is left to approve is the only one, for one of several', async () => {
    const [first, waiting, other] = [
      await signsIn('Petra van Dam'),
      await signsIn('Petra van Dam'),
      await signsIn('Petra van Dam'),
    ];
    await first.signsOut();
    await first.isGone();
    const both = [waiting, other];
    for (const each of both) await each.inbox();
    const inboxes = await Promise.all(both.map((each) => each.inbox()));
    expect(inboxes.map(({ awaitsApproval }) => awaitsApproval).sort()).toEqual([false, true]);
    for (const { awaitsApproval, newDevices } of inboxes) expect(newDevices).toHaveLength(awaitsApproval ? 0 : 1);
  });
});

describe('a new device', () => {
  test('[R-DEVICE-1] is told once: the same key, at each connection, is not another one', async () => {
    await settings({});
    const first = await context.arrives('Marijke Bos');
    await first.inbox();
    await first.registers();
    await first.registers();
    first.leaves();
    await first.isGone();
    await first.connects();
    await first.registers();
    expect((await first.inbox()).newDevices).toEqual([]);
    await first.hasHeardNothing();
  });

  test('[R-DEVICE-1] is told to one that was never spoken of itself, once it is the only one left', async () => {
    await settings({});
    const [first, second] = [await context.arrives('Marijke Bos'), await context.arrives('Marijke Bos')];
    await first.signsOut();
    expect(await second.inbox()).toMatchObject({ newDevices: [], awaitsApproval: false });
    const thief = await context.arrives('Marijke Bos');
    expect((await thief.inbox()).newDevices).toEqual([]);
    const [told] = (await second.inbox()).newDevices;
    expect(told?.session).toBe(await idOf(thief));
    ok(await second.says('device:refuse', { session: told!.session }));
    await thief.isGone();
  });
});
