import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type DeviceUse, NO_DAY } from '../../src/contract/index.js';
import { Announcements, DATABASE, type Database } from '../../src/directory/index.js';
import { sessions } from '../../src/directory/schema.js';
import { News } from '../../src/identity/index.js';
import { Browser } from '../support/browser.js';
import { type Course, outcome } from '../support/course.js';
import { COMMANDS } from '../support/listening.js';
import { of } from '../support/news.js';
import { ok, type Person } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const context = withApp({ production: true });

afterEach(async () => {
  await context.app.running.app.get<Database>(DATABASE).delete(sessions);
});

const course = async (): Promise<Course> => ({
  sender: await context.arrives('Karin de Graaf'),
  school: LINDE,
  contact: await context.arrives('Hans Willems'),
  teacher: await context.arrives('Marijke Bos'),
});

/** Says who uses the device of a page, whose connections are closed by that. */
async function says(person: Person, use: DeviceUse): Promise<void> {
  const browser = new Browser(context.app);
  browser.cookie = person.cookie;
  await browser.gets('PUT', '/v1/session/use', { use });
  await person.isGone();
}

/** Nothing of a copy, and nothing in it, is in what this page was told or is told now. */
async function holdsNoCopy(board: Person, name: string): Promise<void> {
  const all = JSON.stringify([board.heard, await board.inbox()]);
  expect(all).not.toMatch(/"(sealed|ciphertext|encrypted_key)"/);
  expect(all).not.toContain(name);
}

describe.each(['board', null] as const)('a device that a class may look at: %s', (use) => {
  test('[R-DEVICE-3] is refused whatever its person may do elsewhere', async () => {
    const people = await course();
    const id = await people.sender.sends(madeUpPupil(), LINDE);
    const boards = [];
    for (const name of ['Karin de Graaf', 'Petra van Dam', 'Wim Verhoeven', 'Marijke Bos'])
      boards.push(await context.arrives(name, { use }));
    const asked = [...COMMANDS, 'schools:find', 'drill:schools', 'device:register', 'device:approve', 'device:refuse'];
    for (const board of boards) {
      for (const command of [...asked, 'announcement:seen'])
        expect([command, await outcome(command, id, board, people)]).toEqual([command, 'not-allowed']);
      for (const command of ['signal:send', 'drill:send'])
        expect([command, await outcome(command, randomUUID(), board, people)]).toEqual([command, 'not-allowed']);
      for (const command of ['session:renew', 'inbox']) expect(await outcome(command, id, board, people)).toBe('ok');
    }
  });

  test('[R-DEVICE-3] of a contact sees the signal, and makes nothing arrive', async () => {
    const sender = await context.arrives('Karin de Graaf');
    const bystander = await context.arrives('Wim Verhoeven', { use });
    const hans = await context.arrives('Hans Willems');
    hans.leaves();
    await hans.isGone();
    const board = await context.arrives('Petra van Dam', { use });
    const found = await sender.finds('linde');
    expect(found.reachable).toBe(0);
    expect(found.devices.map((device) => device.id)).toContain(hans.device);
    const pupil = madeUpPupil();
    const id = await sender.sends(pupil, LINDE);
    await board.hears('signal:changed', of(id, 'contact'));
    await holdsNoCopy(board, pupil.name);
    expect(await sender.sees(id)).toMatchObject({ arrivedAt: null });
    // Repeated, it does not arrive either.
    await context.app.clock.pass(2 * 60_000);
    await board.inbox();
    expect(board.heard.map(({ event }) => event)).not.toContain('signal:alert');
    expect(await sender.sees(id)).toMatchObject({ arrivedAt: null });
    expect(bystander.heard).toEqual([]);
    // Their own device answers at once.
    const telephone = await context.arrives('Petra van Dam');
    await telephone.inbox();
    await telephone.hears('signal:alert', of(id, 'contact'));
    await sender.hears(
      'signal:changed',
      of(id, 'sender', ({ arrivedAt }) => arrivedAt !== null),
    );
    ok(await sender.says('signal:withdraw', { id }));
  });

  test('[R-DEVICE-3] of a teacher sees that something is there, and can be sent no copy', async () => {
    const [sender, contact] = [await context.arrives('Karin de Graaf'), await context.arrives('Hans Willems')];
    const board = await context.arrives('Ayşe Kaya', { use });
    const bystander = await context.arrives('Tom Vos', { use });
    const pupil = madeUpPupil();
    const id = await sender.sends(pupil, LINDE);
    await contact.opens(id, LINDE);
    const listed = async () => (await contact.listsTeachers(id)).find(({ name }) => name === 'Ayşe Kaya')!;
    expect(await listed()).toMatchObject({ reach: 'none', devices: [] });
    const telephone = await context.arrives('Ayşe Kaya');
    expect(await listed()).toMatchObject({ reach: 'now', devices: [{ id: telephone.device }] });
    telephone.leaves();
    await telephone.isGone();
    await contact.passesOn(id, pupil, 'Ayşe Kaya');
    await board.hears('signal:changed', of(id, 'teacher'));
    await holdsNoCopy(board, pupil.name);
    expect(board.heard.map(({ event }) => event)).not.toContain('signal:alert');
    expect(bystander.heard).toEqual([]);
  });

  test('[R-DEVICE-3] is told nothing that names a colleague, nor of other devices', async () => {
    const { app } = context;
    const telephone = await context.arrives('Petra van Dam');
    const board = await context.arrives('Petra van Dam', { use });
    await app.get(Announcements).tell([board.id], { change: 'role', about: 'Tom Vos' }, app.clock.now());
    app.get(News).changed([board.id]);
    expect(await telephone.hears('session:news')).toMatchObject({ announcements: [{ about: 'Tom Vos' }] });
    const nothing = { newDevices: [], awaitsApproval: false, announcements: [], today: NO_DAY };
    expect(await board.hears('session:news')).toEqual(nothing);
    expect(await board.inbox()).toMatchObject(nothing);
    for (const { id } of (await telephone.inbox()).announcements) ok(await telephone.says('announcement:seen', { id }));
  });
});

describe('a device', () => {
  test('[R-DEVICE-3] has no key any more once a class looks at it, and one again when that is over', async () => {
    const sender = await context.arrives('Karin de Graaf');
    const bystander = await context.arrives('Wim Verhoeven');
    const petra = await context.arrives('Petra van Dam');
    const devices = async () => (await sender.finds('linde')).devices.map(({ id }) => id);
    expect(await devices()).toContain(petra.device);
    await says(petra, 'board');
    expect(await devices()).not.toContain(petra.device);
    await petra.connects();
    expect(await petra.inbox()).toMatchObject({ me: { use: 'board' } });
    expect((await petra.says('device:register', { key: petra.publicKey })).ok).toBe(false);
    await says(petra, 'own');
    await petra.connects();
    await petra.registers();
    expect(await devices()).toContain(petra.device);
    await bystander.hasHeardNothing();
  });

  test('[R-DEVICE-3] gets its key when it was said who uses it, and not before', async () => {
    const petra = await context.arrives('Petra van Dam', { use: null });
    expect((await petra.says('device:register', { key: petra.publicKey })).ok).toBe(false);
    await says(petra, 'own');
    await petra.connects();
    await petra.registers();
    expect(petra.device).not.toBe('');
  });
});
