import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Live } from '../../../client/connection/live.js';
import { openLive } from '../../../client/connection/open-live.js';
import type { OwnDevice } from '../../../client/keys/device-key.js';
import type { Chosen, ContactView, Envelope, TeacherFound, TeacherView, View } from '../../../src/contract/index.js';
import { open, seal } from '../../../src/sealed/index.js';
import { madeUpPupil } from '../../support/pupils.js';
import { done, FakeServer, fakePage, newDevice, pass, receiptOf, schoolOf, senderView, settle } from './fake-server.js';

const MINUTE = 60_000;
const OPENED = {
  as: 'opener',
  progress: 'opened',
  openedAt: 1,
  takenAt: 1,
  chosen: [] as Chosen[],
  toldAt: null,
  parents: null,
} as const;
const NOTHING_YET = { openedAt: null, knownAt: null, confer: null, parents: null };
const COPY = { as: 'teacher', from: '', followed: true, chosenAt: 1, ...NOTHING_YET } as const;
let server: FakeServer;
let live: Live;
let mine: OwnDevice;

beforeEach(async () => {
  mine ??= await newDevice();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  fakePage();
  server = new FakeServer();
});

afterEach(() => {
  jest.useRealTimers();
});

describe('coming and staying', () => {
  test('[R-CLIENT-2] is connected only after the inbox', async () => {
    server.answers.inbox = () => 'silence';
    await start();
    expect(server.commands()).toEqual(['device:register', 'inbox']);
    expect(live.status.value.kind).toBe('connecting');
    delete server.answers.inbox;
    await pass(20_000);
    expect(live.status.value.kind).toBe('connected');
  });

  test('keeps the server’s time where its own clock is wrong', async () => {
    server.ahead = 3 * 3_600_000;
    await start();
    expect(live.now.value).toBe(server.now());
    expect(live.status.value).toEqual({ kind: 'connected', checkedAt: server.now(), back: false });
  });

  test('renews its token in place about a minute before the end, by the server’s clock', async () => {
    server.ahead = -5 * 3_600_000;
    await start();
    await pass(8 * MINUTE);
    expect(server.said('session:renew')).toEqual([]);
    await pass(MINUTE);
    expect(server.said('session:renew')).toEqual([{ token: 'token-2' }]);
    await pass(9 * MINUTE);
    expect(server.said('session:renew')).toHaveLength(2);
    expect(server.tokens).toEqual(['token-1']);
  });

  test('comes back with a fresh token after the server refused or closed', async () => {
    server.refusals = 2;
    await start();
    await pass(10_000);
    expect(live.status.value.kind).toBe('connected');
    expect(server.tokens).toEqual(['token-1', 'token-2', 'token-3']);
    server.page.ending();
    server.drop();
    await pass(10_000);
    expect(server.tokens.at(-1)).toBe('token-4');
    expect(live.status.value.kind).toBe('connected');
  });

  test('[R-CLIENT-2] says a loss after ten seconds, and that it is back', async () => {
    await start();
    const checkedAt = Date.now();
    server.reachable = false;
    server.drop();
    await pass(8_000);
    expect(live.status.value.kind).toBe('connected');
    await pass(2_000);
    expect(live.status.value).toEqual({ kind: 'lost', since: checkedAt });
    server.reachable = true;
    await pass(10_000);
    expect(live.status.value).toMatchObject({ kind: 'connected', back: 'nothing-missed' });
    window.dispatchEvent(new Event('click'));
    expect(live.status.value).toMatchObject({ kind: 'connected', back: false });
  });

  test('[R-CLIENT-2] does not say that nothing was missed where the server began anew', async () => {
    await start();
    for (const epoch of ['second', 'second', 'third']) {
      server.reachable = false;
      server.drop();
      await pass(11_000);
      server.reachable = true;
      server.epoch = epoch;
      await pass(10_000);
    }
    expect(live.status.value).toMatchObject({ kind: 'connected', back: 'restarted' });
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(live.status.value).toMatchObject({ kind: 'connected', back: 'restarted' });
    window.dispatchEvent(new Event('click'));
    expect(live.status.value).toMatchObject({ kind: 'connected', back: false });
    server.reachable = false;
    server.drop();
    await pass(11_000);
    server.reachable = true;
    await pass(10_000);
    expect(live.status.value).toMatchObject({ kind: 'connected', back: 'nothing-missed' });
  });

  test('[R-CLIENT-2] a network that comes back while an attempt without it still fails is tried at once after that', async () => {
    const random = jest.spyOn(Math, 'random').mockReturnValue(0.999);
    await start();
    server.answers['device:register'] = () => 'silence';
    server.drop();
    await pass(2_000);
    expect(server.commands().filter((command) => command === 'device:register')).toHaveLength(2);
    window.dispatchEvent(new Event('online'));
    delete server.answers['device:register'];
    server.drop();
    await settle();
    expect(server.commands().slice(-2)).toEqual(['device:register', 'inbox']);
    // A later loss has nothing to do with it: nobody comes back at once with all others.
    server.drop();
    await pass(1_100);
    expect(server.tokens).toHaveLength(3);
    await pass(200);
    expect(server.tokens).toHaveLength(4);
    random.mockRestore();
  });

  test('[R-CLIENT-2] a network that goes without a word is found out at once', async () => {
    await start();
    server.answers.inbox = () => 'silence';
    server.reachable = false;
    window.dispatchEvent(new Event('offline'));
    await pass(15_000);
    expect(live.status.value.kind).toBe('lost');
  });

  test('[R-CLIENT-2] is not connected while its device is refused', async () => {
    server.answers['device:register'] = () => ({ ok: false, code: 'not-allowed' });
    await start();
    await pass(11_000);
    expect(live.status.value.kind).toBe('lost');
    expect(server.said('inbox')).toEqual([]);
    delete server.answers['device:register'];
    await pass(10_000);
    expect(live.status.value.kind).toBe('connected');
  });

  test('a socket that died in its sleep is found out when the page wakes', async () => {
    await start();
    server.answers.inbox = () => 'silence';
    window.dispatchEvent(new Event('pageshow'));
    await pass(4_000);
    delete server.answers.inbox;
    await pass(2_000);
    expect(server.tokens).toHaveLength(2);
    expect(live.status.value.kind).toBe('connected');
  });

  test('is signed out when the session is over, and keeps nothing', async () => {
    server.inbox = [senderView(randomUUID(), Date.now())];
    await start();
    server.signedIn = false;
    server.page.ending();
    server.drop();
    await pass(2_000);
    expect(live.status.value.kind).toBe('signed-out');
    expect([live.me.value, live.views.value]).toEqual([null, []]);
  });

  test('a command that is not answered says so', async () => {
    await start();
    server.answers['signal:know'] = () => 'silence';
    const answer = live.know(randomUUID());
    await pass(8_000);
    expect(await answer).toEqual({ ok: false, code: 'no-answer' });
  });
});

