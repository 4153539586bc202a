import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Live } from '../../../client/connection/live.js';
import { openLive } from '../../../client/connection/open-live.js';
import type { OwnDevice } from '../../../client/keys/device-key.js';
import type { Envelope, EnvelopeAudience, Outcome, View, Wanted } from '../../../src/contract/index.js';
import { type Content, open, seal } from '../../../src/sealed/index.js';
import { madeUpPupil } from '../../support/pupils.js';
import {
  comes,
  contactView,
  done,
  FakeServer,
  fakePage,
  newDevice,
  openerView,
  pass,
  receiptOf,
  schoolOf,
  senderView,
  settle,
  teacherView,
} from './fake-server.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const SCHOOL = { school: '00AH00' };
const UNKNOWN = { ok: false, code: 'unknown-signal' } as const;
const BUSY = { ok: false, code: 'busy' } as const;
const NO_COPY = { ok: false, code: 'no-living-key' } as const;
let server: FakeServer;
let live: Live;
let mine: OwnDevice;
let theirs: OwnDevice;

beforeEach(async () => {
  mine ??= await newDevice();
  theirs ??= await newDevice();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  fakePage();
  server = new FakeServer();
});

afterEach(() => {
  jest.useRealTimers();
});

async function start(...views: View[]): Promise<void> {
  server.inbox = views;
  live = openLive({ part: 'part', dial: server.dial, fetch: server.fetch, device: async () => mine });
  await settle();
}

/** The server has restarted, and the page has been there again. */
async function restarts(epoch = 'second'): Promise<void> {
  server.heard.length = 0;
  server.restart(epoch);
  await pass(3 * SECOND);
}

/** It takes back what it is given, and its version is a later one. */
function takesBack(...views: View[]): void {
  server.answers['signal:restore'] = ({ state }: { state: string }) => {
    const view = views.find((one) => receiptOf(one).state === state);
    if (!view) return UNKNOWN;
    server.inbox = [...server.inbox, { ...view, version: view.version + 10 }];
    return { ok: true, outcome: null };
  };
}

const given = () => server.said('signal:restore').map(({ state }) => state);
const stateOf = (view: View) => receiptOf(view).state;
const outcomes = () => live.farewells.value.map(({ outcome }) => outcome);

