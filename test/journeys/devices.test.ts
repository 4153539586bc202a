import { describe, expect, test } from '@jest/globals';
import { eq } from 'drizzle-orm';
import type { SessionNews } from '../../src/contract/index.js';
import { Announcements, DATABASE, type Database, organisations } from '../../src/directory/index.js';
import { News } from '../../src/identity/index.js';
import { Invitations } from '../../src/sign-in/invitations.js';
import { Authenticator } from '../support/authenticator.js';
import { Browser } from '../support/browser.js';
import { at } from '../support/fake-clock.js';
import { Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const FRIDAY = at('2027-01-08 15:00');
const MINUTE = 60_000;

/** What follows from a closed socket comes a few round trips later. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) if (await holds()) return;
  throw new Error('it never came so far');
}

describe('a sign-in on another device', () => {
  const context = withApp({ production: true });

  test('[R-DEVICE-1] is told on the person’s first device, there alone, and is theirs once they say so', async () => {
    const first = await context.arrives('Petra van Dam');
    expect((await first.inbox()).newDevices).toEqual([]);
    const bystander = await context.arrives('Hans Willems');
    const second = await context.arrives('Petra van Dam');
    context.app.get(News).changed([first.id]);
    const { newDevices } = (await first.hears('session:news')) as SessionNews;
    expect(newDevices).toMatchObject([{ label: 'Chrome · Linux', isWaiting: false }]);
    expect((await second.inbox()).newDevices).toEqual([]);
    const { session } = newDevices[0]!;
    // Nobody else, and not the new one itself.
    for (const other of [second, bystander]) {
      expect(await other.says('device:refuse', { session })).toMatchObject({ ok: false });
      expect(await other.says('device:approve', { session })).toMatchObject({ ok: false });
    }
    expect(await first.says('device:approve', { session })).toEqual({ ok: true });
    expect(await first.says('device:approve', { session })).toEqual(refused('wrong-moment'));
    expect((await first.inbox()).newDevices).toEqual([]);
    expect(second.socket.connected).toBe(true);
    await bystander.hasHeardNothing();
  });

  test('[R-DEVICE-1] that was somebody else ends at once, and nothing is sealed to it any more', async () => {
    const { app } = context;
    const first = await context.arrives('Wim Verhoeven');
    const karin = await context.arrives('Karin de Graaf');
    const thief = await context.arrives('Wim Verhoeven');
    const bystander = await context.arrives('Fatima Yılmaz');
    expect((await karin.finds('kompas')).devices.map(({ id }) => id)).toContain(thief.device);
    const { session } = (await first.inbox()).newDevices[0]!;
    expect(await first.says('device:refuse', { session })).toEqual({ ok: true });
    await thief.hears('session:ending');
    await thief.isGone();
    expect((await karin.finds('kompas')).devices.map(({ id }) => id)).not.toContain(thief.device);
    expect(app.records.join()).toContain('device-refused');
    await bystander.hasHeardNothing();
  });

  test('[R-DEVICE-2] waits for approval where the organisation wants that: until then it can be sent nothing', async () => {
    const { app } = context;
    const db = app.running.app.get<Database>(DATABASE);
    await db
      .update(organisations)
      .set({ settings: { approveDevices: true } })
      .where(eq(organisations.key, 'elzenmeer'));
    const signsIn = async (name: string) => {
      const { link } = await app.get(Invitations).invite(await app.personId(name));
      const secret = new URL(link!).hash.slice(1);
      const browser = new Browser(app);
      const options = await browser.gets<Parameters<Authenticator['creates']>[0]>('POST', '/v1/invitations/options', { secret });
      const credential = new Authenticator(app.url).creates(options);
      await browser.gets('POST', '/v1/invitations/accept', { secret, credential, name: 'Telefoon' });
      await browser.gets('PUT', '/v1/session/use', { use: 'own' });
      const person = await Person.withCookie(app, name, browser.cookie);
      context.leave.push(() => person.leaves());
      return person;
    };
    const first = await signsIn('Yvonne Maas');
    expect((await first.inbox()).awaitsApproval).toBe(false);
    const second = await signsIn('Yvonne Maas');
    expect((await second.inbox()).awaitsApproval).toBe(true);
    const karin = await context.arrives('Karin de Graaf');
    expect((await karin.finds('merencollege')).devices.map(({ id }) => id)).toEqual([first.device]);
    const id = await karin.sends(madeUpPupil(), '99BA00');
    expect(await second.says('signal:open', { id, device: second.device })).toEqual(refused('no-living-key'));
    const { newDevices } = await first.inbox();
    expect(newDevices).toMatchObject([{ isWaiting: true, label: 'Chrome · Android' }]);
    expect(await first.says('device:approve', newDevices[0]!).then(({ ok }) => ok)).toBe(false);
    expect(await first.says('device:approve', { session: newDevices[0]!.session })).toEqual({ ok: true });
    expect(await second.hears('session:news')).toMatchObject({ awaitsApproval: false });
    expect((await karin.finds('merencollege')).devices).toHaveLength(2);
    await db.update(organisations).set({ settings: {} }).where(eq(organisations.key, 'elzenmeer'));
  });

  test('[R-DEVICE-4] what administrators did is announced to whom it concerns until they have seen it', async () => {
    const { app } = context;
    const petra = await context.arrives('Petra van Dam');
    const bystander = await context.arrives('Hans Willems');
    await app.get(Announcements).tell([petra.id], { change: 'address', about: 'Tom Vos' }, app.clock.now());
    app.get(News).changed([petra.id]);
    const { announcements } = (await petra.hears('session:news')) as SessionNews;
    expect(announcements).toMatchObject([{ change: 'address', about: 'Tom Vos' }]);
    const { id } = announcements[0]!;
    await bystander.says('announcement:seen', { id });
    expect((await petra.inbox()).announcements).toHaveLength(1);
    expect(await petra.says('announcement:seen', { id })).toEqual({ ok: true });
    expect((await petra.inbox()).announcements).toEqual([]);
    await bystander.hasHeardNothing();
  });
});

describe('a device', () => {
  const context = withApp({ production: true, now: FRIDAY });

  test('[R-SESSION-5] of one’s own is signed in on Monday, and can be sealed to; unused for a month it is not', async () => {
    const { app } = context;
    const petra = await context.arrives('Petra van Dam');
    const browser = new Browser(app);
    browser.cookie = petra.cookie;
    petra.leaves();
    await app.clock.goTo(at('2027-01-11 08:10'));
    const karin = await context.arrives('Karin de Graaf');
    const found = await karin.finds('linde');
    expect(found).toMatchObject({ reachable: 0, devices: [{ id: petra.device }] });
    await browser.token();
    await app.clock.goTo(at('2027-02-10 08:09'));
    await browser.token();
    await app.clock.goTo(at('2027-03-12 08:10'));
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
  });

  test('[R-SESSION-5] of several people is gone with its page: no key, nobody reachable, and in twenty minutes no session', async () => {
    const { app } = context;
    const hans = await context.arrives('Hans Willems', { use: 'shared' });
    const karin = await context.arrives('Karin de Graaf');
    const bystander = await context.arrives('Wim Verhoeven');
    expect(await karin.finds('linde')).toMatchObject({
      reachable: 1,
      devices: expect.arrayContaining([expect.objectContaining({ id: hans.device })]),
    });
    const browser = new Browser(app);
    browser.cookie = hans.cookie;
    const kept = await browser.asks('POST', '/v1/session/token');
    expect(kept.headers.getSetCookie().join()).not.toMatch(/Max-Age|Expires/);
    hans.leaves();
    await until(async () => (await karin.finds('linde')).devices.every(({ id }) => id !== hans.device));
    expect((await karin.finds('linde')).reachable).toBe(0);
    await bystander.hasHeardNothing();
    await app.clock.goTo(app.clock.now() + 20 * MINUTE);
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
  });

  test.each(['board', null] as const)(
    '[R-DEVICE-3] that a class may look at (%s) sees that something is there, and can be sent no name',
    async (use) => {
      const { app } = context;
      await app.clock.goTo(at('2027-01-11 08:02') + (use ? 0 : 24 * 60 * MINUTE));
      const karin = await context.arrives('Karin de Graaf');
      const hans = await context.arrives('Hans Willems');
      const board = await context.arrives('Petra van Dam', { use });
      expect(await board.says('device:register', { key: board.publicKey })).toEqual(refused('not-allowed'));
      hans.answers = false;
      const id = await karin.sends(madeUpPupil(), '99AA00');
      expect(await board.hears('signal:changed')).toMatchObject({ id, as: 'contact', progress: 'waiting' });
      // It was told, and it has not arrived.
      await board.inbox();
      expect(await karin.sees(id)).toMatchObject({ arrivedAt: null });
      for (const command of ['signal:open', 'signal:take-over'] as const)
        expect(await board.says(command, { id, device: hans.device })).toEqual(refused('not-allowed'));
      expect(await board.says('signal:return', { id })).toEqual(refused('not-allowed'));
      expect((await karin.finds('linde')).reachable).toBe(1);
      expect(board.heard.filter(({ event }) => event !== 'signal:changed')).toEqual([]);
    },
  );
});