describe('views', () => {
  test('the highest version wins, also over an inbox that was on its way', async () => {
    const id = randomUUID();
    const now = Date.now();
    server.inbox = [senderView(id, now)];
    await start();
    server.page.changed(senderView(id, now, { version: 3, arrivedAt: now }));
    server.page.changed(senderView(id, now, { version: 2 }));
    expect(live.views.value.map(({ version }) => version)).toEqual([3]);
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(live.views.value.map(({ version }) => version)).toEqual([3]);
  });

  test('what is told while two inboxes are on their way is missed by neither', async () => {
    await start();
    const answers: ((inbox: object) => void)[] = [];
    server.answers.inbox = () => new Promise<object>((answer) => answers.push(answer));
    window.dispatchEvent(new Event('pageshow'));
    await settle();
    const view = senderView(randomUUID(), Date.now());
    server.page.changed(view);
    void live.absent();
    await settle();
    const inbox = { ok: true, epoch: 'first', now: Date.now(), receipts: [], gone: [], wanted: [], ...server.news };
    answers[0]!({ ...inbox, views: [] });
    await settle();
    answers[1]!({ ...inbox, views: [view] });
    await settle();
    expect([live.views.value, live.farewells.value]).toEqual([[view], []]);
  });

  test('who opens it has the contact’s place', async () => {
    const view = senderView(randomUUID(), Date.now());
    await start();
    server.page.changed({ ...view, as: 'contact', progress: 'waiting', openedBy: null, handedBackBy: null });
    server.page.changed({ ...view, ...OPENED, version: 2 });
    server.page.gone({ id: view.id, as: 'contact', outcome: 'returned' });
    expect(live.views.value.map(({ as }) => as)).toEqual(['opener']);
    expect(live.farewells.value).toEqual([]);
  });

  test('what is gone leaves a farewell, and does not come back with an old answer', async () => {
    const view = senderView(randomUUID(), Date.now());
    server.inbox = [view];
    await start();
    server.page.gone({ id: view.id, as: 'sender', outcome: 'completed' });
    expect(live.farewells.value).toMatchObject([{ outcome: 'completed', last: view }]);
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(live.views.value).toEqual([]);
  });

  test('what is gone does not come back with an inbox that was made before, of a version that was not shown here', async () => {
    const view = senderView(randomUUID(), Date.now());
    server.inbox = [view];
    await start();
    let answer: ((said: object) => void) | undefined;
    server.answers.inbox = () => new Promise((resolve) => (answer = resolve));
    window.dispatchEvent(new Event('online'));
    await settle();
    server.page.gone({ id: view.id, as: 'sender', outcome: 'completed' }, receiptOf({ ...view, version: 9 }));
    const about = { ok: true, epoch: 'first', now: Date.now(), receipts: [], gone: [], wanted: [], ...server.news };
    answer!({ ...about, views: [{ ...view, version: 8 }] });
    await settle();
    expect(live.views.value).toEqual([]);
    // Under the same id again, as when its sender still had what was lost.
    server.page.changed({ ...view, version: 10 });
    expect(live.views.value).toHaveLength(1);
    server.page.gone({ id: view.id, as: 'sender', outcome: 'completed' }, receiptOf({ ...view, version: 9 }));
    expect(live.views.value).toHaveLength(1);
  });

  test.each([
    ['says what became of a signal while the page was away', 'sender', 'withdrawn', 'withdrawn'],
    ['tells the sender that the school is done: nothing else is left', 'sender', null, 'completed'],
    ['claims nothing where nobody says what became of it', 'colleague', null, 'unknown'],
  ] as const)('%s', async (_, as, said, outcome) => {
    const { id, ...common } = senderView(randomUUID(), Date.now());
    const view = { ...common, id, as } as View;
    server.inbox = [view];
    await start();
    server.inbox = [];
    if (said) server.gone = [{ id, as, outcome: said }];
    server.drop();
    await pass(3_000);
    expect(live.farewells.value).toMatchObject([{ id, outcome }]);
    expect(live.views.value).toEqual([]);
  });

  test('[R-END-4] what somebody saw on another page is told here too, once for each thing that became of it', async () => {
    const id = randomUUID();
    await start();
    server.page.gone({ id, as: 'teacher', outcome: 'reassigned' });
    server.page.gone({ id, as: 'teacher', outcome: 'withdrawn' });
    server.page.gone({ id, as: 'sender', outcome: 'withdrawn' });
    server.gone = [{ id, as: 'teacher', outcome: 'withdrawn' }];
    expect(live.farewells.value).toMatchObject([
      { id, as: 'teacher', outcome: 'withdrawn', last: null },
      { id, as: 'teacher', outcome: 'reassigned', last: null },
    ]);
    for (const farewell of live.farewells.value) live.dismiss(farewell);
    server.drop();
    await pass(3_000);
    expect(live.farewells.value).toEqual([]);
  });

  test('[R-END-4] a page that was loaded afterwards is told by its inbox, until half a day later', async () => {
    server.gone = [{ id: randomUUID(), as: 'opener', outcome: 'withdrawn' }];
    await start();
    expect(live.farewells.value).toMatchObject([{ as: 'opener', outcome: 'withdrawn', last: null }]);
    server.gone = [];
    await pass(12 * 3_600_000);
    expect(live.farewells.value).toEqual([]);
  });

  test('[R-END-3] of a school day only one farewell stays, that it is over', async () => {
    const [one, two, three] = [1, 2, 3].map(() => senderView(randomUUID(), Date.now()));
    server.inbox = [one!, two!, three!];
    await start();
    server.page.gone({ id: one!.id, as: 'sender', outcome: 'withdrawn' });
    await pass(3_602_000);
    expect(live.farewells.value).toMatchObject([{ outcome: 'expired' }]);
  });

  test('[R-MEND-2] what another memory does not hold may come back, and does so with whatever is told of it', async () => {
    const view = senderView(randomUUID(), Date.now(), { version: 7, openedAt: 1, progress: 'opened' });
    server.inbox = [view];
    await start();
    server.epoch = 'second';
    server.inbox = [];
    server.drop();
    await pass(3_000);
    expect(live.farewells.value).toMatchObject([{ outcome: 'healing' }]);
    server.page.changed({ ...view, version: 1 });
    expect(live.views.value).toHaveLength(1);
    expect(live.farewells.value).toEqual([]);
  });

  test('an alert is answered once it can be seen', async () => {
    await start();
    const arrived = jest.fn(() => expect(live.views.value).toHaveLength(1));
    server.page.alert(senderView(randomUUID(), Date.now()), arrived);
    await settle();
    expect(arrived).toHaveBeenCalledTimes(1);
  });
});