describe('giving back', () => {
  test('[R-MEND-1] [R-CLIENT-1] the latest of each signal, ended ones too; then withdrawals, what is unread, and the inbox', async () => {
    await start();
    const [kept, ended] = [senderView(randomUUID(), Date.now()), senderView(randomUUID(), Date.now())];
    server.page.changed(kept);
    server.page.changed({ ...kept, version: 3 });
    server.page.changed({ ...kept, version: 2 });
    server.page.gone({ id: ended.id, as: 'sender', outcome: 'withdrawn' }, receiptOf({ ...ended, version: 9 }));
    const [first, second] = [await sends(), await sends()];
    server.answers['signal:withdraw'] = () => 'silence';
    void live.withdraw(second.id);
    await settle();
    takesBack({ ...kept, version: 3 }, first, second);
    delete server.answers['signal:withdraw'];
    await restarts();
    expect(server.commands()).toEqual([
      ...['device:register', 'inbox'],
      ...['signal:restore', 'signal:restore', 'signal:restore', 'signal:restore'],
      ...['signal:withdraw', 'signal:send', 'inbox'],
    ]);
    expect(new Set(given())).toEqual(new Set([{ ...kept, version: 3 }, { ...ended, version: 9 }, first, second].map(stateOf)));
    expect(server.said('signal:withdraw')).toEqual([{ id: second.id }]);
    expect(server.said('signal:send')).toMatchObject([{ id: first.id }]);
    expect(live.status.value.kind).toBe('connected');
  });

  test('[R-MEND-1] nothing is given back to the memory that told it', async () => {
    await start(senderView(randomUUID(), Date.now()));
    server.drop();
    await pass(3 * SECOND);
    expect(server.commands()).toEqual(['device:register', 'inbox', 'device:register', 'inbox']);
  });

  test.each(['signal:restore', 'inbox'] as const)('[R-MEND-1] broken off at %s it begins anew', async (command) => {
    const views = [openerView(randomUUID(), Date.now()), openerView(randomUUID(), Date.now())];
    await start(...views);
    takesBack(...views);
    const answer = server.answers['signal:restore']!;
    server.restart('second');
    let times = 0;
    // The network goes at the second one of its kind: half-way, or when all but the inbox was said.
    server.answers[command] = (payload: never) =>
      (++times === 2 ? 'silence' : command === 'inbox' ? undefined : answer(payload)) as never;
    await pass(2 * SECOND);
    expect(given().length).toBe(2);
    expect(live.views.value).toEqual(views);
    server.heard.length = 0;
    server.inbox = [];
    server.drop();
    await pass(3 * SECOND);
    expect(given()).toEqual(views.map(stateOf));
    expect(live.status.value.kind).toBe('connected');
    expect(live.views.value.map(({ version }) => version)).toEqual([12, 12]);
  });

  test('[R-MEND-1] a memory that begins anew meanwhile is given it too', async () => {
    const view = openerView(randomUUID(), Date.now());
    await start(view);
    server.restart('second');
    server.answers['signal:restore'] = () => 'silence';
    await pass(2 * SECOND);
    takesBack(view);
    await restarts('third');
    expect(given()).toEqual([stateOf(view)]);
    expect(outcomes()).toEqual([]);
    // What the third told is what the fourth is given.
    takesBack({ ...view, version: 12 });
    await restarts('fourth');
    expect(given()).toEqual([stateOf({ ...view, version: 12 })]);
  });

  test('[R-MEND-1] what is refused is not said again', async () => {
    await start(openerView(randomUUID(), Date.now()));
    server.answers['signal:restore'] = () => UNKNOWN;
    await restarts();
    await restarts('third');
    expect(given()).toEqual([]);
    expect(live.holds.value.receipts).toBe(0);
  });

  test.each([BUSY, { ok: false, code: 'too-fast' } as const])(
    '[R-MEND-1] what is answered $code is said again, and then withdrawn too',
    async (refusal) => {
      await start();
      const sent = await sends();
      server.reachable = false;
      server.drop();
      void live.withdraw(sent.id);
      await settle();
      server.reachable = true;
      server.answers['signal:restore'] = () => refusal;
      server.answers['signal:withdraw'] = () => UNKNOWN;
      await restarts();
      await pass(3 * SECOND);
      expect(live.status.value.kind).toBe('connected');
      expect(outcomes()).toEqual(['healing']);
      server.heard.length = 0;
      takesBack(sent);
      server.answers['signal:withdraw'] = () => {
        server.inbox = [];
        server.gone = [{ id: sent.id, as: 'sender', outcome: 'withdrawn' }];
        return { ok: true };
      };
      await pass(6 * SECOND);
      expect(server.commands()).toEqual(['inbox', 'signal:restore', 'signal:withdraw', 'inbox']);
      expect(outcomes()).toEqual(['withdrawn']);
      await pass(MINUTE);
      expect(server.commands()).toHaveLength(4);
    },
  );

  test('[R-MEND-1] what is not heard when it is said again, is said once more; not after signing out', async () => {
    const view = openerView(randomUUID(), Date.now());
    await start(view);
    server.answers['signal:restore'] = () => BUSY;
    await restarts();
    server.answers['signal:restore'] = () => 'silence';
    await pass(5 * SECOND + 8 * SECOND);
    takesBack(view);
    await pass(5 * SECOND);
    expect([live.views.value.length, outcomes()]).toEqual([1, []]);
    server.answers['signal:restore'] = () => BUSY;
    await restarts('third');
    await live.signOut();
    server.heard.length = 0;
    await pass(MINUTE);
    expect(server.commands()).toEqual([]);
  });

  test('[R-MEND-1] what none of the school’s devices is back for is kept, also when it was given up, and sent once one is', async () => {
    await start();
    const sent = await sends();
    takesBack(sent);
    server.answers['signal:send'] = () => ({ ok: false, code: 'stale-keys' });
    server.answers['schools:find'] = () => ({ ok: true, schools: [] });
    await restarts();
    server.inbox = [];
    server.page.gone({ id: sent.id, as: 'sender', outcome: 'lost' }, receiptOf({ ...sent, version: 20 }));
    expect([outcomes(), live.holds.value.contents]).toEqual([['lost'], 1]);
    const school = await schoolOf(mine);
    server.answers['schools:find'] = () => ({ ok: true, schools: [school] });
    server.answers['signal:send'] = (said: never) => {
      const { sealed } = said as { sealed: Envelope };
      if (sealed.recipients[0]?.header.kid !== mine.id) return { ok: false, code: 'stale-keys' };
      server.inbox = [senderView(sent.id, Date.now(), { version: 21 })];
      return { ok: true, missing: [] };
    };
    server.heard.length = 0;
    await pass(6 * SECOND);
    await comes(() => live.views.value.length === 1);
    expect(new Set(server.said('signal:send').map(({ id }) => id))).toEqual(new Set([sent.id]));
    expect(outcomes()).toEqual([]);
  });

  test('[R-MEND-1] nothing is kept after the end of its day, nor after signing out', async () => {
    const view = openerView(randomUUID(), Date.now());
    await start(view);
    server.page.gone({ id: randomUUID(), as: 'contact', outcome: 'returned' }, receiptOf(contactView(randomUUID(), Date.now())));
    expect(live.holds.value).toEqual({ contents: 0, copies: 0, receipts: 2 });
    server.page.gone({ id: view.id, as: 'opener', outcome: 'expired' }, null);
    expect(live.holds.value.receipts).toBe(1);
    await pass(61 * MINUTE);
    expect(live.holds.value.receipts).toBe(0);
    server.page.changed(openerView(randomUUID(), Date.now()));
    expect(live.holds.value.receipts).toBe(1);
    await live.signOut();
    expect(live.holds.value.receipts).toBe(0);
  });

  test('[R-CLIENT-1] what is told before the inbox is heard after it: nobody knows under which memory', async () => {
    const view = openerView(randomUUID(), Date.now(), { version: 3 });
    await start(view);
    const other = contactView(randomUUID(), Date.now());
    const arrived = jest.fn();
    takesBack(view);
    const answer = server.answers['signal:restore']!;
    server.answers['signal:restore'] = (payload: never) => {
      // Its sender was here first, and it waits: with a version that says nothing beside that of another memory.
      server.page.changed(contactView(view.id, Date.now(), { version: 9 }));
      server.page.alert(other, arrived);
      expect(live.views.value).toEqual([view]);
      return answer(payload);
    };
    await restarts();
    expect(live.views.value.map(({ id, as, version }) => [id, as, version])).toEqual([
      [view.id, 'opener', 13],
      [other.id, 'contact', 1],
    ]);
    expect(arrived).toHaveBeenCalledTimes(1);
  });
});

