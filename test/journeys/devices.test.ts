import { describe, expect, test } from '@jest/globals';
import { Announcements } from '../../src/directory/index.js';
import { News } from '../../src/identity/index.js';
import { Browser } from '../support/browser.js';
import { at } from '../support/fake-clock.js';
import { refused } from '../support/person.js';
import { withApp } from '../support/start-app.js';

const FRIDAY = at('2027-01-08 15:00');

describe('a sign-in on another device', () => {
  const context = withApp({ production: true });

  test('[R-DEVICE-1] is told on the person’s first device, there alone, and is theirs once they say so', async () => {
    const first = await context.arrives('Petra van Dam');
    expect((await first.inbox()).newDevices).toEqual([]);
    const bystander = await context.arrives('Hans Willems');
    const second = await context.arrives('Petra van Dam');
    context.app.get(News).changed([first.id]);
    const { newDevices } = await first.hears('session:news');
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

  test('[R-DEVICE-4] what administrators did is announced to whom it concerns until they have seen it', async () => {
    const { app } = context;
    const iris = await context.arrives('Iris de Wit');
    const bystander = await context.arrives('Hans Willems');
    await app.get(Announcements).tell([iris.id], { change: 'address', about: 'Tom Vos' }, app.clock.now());
    app.get(News).changed([iris.id]);
    const { announcements } = await iris.hears('session:news');
    expect(announcements).toMatchObject([{ change: 'address', about: 'Tom Vos' }]);
    const { id } = announcements[0]!;
    await bystander.says('announcement:seen', { id });
    expect((await iris.inbox()).announcements).toHaveLength(1);
    expect(await iris.says('announcement:seen', { id })).toEqual({ ok: true });
    expect((await iris.inbox()).announcements).toEqual([]);
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
});