describe('sending', () => {
  test('[R-CLIENT-1] after a connection: the inbox, withdrawals, what is unread under the same id, and the inbox anew', async () => {
    await start();
    const content = madeUpPupil();
    const school = await schoolOf(await newDevice());
    server.answers['signal:send'] = ({ id }: { id: string }) => ({ ok: true, view: senderView(id, Date.now()), missing: [] });
    const first = await done(live.send(content, school, false));
    const second = await done(live.send(madeUpPupil(), school, false));
    if (!first.ok || !second.ok) throw new Error('not sent');
    server.reachable = false;
    server.drop();
    const withdrawal = live.withdraw(first.id);
    await pass(8_000);
    expect(await withdrawal).toEqual({ ok: false, code: 'no-answer' });
    const [, before] = server.said('signal:send');
    server.heard.length = 0;
    server.reachable = true;
    await pass(10_000);
    expect(server.commands()).toEqual(['device:register', 'inbox', 'signal:withdraw', 'signal:send', 'inbox']);
    expect(server.said('signal:withdraw')).toEqual([{ id: first.id }]);
    expect(server.said('signal:send')).toEqual([before]);
  });

  test('lets go of the content once it was read', async () => {
    await start();
    const id = await sent();
    expect(leaves()).toBe(false);
    server.page.changed(senderView(id, Date.now(), { version: 2, progress: 'opened', openedAt: Date.now() }));
    expect(leaves()).toBe(true);
    server.heard.length = 0;
    server.drop();
    await pass(3_000);
    expect(server.said('signal:send')).toEqual([]);
  });

  test('[R-END-3] wipes views and content at the end of the school day, also offline', async () => {
    await start();
    const id = await sent();
    server.reachable = false;
    server.drop();
    await pass(3_599_000);
    expect(live.views.value).toHaveLength(1);
    await pass(3_000);
    expect(live.views.value).toEqual([]);
    expect(live.farewells.value).toMatchObject([{ id, outcome: 'expired' }]);
    expect(leaves()).toBe(true);
  });

  test('[R-END-3] an answer that comes after the end of the school day brings nothing back', async () => {
    const view = senderView(randomUUID(), Date.now());
    server.inbox = [view];
    await start();
    await pass(3_602_000);
    server.page.changed({ ...view, version: 2 });
    expect(live.views.value).toEqual([]);
    window.dispatchEvent(new Event('online'));
    await settle();
    expect(live.views.value).toEqual([]);
  });

  test('a clock that is put right does not end the day', async () => {
    await start();
    const id = await sent();
    jest.setSystemTime(Date.now() + 5 * 3_600_000);
    server.ahead -= 5 * 3_600_000;
    await pass(20_000);
    expect(live.views.value.map((view) => view.id)).toEqual([id]);
    expect(Math.abs(live.now.value - server.now())).toBeLessThan(1_000);
    expect(leaves()).toBe(false);
  });

  test('[R-END-3] a machine that slept through the end of the day wipes without a connection', async () => {
    await start();
    await sent();
    server.reachable = false;
    server.drop();
    await pass(1_000);
    jest.setSystemTime(Date.now() + 5 * 3_600_000);
    await pass(11_000);
    expect(live.views.value).toEqual([]);
    expect(leaves()).toBe(true);
  });

  test('what a wrong clock wiped comes back with the inbox', async () => {
    const view = senderView(randomUUID(), Date.now());
    server.inbox = [view];
    await start();
    server.reachable = false;
    server.drop();
    jest.setSystemTime(Date.now() + 5 * 3_600_000);
    server.ahead -= 5 * 3_600_000;
    await pass(11_000);
    expect(live.views.value).toEqual([]);
    server.reachable = true;
    await pass(10_000);
    expect(live.views.value).toEqual([view]);
    expect(live.farewells.value).toEqual([]);
  });

  test('what was not answered goes under the same id when it is sent again', async () => {
    await start();
    const content = madeUpPupil();
    const school = await schoolOf(await newDevice());
    server.answers['signal:send'] = () => 'silence';
    const unsure = await done(live.send(content, school, false), 9_000);
    expect(unsure).toMatchObject({ ok: false, code: 'no-answer', id: server.said('signal:send')[0]!.id });
    // Once more by hand, by itself after a connection, and by hand after that was answered.
    await done(live.send(content, school, false), 9_000);
    server.answers['signal:send'] = ({ id }: { id: string }) => ({ ok: true, view: senderView(id, Date.now()), missing: [] });
    server.drop();
    await pass(3_000);
    const known = await done(live.send(content, school, false));
    expect(known).toEqual({ ok: true, id: 'id' in unsure && unsure.id });
    expect(server.said('signal:send').length).toBeGreaterThan(3);
    expect(new Set(server.said('signal:send').map(({ id }) => id)).size).toBe(1);
    expect(await done(live.send(content, school, false))).not.toEqual(known);
  });

  test('[R-CLIENT-1] what was not answered and is withdrawn goes out no more', async () => {
    await start();
    const content = madeUpPupil();
    const school = await schoolOf(await newDevice());
    server.answers['signal:send'] = () => 'silence';
    const unsure = await done(live.send(content, school, false), 9_000);
    if (!('id' in unsure)) throw new Error('no id');
    server.reachable = false;
    server.drop();
    void live.withdraw(unsure.id);
    const again = live.send(content, school, false);
    await settle();
    server.heard.length = 0;
    server.answers['signal:withdraw'] = () => ({ ok: false, code: 'unknown-signal' });
    server.answers['signal:send'] = ({ id }: { id: string }) => ({ ok: true, view: senderView(id, Date.now()), missing: [] });
    server.reachable = true;
    const other = await done(again, 5_000);
    expect(other.ok).toBe(true);
    expect(server.commands().slice(0, 3)).toEqual(['device:register', 'inbox', 'signal:withdraw']);
    expect(new Set(server.said('signal:send').map(({ id }) => id))).toEqual(new Set(['id' in other && other.id]));
    expect(other).not.toMatchObject({ id: unsure.id });
  });

  test('seals anew where the keys have changed', async () => {
    await start();
    const fresh = await newDevice();
    const school = await schoolOf(fresh);
    server.answers['schools:find'] = () => ({ ok: true, schools: [school] });
    server.answers['signal:send'] = ({ id, sealed }: { id: string; sealed: Envelope }) =>
      sealed.recipients[0]?.header.kid === fresh.id
        ? { ok: true, view: senderView(id, Date.now()), missing: [] }
        : { ok: false, code: 'stale-keys' };
    const answer = await done(live.send(madeUpPupil(), await schoolOf(await newDevice()), false));
    expect(answer.ok).toBe(true);
  });

  test('[R-DRILL-1] a drill is said to be one, and is another signal than a real one about the same pupil', async () => {
    await start();
    const content = madeUpPupil();
    const school = await schoolOf(await newDevice());
    server.answers['signal:send'] = () => 'silence';
    await done(live.send(content, school, true), 9_000);
    await done(live.send(content, school, false), 9_000);
    const [drill, real] = server.said('signal:send');
    expect([drill!.drill, real!.drill]).toEqual([true, false]);
    expect(drill!.id).not.toBe(real!.id);
  });

  test('[R-DRILL-1] a drill that the school starts is sealed to its own devices, and not kept', async () => {
    await start();
    const device = await newDevice();
    const content = madeUpPupil();
    expect(await done(live.drill(content, { ...(await schoolOf(device)), state: 'testing' }))).toMatchObject({ ok: true });
    const [said] = server.said('drill:send') as { id: string; school: string; sealed: Envelope }[];
    expect(Object.keys(said!)).toEqual(['id', 'school', 'sealed']);
    expect(await open(said!.sealed, said!.id, { school: said!.school }, device.id, device.privateKey)).toEqual(content);
    expect(leaves()).toBe(true);
    const nobody = { ...(await schoolOf(device)), devices: [] };
    expect(await done(live.drill(content, nobody))).toEqual({ ok: false, code: 'no-living-key' });
  });

  test('a refused signal is not kept', async () => {
    await start();
    server.answers['signal:send'] = () => ({ ok: false, code: 'too-far' });
    expect(await done(live.send(madeUpPupil(), await schoolOf(await newDevice()), false))).toEqual({
      ok: false,
      code: 'too-far',
    });
    expect(leaves()).toBe(true);
  });
});