describe('what is not back', () => {
  let view: View;
  beforeEach(async () => {
    view = contactView(randomUUID(), Date.now());
    await start(view);
    server.answers['signal:restore'] = () => UNKNOWN;
  });

  test('[R-MEND-2] is on its way back for a minute, and lost then', async () => {
    await restarts();
    expect(live.views.value).toEqual([]);
    expect(live.farewells.value).toMatchObject([{ outcome: 'healing', last: view }]);
    await pass(55 * SECOND);
    expect(outcomes()).toEqual(['healing']);
    await pass(5 * SECOND);
    expect(live.farewells.value).toMatchObject([{ outcome: 'lost', last: view }]);
  });

  test('[R-MEND-2] is not said to be lost without a connection, nor before the next memory has had its minute', async () => {
    await restarts();
    server.reachable = false;
    server.drop();
    await pass(2 * MINUTE);
    expect(outcomes()).toEqual(['healing']);
    server.reachable = true;
    server.restart('third');
    await pass(10 * SECOND);
    expect([live.status.value.kind, outcomes()]).toEqual(['connected', ['healing']]);
    await pass(MINUTE);
    expect(outcomes()).toEqual(['lost']);
  });

  test('[R-MEND-2] is lost where the connection comes back later, to the same memory, that has not got it', async () => {
    await restarts();
    server.reachable = false;
    server.drop();
    await pass(2 * MINUTE);
    server.reachable = true;
    await pass(10 * SECOND);
    expect(outcomes()).toEqual(['lost']);
  });

  test('[R-MEND-2] is over when its day is', async () => {
    await restarts();
    server.reachable = false;
    server.drop();
    await pass(61 * MINUTE);
    expect(live.farewells.value).toMatchObject([{ outcome: 'expired', last: view }]);
  });

  test.each([30, 90])('[R-MEND-2] comes back by whatever is told of it, %i seconds later', async (seconds) => {
    await restarts();
    await pass(seconds * SECOND);
    server.page.changed({ ...view, version: 1 });
    expect([live.views.value.length, outcomes()]).toEqual([1, []]);
    await pass(2 * MINUTE);
    expect(outcomes()).toEqual([]);
  });

  test.each(['withdrawn', 'returned', 'completed', 'lost', 'expired'] as Outcome[])(
    '[R-MEND-2] that it is %s, is the end of it',
    async (outcome) => {
      await restarts();
      server.page.gone({ id: view.id, as: 'contact', outcome });
      expect(live.farewells.value).toMatchObject([{ outcome, last: view }]);
      await pass(90 * SECOND);
      expect(outcomes()).toEqual([outcome]);
    },
  );

  test('[R-MEND-2] that it has ended meanwhile is said when it is given back', async () => {
    server.answers['signal:restore'] = () => ({ ok: true, outcome: 'completed' });
    await restarts();
    expect(live.farewells.value).toMatchObject([{ outcome: 'completed', last: view }]);
    expect(live.holds.value.receipts).toBe(0);
    // Whatever this memory counts from.
    server.page.changed({ ...view, version: 0 });
    expect(live.views.value).toHaveLength(1);
  });

  test('[R-MEND-2] also where it is taken only later', async () => {
    server.answers['signal:restore'] = () => BUSY;
    await restarts();
    expect(outcomes()).toEqual(['healing']);
    server.answers['signal:restore'] = () => ({ ok: true, outcome: 'returned' });
    await pass(6 * SECOND);
    expect(live.farewells.value).toMatchObject([{ outcome: 'returned', last: view }]);
  });

  test('[R-MEND-2] an end that is told when it had been given up takes its place, also from the inbox', async () => {
    await restarts();
    await pass(90 * SECOND);
    server.gone = [{ id: view.id, as: 'contact', outcome: 'withdrawn' }];
    server.drop();
    await pass(3 * SECOND);
    expect(live.farewells.value).toMatchObject([{ outcome: 'withdrawn', last: view }]);
  });

  test('[R-MEND-2] what the server no longer says to be lost is not', async () => {
    await restarts();
    server.gone = [{ id: view.id, as: 'contact', outcome: 'lost' }];
    server.drop();
    await pass(3 * SECOND);
    expect(outcomes()).toEqual(['lost']);
    server.gone = [];
    server.drop();
    await pass(3 * SECOND);
    expect(live.farewells.value).toMatchObject([{ outcome: 'unknown', last: view }]);
  });

  test('[R-MEND-2] what was lost in one memory and has ended in the next is not lost', async () => {
    await restarts();
    server.page.gone({ id: view.id, as: 'contact', outcome: 'lost' }, receiptOf(view));
    expect(outcomes()).toEqual(['lost']);
    server.answers['signal:restore'] = () => ({ ok: true, outcome: 'completed' });
    server.restart('third');
    await pass(3 * SECOND);
    expect(live.farewells.value).toMatchObject([{ outcome: 'completed', last: view }]);
  });

  test('[R-MEND-2] what the memory before told late brings nothing back', async () => {
    server.restart('second');
    server.page.changed({ ...view, version: 7 });
    await pass(3 * SECOND);
    expect([live.views.value, outcomes()]).toEqual([[], ['healing']]);
  });

  test('[R-MEND-2] what the server itself gave up is lost at once, and what was read of it is not said again', async () => {
    server.restart('second');
    server.gone = [{ id: view.id, as: 'contact', outcome: 'lost' }];
    await pass(3 * SECOND);
    expect(live.farewells.value).toMatchObject([{ outcome: 'lost', last: view }]);
    live.dismiss(live.farewells.value[0]!);
    await restarts('third');
    server.gone = [{ id: view.id, as: 'contact', outcome: 'lost' }];
    server.drop();
    await pass(3 * SECOND);
    expect(outcomes()).toEqual([]);
  });

  test('[R-MEND-2] whoever sent it is told that it was lost also on a page that was loaded since', async () => {
    const id = randomUUID();
    server.gone = [{ id, as: 'sender', outcome: 'lost' }];
    server.drop();
    await pass(3 * SECOND);
    expect(live.farewells.value).toMatchObject([{ id, outcome: 'lost', last: null }]);
  });
});

