import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Live } from '../../../client/connection/live.js';
import { openLive } from '../../../client/connection/open-live.js';
import { NO_DAY } from '../../../src/contract/index.js';
import type { OwnDevice } from '../../../client/keys/device-key.js';
import { madeUpPupil } from '../../support/pupils.js';
import { done, FakeServer, fakePage, newDevice, pass, schoolOf, senderView, settle } from './fake-server.js';

const MINUTE = 60_000;
const STALE = { ok: false, code: 'step-up-required' } as const;
let server: FakeServer;
let live: Live;
let mine: OwnDevice;
/** Makes keys, and remembers whether each is to be kept. */
const device = jest.fn(async (_part: string, _isKept: boolean) => mine);

beforeEach(async () => {
  mine ??= await newDevice();
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  device.mockClear();
  fakePage();
  server = new FakeServer();
});

afterEach(() => {
  jest.useRealTimers();
});

async function start(): Promise<void> {
  live = openLive({ part: 'part', dial: server.dial, fetch: server.fetch, device });
  await settle();
}

/** What the server does when somebody says who uses the device: a socket that there is ends, and comes back. */
async function decides(use: 'own' | 'shared' | 'board'): Promise<void> {
  const isThere = live.status.value.kind === 'connected';
  expect(await done(live.decide(use))).toMatchObject({ ok: true });
  if (isThere) {
    server.page.ending();
    server.drop();
  }
  await pass(10_000);
}

describe('who uses the device', () => {
  test('[R-CLIENT-12] until that is said there is no key, no socket and no inbox', async () => {
    server.use = null;
    await start();
    await pass(5 * MINUTE);
    expect(live.status.value.kind).toBe('undecided');
    expect(live.me.value?.roles).toEqual(server.roles);
    expect(device).not.toHaveBeenCalled();
    expect(server.commands()).toEqual([]);
    expect(server.tokens).toEqual([]);
  });

  test('[R-CLIENT-12] one’s own keeps its key in the browser', async () => {
    server.use = null;
    await start();
    await decides('own');
    expect(live.status.value.kind).toBe('connected');
    expect(device.mock.calls).toEqual([['part', true]]);
    expect(server.commands()).toEqual(['device:register', 'inbox']);
  });

  test('[R-CLIENT-12] a shared one keeps it in the memory of the tab', async () => {
    server.use = null;
    await start();
    await decides('shared');
    expect(device.mock.calls).toEqual([['part', false]]);
    expect(server.commands()).toEqual(['device:register', 'inbox']);
  });

  test('[R-DEVICE-3] at the blackboard there is no key at all', async () => {
    server.use = null;
    await start();
    await decides('board');
    expect(live.status.value.kind).toBe('connected');
    expect(device).not.toHaveBeenCalled();
    expect(server.commands()).toEqual(['inbox']);
  });

  test('[R-CLIENT-12] where it becomes shared, the key that was kept is used no more', async () => {
    await start();
    await decides('shared');
    expect(device.mock.calls).toEqual([
      ['part', true],
      ['part', false],
    ]);
  });

  test('[R-CLIENT-12] an answer in another tab is found, and so is the end of the session', async () => {
    server.use = null;
    await start();
    server.use = 'own';
    await pass(MINUTE);
    expect(live.status.value.kind).toBe('connected');
    server.use = null;
    server.page.ending();
    server.drop();
    await pass(10_000);
    expect(live.status.value.kind).toBe('undecided');
    server.signedIn = false;
    await pass(MINUTE);
    expect(live.status.value.kind).toBe('signed-out');
  });
});

describe('another person', () => {
  test('[R-CLIENT-15] who signs in in this browser finds nothing of the one before', async () => {
    server.inbox = [senderView('one', Date.now())];
    await start();
    expect(live.views.value).toHaveLength(1);
    server.person = 'somebody-else';
    server.page.ending();
    server.drop();
    await pass(10_000);
    expect(live.status.value.kind).toBe('signed-out');
    expect(live.views.value).toEqual([]);
    expect(live.me.value).toBeNull();
  });
});

