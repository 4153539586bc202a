import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { DATABASE, type Database, Devices, Sessions } from '../../src/directory/index.js';
import { sessions } from '../../src/directory/schema.js';
import { Browser } from '../support/browser.js';
import { of } from '../support/news.js';
import { Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';
import { until } from '../support/until.js';

const LINDE = '99AA00';
const MINUTE = 60_000;
const context = withApp({ production: true });

afterEach(async () => {
  await context.app.running.app.get<Database>(DATABASE).delete(sessions);
});

/** Another page of the same session, with a key of its own in its memory. */
async function opensTab(person: Person): Promise<Person> {
  const tab = await Person.withCookie(context.app, person.name, person.cookie);
  context.leave.push(() => tab.leaves());
  return tab;
}

describe('a device that several people use', () => {
  test('[R-SESSION-5] counts while a page is open: with the last one its keys are gone, and the school is unreachable', async () => {
    const sender = await context.arrives('Karin de Graaf');
    const bystander = await context.arrives('Wim Verhoeven', { use: 'shared' });
    const hans = await context.arrives('Hans Willems', { use: 'shared' });
    const tab = await opensTab(hans);
    const ofHans = async () => (await sender.finds('linde')).devices.map(({ id }) => id).sort();
    const both = [hans.device, tab.device].sort();
    expect(await ofHans()).toEqual(both);
    tab.leaves();
    await until(async () => (await context.app.get(Devices).owner(tab.device, context.app.clock.now())) !== null);
    expect(await sender.finds('linde')).toMatchObject({ reachable: 1 });
    expect(await ofHans()).toEqual(both);
    hans.leaves();
    await until(async () => (await ofHans()).length === 0);
    expect(await sender.finds('linde')).toMatchObject({ reachable: 0, devices: [] });
    // Others keep theirs.
    expect((await sender.finds('kompas')).devices.map(({ id }) => id)).toEqual([bystander.device]);
    await bystander.hasHeardNothing();
  });

  test('[R-SESSION-5] counts again when it is opened within twenty minutes, with another key', async () => {
    const sender = await context.arrives('Karin de Graaf');
    const hans = await context.arrives('Hans Willems', { use: 'shared' });
    hans.leaves();
    await until(async () => (await sender.finds('linde')).devices.length === 0);
    await context.app.clock.pass(20 * MINUTE - 1);
    const again = await opensTab(hans);
    expect(again.device).not.toBe(hans.device);
    await sender.connects();
    expect(await sender.finds('linde')).toMatchObject({ reachable: 1, devices: [{ id: again.device }] });
    const pupil = madeUpPupil();
    const id = await sender.sends(pupil, LINDE);
    await again.hears('signal:alert', of(id, 'contact'));
    expect(await again.opens(id, LINDE)).toEqual(pupil);
  });

  test('[R-SESSION-5] is signed out twenty minutes after its last token, and its cookie leads nowhere', async () => {
    const { app } = context;
    const hans = await context.arrives('Hans Willems', { use: 'shared' });
    const browser = new Browser(app);
    browser.cookie = hans.cookie;
    for (let times = 0; times < 3; times++) {
      await app.clock.pass(20 * MINUTE - 1);
      await browser.token();
    }
    const hash = jest.spyOn(app.get(Sessions), 'byTokenHash');
    await app.clock.pass(20 * MINUTE);
    expect(await browser.refusal('POST', '/v1/session/token')).toBe('session-ended');
    expect(hash).toHaveBeenCalled();
    hash.mockRestore();
  });

  test('[R-SESSION-5] that is closed while its key is being written down leaves none', async () => {
    const { app } = context;
    const sender = await context.arrives('Karin de Graaf');
    const hans = await Person.signsIn(app, 'Hans Willems', { use: 'shared' });
    await hans.connects();
    const devices = app.get(Devices);
    let written = () => {};
    const held = new Promise<void>((resolve) => (written = resolve));
    const register = devices.register.bind(devices);
    const leave = jest.spyOn(devices, 'leave');
    const spy = jest.spyOn(devices, 'register').mockImplementationOnce(async (device) => {
      await held;
      return register(device);
    });
    void hans.says('device:register', { key: hans.publicKey });
    await until(() => spy.mock.calls.length > 0);
    hans.leaves();
    await until(() => leave.mock.calls.length > 0);
    await leave.mock.results[0]!.value;
    written();
    await spy.mock.results[0]!.value;
    await until(async () => (await sender.finds('linde')).devices.length === 0);
    leave.mockRestore();
    spy.mockRestore();
  });
});