describe('sealing anew', () => {
  const wants = (wanted: Partial<Wanted> & { id: string }): Wanted => ({
    ...{ as: 'opener', teacher: null, devices: [mine, theirs].map(({ id, key }) => ({ id, key })) },
    ...wanted,
  });
  const opens = ({ sealed }: { sealed: Envelope }, id: string, audience: EnvelopeAudience) =>
    open(sealed, id, audience, theirs.id, theirs.privateKey);
  const holdsCopyOf = (content: Content, id: string, audience: EnvelopeAudience) => seal(content, id, audience, [mine]);
  const copies = () => live.holds.value.copies;

  test('[R-MEND-3] a sender does until it is read, and what it is sent with afterwards is the new one', async () => {
    await start();
    const content = madeUpPupil();
    const { id } = await sends(content);
    server.page.wanted(wants({ id, as: 'sender' }));
    await comes(() => server.said('signal:reseal').length === 1);
    const [anew] = server.said('signal:reseal') as { id: string; sealed: Envelope }[];
    expect(Object.keys(anew!)).toEqual(['id', 'sealed']);
    expect(await opens(anew!, id, SCHOOL)).toEqual(content);
    await restarts();
    expect(server.said('signal:send')).toMatchObject([{ id, sealed: anew!.sealed }]);
    server.page.changed(senderView(id, Date.now(), { version: 20, openedAt: Date.now() }));
    server.page.wanted(wants({ id, as: 'sender' }));
    await settle();
    expect(server.said('signal:reseal')).toEqual([]);
    expect(live.holds.value.contents).toBe(0);
  });

  test('[R-MEND-3] who follows it does, of the school’s copy and of a teacher’s, from what the inbox asks for', async () => {
    const [id, content] = [randomUUID(), madeUpPupil()];
    const view = openerView(id, Date.now());
    const sealed = await holdsCopyOf(content, id, SCHOOL);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    // Loaded again: what it follows it fetches, and holds.
    await start(view);
    await comes(() => copies() === 1);
    expect(server.said('signal:open')).toEqual([{ id, device: mine.id }]);
    server.answers['signal:open'] = () => NO_COPY;
    takesBack(view);
    server.restart('second');
    server.wanted = [wants({ id }), wants({ id, teacher: 'teacher' })];
    await pass(3 * SECOND);
    await comes(() => server.said('copies:reseal').length === 2);
    const [schools, teachers] = server.said('copies:reseal') as { id: string; teacher: string; sealed: Envelope }[];
    expect([schools!.teacher, teachers!.teacher]).toEqual([null, 'teacher']);
    expect(await opens(schools!, id, SCHOOL)).toEqual(content);
    expect(await opens(teachers!, id, { teacher: 'teacher' })).toEqual(content);
    // Until then this page reads what the server forgot.
    expect(await done(live.open(id, 'recipient'))).toEqual({ ok: true, content });
  });

  test('[R-MEND-3] a teacher who opened it does, of their own; who did not holds none', async () => {
    const [id, content] = [randomUUID(), madeUpPupil()];
    const sealed = await holdsCopyOf(content, id, { teacher: 'someone' });
    server.answers['copy:open'] = () => ({ ok: true, sealed });
    await start(teacherView(id, Date.now()), teacherView(randomUUID(), Date.now()));
    expect([server.said('copy:open'), copies()]).toEqual([[], 0]);
    expect(await done(live.open(id, 'teacher'))).toEqual({ ok: true, content });
    expect(copies()).toBe(1);
    server.page.wanted(wants({ id, as: 'teacher', teacher: 'someone' }));
    await comes(() => server.said('copy:reseal').length === 1);
    const [anew] = server.said('copy:reseal') as { id: string; sealed: Envelope }[];
    expect(Object.keys(anew!)).toEqual(['id', 'sealed']);
    expect(await opens(anew!, id, { teacher: 'someone' })).toEqual(content);
  });

  test('[R-MEND-3] a page that has no copy, or cannot read it, seals nothing', async () => {
    const id = randomUUID();
    await start(openerView(id, Date.now()));
    const elsewhere = await seal(madeUpPupil(), id, SCHOOL, [theirs]);
    for (const answer of [NO_COPY, { ok: true, sealed: elsewhere }]) {
      server.answers['signal:open'] = () => answer;
      server.page.wanted(wants({ id }));
      server.page.wanted(wants({ id, as: 'sender' }));
      server.page.wanted(wants({ id: randomUUID() }));
      await settle();
      await settle();
    }
    expect(server.commands().filter((command) => command.includes('reseal'))).toEqual([]);
  });

  describe.each([
    ['given back', 'signal:hand-back', (id: string) => live.handBack(id)],
    ['completed', 'signal:complete', (id: string) => live.complete(id)],
  ] as const)('a signal that is %s', (_, command, ends) => {
    const id = randomUUID();
    const view = openerView(id, Date.now());
    beforeEach(async () => {
      const sealed = await holdsCopyOf(madeUpPupil(), id, SCHOOL);
      server.answers['signal:open'] = () => ({ ok: true, sealed });
      await start({ ...view, endsAt: Date.now() + 60 * MINUTE });
      await comes(() => copies() === 1);
      server.answers['signal:open'] = () => NO_COPY;
      takesBack(view);
      server.restart('second');
      server.wanted = [wants({ id }), wants({ id, teacher: 'teacher' })];
    });
    const said = () => server.commands().filter((one) => one === 'copies:reseal' || one === command);

    test.each(['in the gap', 'after it'])('[R-MEND-3] %s is sealed anew first', async (when) => {
      if (when === 'after it') await pass(3 * SECOND);
      const answer = ends(id);
      if (when === 'in the gap') await pass(3 * SECOND);
      expect(await done(answer)).toMatchObject({ ok: true });
      expect(said()).toEqual(['copies:reseal', 'copies:reseal', command]);
    });

    test('[R-MEND-3] and a connection that goes meanwhile, is sealed anew on the next one first', async () => {
      server.answers['copies:reseal'] = () => 'silence';
      await pass(3 * SECOND);
      await comes(() => said().length === 1);
      const answer = ends(id);
      delete server.answers['copies:reseal'];
      server.heard.length = 0;
      server.drop();
      await pass(3 * SECOND);
      expect(await done(answer)).toMatchObject({ ok: true });
      expect(said().slice(-3)).toEqual(['copies:reseal', 'copies:reseal', command]);
    });

    test('[R-MEND-3] and cannot be sealed anew in time, stays as it is', async () => {
      server.answers['copies:reseal'] = () => 'silence';
      await pass(3 * SECOND);
      await comes(() => said().length === 1);
      const answer = ends(id);
      await pass(8 * SECOND);
      expect(await answer).toEqual({ ok: false, code: 'no-answer' });
      expect(said()).not.toContain(command);
    });
  });

  test.each([
    ['beside a blackboard', () => (server.use = 'board')],
    ['that waits for approval', () => (server.news = { ...server.news, awaitsApproval: true })],
  ])('[R-MEND-3] a device %s asks for no copy', async (_, is) => {
    is();
    await start(openerView(randomUUID(), Date.now()));
    server.page.wanted(wants({ id: live.views.value[0]!.id }));
    await pass(SECOND);
    expect(live.status.value.kind).toBe('connected');
    expect(server.said('signal:open')).toEqual([]);
  });

  test('[R-MEND-3] [R-CLIENT-7] another tab of the same person holds one too, once it has asked for its inbox', async () => {
    const id = randomUUID();
    const sealed = await holdsCopyOf(madeUpPupil(), id, SCHOOL);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    await start(contactView(id, Date.now()));
    const view = openerView(id, Date.now());
    server.page.changed(view);
    server.inbox = [view];
    expect(copies()).toBe(0);
    window.dispatchEvent(new Event('pageshow'));
    await settle();
    await comes(() => copies() === 1);
  });

  test.each<[string, (id: string) => unknown]>([
    ['a colleague takes it over', (id) => server.page.changed(contactView(id, Date.now(), { version: 5, progress: 'opened' }))],
    ['it is given back', (id) => server.page.changed(contactView(id, Date.now(), { version: 5, handedBackBy: 'Someone' }))],
    ['it is withdrawn', (id) => server.page.gone({ id, as: 'opener', outcome: 'withdrawn' })],
    ['the day ends', () => pass(61 * MINUTE)],
    ['the person signs out', () => live.signOut()],
  ])('[R-MEND-3] the sealed copy goes when %s', async (_, happens) => {
    const id = randomUUID();
    const sealed = await holdsCopyOf(madeUpPupil(), id, SCHOOL);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    await start(openerView(id, Date.now()));
    await comes(() => copies() === 1);
    server.answers['signal:open'] = () => NO_COPY;
    await happens(id);
    expect(copies()).toBe(0);
  });

  test('[R-MEND-3] it stays as long as the signal may come back, and no longer', async () => {
    const [id, content] = [randomUUID(), madeUpPupil()];
    const sealed = await holdsCopyOf(content, id, SCHOOL);
    const view = openerView(id, Date.now());
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    await start(view);
    await comes(() => copies() === 1);
    server.answers['signal:open'] = () => NO_COPY;
    server.answers['signal:restore'] = () => BUSY;
    await restarts();
    expect([outcomes(), copies()]).toEqual([['healing'], 1]);
    server.page.changed({ ...view, version: 1 });
    server.page.wanted(wants({ id }));
    await comes(() => server.said('copies:reseal').length === 1);
    server.answers['signal:restore'] = () => UNKNOWN;
    await restarts('third');
    await pass(MINUTE);
    expect([outcomes(), copies()]).toEqual([['lost'], 0]);
  });

  test('[R-MEND-4] a server that dies before it answers "read", after the sender heard of it, gets the content back', async () => {
    const [id, content] = [randomUUID(), madeUpPupil()];
    const view = contactView(id, Date.now());
    const sealed = await holdsCopyOf(content, id, SCHOOL);
    server.answers['signal:open'] = () => ({ ok: true, sealed });
    server.answers['signal:read'] = () => {
      server.page.changed(contactView(id, Date.now(), { version: 2, openedBy: { name: 'Someone', at: Date.now() } }));
      setImmediate(() => server.restart('second'));
      return 'silence';
    };
    await start(view);
    expect(await done(live.open(id, 'recipient'))).toEqual({ ok: false, code: 'no-answer' });
    server.answers['signal:open'] = () => NO_COPY;
    takesBack({ ...view, version: 2 });
    await pass(3 * SECOND);
    // It waits, until the sender's page says that it was opened.
    expect(live.views.value).toMatchObject([{ as: 'contact', progress: 'waiting' }]);
    server.page.changed(openerView(id, Date.now(), { version: 30 }));
    server.page.wanted(wants({ id }));
    await comes(() => server.said('copies:reseal').length === 1);
    expect(await opens(server.said('copies:reseal')[0] as never, id, SCHOOL)).toEqual(content);
  });
});