describe('reading', () => {
  const { id: _, ...common } = senderView('', 0);
  const today = (id: string) => ({ ...common, id, endsAt: Date.now() + MINUTE });
  const contactView = (id: string): ContactView => ({
    ...today(id),
    as: 'contact',
    openedBy: null,
    handedBackBy: null,
    progress: 'waiting',
  });

  test('a contact’s page reports that it could read the copy', async () => {
    const id = randomUUID();
    const content = madeUpPupil();
    server.inbox = [contactView(id)];
    await start();
    const sealed = await seal(content, id, { school: '00AH00' }, [mine]);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    expect(await done(live.open(id, 'recipient'))).toEqual({ ok: true, content });
    expect(server.commands().slice(-2)).toEqual(['signal:open', 'signal:read']);
    expect(server.said('signal:open')).toEqual([{ id, device: mine.id }]);
  });

  test('[R-OPEN-3] takes over with a copy of its own; there is nothing to report', async () => {
    const id = randomUUID();
    const content = madeUpPupil();
    server.inbox = [{ ...contactView(id), progress: 'opened', openedBy: { name: '', at: 1 } }];
    await start();
    const sealed = await seal(content, id, { school: '00AH00' }, [mine]);
    server.answers['signal:take-over'] = () => ({ ok: true, sealed });
    expect(await done(live.takeOver(id))).toEqual({ ok: true, content });
    expect(server.said('signal:take-over')).toEqual([{ id, device: mine.id }]);
    expect(server.said('signal:read')).toEqual([]);
  });

  test('a copy that was moved is not read, and not reported as read', async () => {
    const id = randomUUID();
    server.inbox = [contactView(id)];
    await start();
    const sealed = await seal(madeUpPupil(), id, { school: '99ZZ99' }, [mine]);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    expect(await done(live.open(id, 'recipient'))).toEqual({ ok: false, code: 'no-living-key' });
    expect(server.said('signal:read')).toEqual([]);
  });

  test('passes on a copy that only the teacher’s device opens', async () => {
    const id = randomUUID();
    const content = madeUpPupil();
    const theirs = await newDevice();
    server.inbox = [{ ...today(id), ...OPENED }];
    await start();
    const sealed = await seal(content, id, { school: '00AH00' }, [mine]);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    const teacher: TeacherFound = { person: 'teacher', name: '', title: '', groups: [], reach: 'now', devices: [theirs] };
    expect(await done(live.passOn(id, teacher, '6 b', 'another'))).toMatchObject({ ok: true });
    const [passed] = server.said('signal:pass-on') as { sealed: Envelope }[];
    expect(passed).toMatchObject({ id, teacher: 'teacher', group: '6 b', instead: 'another' });
    expect(await open(passed!.sealed, id, { teacher: 'teacher' }, theirs.id, theirs.privateKey)).toEqual(content);
    expect(server.said('signal:read')).toEqual([]);
  });

  test('a teacher reads a copy of their own', async () => {
    const id = randomUUID();
    const content = madeUpPupil();
    const view: TeacherView = { ...today(id), ...COPY };
    server.inbox = [view];
    await start();
    const sealed = await seal(content, id, { teacher: 'someone' }, [mine]);
    server.answers['copy:open'] = () => ({ ok: true, sealed });
    expect(await done(live.open(id, 'teacher'))).toEqual({ ok: true, content });
    expect(server.said('signal:read')).toEqual([]);
  });

  test('a contact who is also the chosen teacher reads as either, as often as needed', async () => {
    const id = randomUUID();
    const content = madeUpPupil();
    const asTeacher: TeacherView = { ...today(id), ...COPY, openedAt: 1 };
    server.inbox = [{ ...contactView(id), openedBy: { name: '', at: 1 } }, asTeacher];
    await start();
    const sealed = await seal(content, id, { teacher: 'someone' }, [mine]);
    server.answers['copy:open'] = () => ({ ok: true, sealed });
    server.answers['signal:open'] = () => ({ ok: false, code: 'taken' });
    expect(await done(live.open(id, 'teacher'))).toEqual({ ok: true, content });
    expect(await done(live.open(id, 'recipient'))).toEqual({ ok: false, code: 'taken' });
  });
});

async function start(): Promise<void> {
  live = openLive({ part: 'part', dial: server.dial, fetch: server.fetch, device: async () => mine });
  await settle();
}

async function sent(): Promise<string> {
  server.answers['signal:send'] = ({ id }: { id: string }) => {
    const view = senderView(id, Date.now());
    server.inbox = [view];
    return { ok: true, view, missing: [] };
  };
  const answer = await done(live.send(madeUpPupil(), await schoolOf(await newDevice()), false));
  if (!answer.ok) throw new Error(answer.code);
  return answer.id;
}

/** Whether the tab may be closed without being asked. */
function leaves(): boolean {
  return window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
}