describe('a proof that is too long ago', () => {
  const answers = ({ id }: { id: string }) => {
    const view = senderView(id, Date.now());
    server.inbox = [view];
    return { ok: true, view, missing: [] };
  };

  test('[R-CLIENT-13] what is refused for it is kept, and sent under the same id', async () => {
    await start();
    server.answers['signal:send'] = () => STALE;
    const content = madeUpPupil();
    const school = await schoolOf(await newDevice());
    const refused = await done(live.send(content, school, false));
    expect(refused).toEqual({ ...STALE, id: expect.any(String) });
    expect(live.awaitsProof.value).toBe(true);
    server.answers['signal:send'] = answers;
    const again = await done(live.send(content, school, false));
    expect(again).toEqual({ ok: true, id: (refused as { id: string }).id });
    expect(live.awaitsProof.value).toBe(false);
  });

  test('[R-CLIENT-13] what the server lost waits for it after the next connection, and goes out once it is there', async () => {
    await start();
    server.answers['signal:send'] = answers;
    const answer = await done(live.send(madeUpPupil(), await schoolOf(await newDevice()), false));
    if (!answer.ok) throw new Error(answer.code);
    server.answers['signal:send'] = () => STALE;
    server.inbox = [];
    server.epoch = 'second';
    server.drop();
    await pass(10_000);
    expect(live.status.value.kind).toBe('connected');
    expect(live.awaitsProof.value).toBe(true);

    server.answers['signal:send'] = answers;
    await done(live.proven());
    expect(live.awaitsProof.value).toBe(false);
    expect(live.views.value).toMatchObject([{ id: answer.id }]);
    expect(new Set(server.said('signal:send').map(({ id }) => id))).toEqual(new Set([answer.id]));
  });

  test('[R-CLIENT-13] what is withdrawn asks for nothing, and never goes out', async () => {
    await start();
    server.answers['signal:send'] = () => STALE;
    const answer = await done(live.send(madeUpPupil(), await schoolOf(await newDevice()), false));
    server.answers['signal:withdraw'] = () => ({ ok: false, code: 'unknown-signal' });
    await done(live.withdraw((answer as { id: string }).id));
    expect(live.awaitsProof.value).toBe(false);
    server.heard.length = 0;
    await done(live.proven());
    expect(server.said('signal:send')).toEqual([]);
  });
});

describe('what a person is told beside signals', () => {
  const device = { session: 'new', label: 'Chrome · Android', at: 1, isWaiting: false };
  const told = { id: 'one', change: 'role', about: 'Tom', at: 1 } as const;

  beforeEach(async () => {
    server.news = { newDevices: [device], awaitsApproval: true, announcements: [told], today: NO_DAY };
    await start();
  });

  test('[R-DEVICE-1] comes with the inbox, and whenever it changes', async () => {
    expect(live.newDevices.value).toEqual([device]);
    expect(live.awaitsApproval.value).toBe(true);
    server.page.news({ newDevices: [], awaitsApproval: false, announcements: [], today: NO_DAY });
    expect([live.newDevices.value, live.awaitsApproval.value, live.announcements.value]).toEqual([[], false, []]);
  });

  test('[R-DEVICE-1] is over once it was answered, here or elsewhere', async () => {
    server.answers['device:refuse'] = () => ({ ok: false, code: 'no-answer' });
    expect(await done(live.refuseDevice('new'))).toMatchObject({ ok: false });
    expect(live.newDevices.value).toEqual([device]);
    server.answers['device:approve'] = () => ({ ok: false, code: 'wrong-moment' });
    expect(await done(live.approveDevice('new'))).toEqual({ ok: true });
    expect(live.newDevices.value).toEqual([]);
    await done(live.seen('one'));
    expect(live.announcements.value).toEqual([]);
    expect(server.said('announcement:seen')).toEqual([{ id: 'one' }]);
  });

  test('[R-DEVICE-1] is gone with the session', async () => {
    await live.signOut();
    expect([live.newDevices.value, live.awaitsApproval.value, live.announcements.value]).toEqual([[], false, []]);
  });
});

test('[R-PRESENCE-7] that reach may have changed is one more, as a connection is that comes back', async () => {
  await start();
  const before = live.presence.value;
  server.page.presence();
  expect(live.presence.value).toBe(before + 1);
  server.drop();
  await pass(30_000);
  expect(server.commands().filter((command) => command === 'inbox')).toHaveLength(2);
  expect(live.presence.value).toBe(before + 2);
});