describe('a device without a copy yet', () => {
  test.each([
    ['opened', 'signal:open', () => contactView, (id: string) => live.open(id, 'recipient')],
    ['taken over', 'signal:take-over', () => contactView, (id: string) => live.takeOver(id)],
    ['opened by a teacher', 'copy:open', () => teacherView, (id: string) => live.open(id, 'teacher')],
  ] as const)('[R-MEND-6] waits for it where it is %s', async (_, command, viewOf, asks) => {
    const [id, content] = [randomUUID(), madeUpPupil()];
    await start(viewOf()(id, Date.now()));
    const answer = asks(id);
    await pass(5 * SECOND);
    const sealed = await seal(content, id, command === 'copy:open' ? { teacher: 'someone' } : SCHOOL, [mine]);
    server.answers[command] = () => ({ ok: true, sealed });
    expect(await done(answer, SECOND)).toEqual({ ok: true, content });
  });

  test('[R-MEND-6] says so after ten seconds', async () => {
    const id = randomUUID();
    await start(contactView(id, Date.now()));
    const askedAt = Date.now();
    expect(await done(live.open(id, 'recipient'), SECOND)).toEqual(NO_COPY);
    expect(Date.now() - askedAt).toBeGreaterThanOrEqual(10 * SECOND);
    expect(Date.now() - askedAt).toBeLessThan(12 * SECOND);
    expect(server.said('signal:read')).toEqual([]);
  });
});

describe('a server that says that it restarts', () => {
  test('[R-MEND-5] is come back to when it said, with the same token', async () => {
    await start();
    server.page.ending({ reason: 'restarting', backIn: 4 * SECOND });
    server.restart('second');
    await pass(4 * SECOND - 1);
    expect(server.tokens).toEqual(['token-1']);
    await pass(1);
    expect(server.tokens).toEqual(['token-1', 'token-1']);
    expect(live.status.value.kind).toBe('connected');
  });

  test.each(['expired', 'revoked'] as const)('[R-MEND-5] %s takes another token, and comes back as ever', async (reason) => {
    await start();
    server.page.ending({ reason });
    server.drop();
    await pass(3 * SECOND);
    expect(server.tokens).toEqual(['token-1', 'token-2']);
  });

  test('[R-MEND-5] is tried again as ever where it is not there yet', async () => {
    await start();
    server.reachable = false;
    server.page.ending({ reason: 'restarting', backIn: SECOND });
    server.restart('second');
    await pass(4 * SECOND);
    expect(new Set(server.tokens)).toEqual(new Set(['token-1']));
    expect(server.tokens.length).toBeGreaterThan(2);
    server.reachable = true;
    await pass(10 * SECOND);
    expect(live.status.value.kind).toBe('connected');
  });
});

test('[R-CLIENT-15] what is being sealed when its sender signs out is not kept', async () => {
  await start();
  const answer = live.send(madeUpPupil(), await schoolOf(theirs), false);
  await live.signOut();
  expect(await done(answer, SECOND)).toMatchObject({ ok: false, code: 'no-answer' });
  expect(live.holds.value.contents).toBe(0);
});

test('what the server holds is asked of it', async () => {
  await start();
  const held = [{ id: randomUUID(), as: 'sender', things: ['school'], endsAt: 1 }];
  server.answers.memory = () => ({ ok: true, held });
  expect(await live.memory()).toEqual({ ok: true, held });
});

/** Something that the sender's page sent, as the server told it. */
async function sends(content = madeUpPupil()): Promise<View> {
  server.answers['signal:send'] = ({ id }: { id: string }) => {
    const view = senderView(id, Date.now());
    server.inbox = [...server.inbox.filter((one) => one.id !== id), view];
    server.page.changed(view);
    return { ok: true, view, missing: [] };
  };
  const answer = await done(live.send(content, await schoolOf(theirs), false));
  if (!answer.ok) throw new Error(answer.code);
  return live.views.value.find(({ id }) => id === answer.id)!;
}
