import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { expectConsole } from '../../support/expect-console.js';
import { TableHeart as Heart } from './heart.js';
import * as made from './made-up.js';
import { ACTORS, AMBER, DRAFT, MINUTE, SENT, type Who } from './made-up.js';

const SEND: [Who, string] = ['sender', 'send'];
const OPEN: [Who, string][] = [SEND, ['opener', 'open'], ['opener', 'read']];

let heart: Heart;
beforeEach(() => {
  heart = new Heart();
});

describe('[R-OPEN-2] of two who open at once', () => {
  test('one gets the copy, and the other hears who was first', async () => {
    await heart.give('sender', 'send');
    const both = await Promise.all([heart.give('contact', 'open'), heart.give('opener', 'open')]);
    expect(both.sort()).toEqual(['ok', 'taken']);
  });
});

describe('[R-OPEN-1] a reservation', () => {
  test('ends at 15 seconds: the contacts are alerted again, and what was read too late is not opened', async () => {
    await heart.give('sender', 'send');
    await heart.give('opener', 'open');
    await heart.clock.goTo(SENT + 14_999);
    heart.notebook.take();
    await heart.clock.goTo(SENT + 15_000);
    expect(heart.notebook.take()).toEqual(['alert contact']);
    expect(await heart.give('opener', 'read')).toBe('wrong-moment');
    expect(await heart.give('contact', 'open')).toBe('ok');
  });

  test('that was read holds, and leaves nothing to wait for but the end of the day', async () => {
    await heart.give('sender', 'send');
    await heart.give('opener', 'open');
    await heart.clock.goTo(SENT + 14_999);
    expect(await heart.give('opener', 'read')).toBe('ok');
    await heart.clock.goTo(SENT + 3_600_000);
    expect(await heart.signal).toMatchObject({ state: 'opened', openedAt: SENT + 14_999 });
    expect(heart.clock.armed).toBe(1);
  });
});

describe('[R-SEND-4] arrived', () => {
  const arrived = async () => ((await heart.signal) as { arrivedAt: number | null }).arrivedAt;

  test('is when a device has answered, once, and the sender hears it', async () => {
    await heart.give('sender', 'send');
    expect(heart.notebook.take()).toEqual(['changed sender', 'alert contact']);
    expect(await arrived()).toBeNull();
    await heart.clock.pass(2_000);
    for (let device = 0; device < 2; device++) heart.notebook.answers[0]!();
    await heart.clock.pass(0);
    expect(await arrived()).toBe(SENT + 2_000);
    expect(heart.notebook.take()).toEqual(['changed sender']);
  });

  test('is not what a device answers late, to an alert before the signal was given back', async () => {
    await heart.course(...OPEN);
    await heart.clock.pass(1_000);
    await heart.course(['opener', 'hand-back']);
    await heart.clock.pass(0);
    const [late, inTime] = heart.notebook.answers;
    late!();
    await heart.clock.pass(0);
    expect(await arrived()).toBeNull();
    inTime!();
    await heart.clock.pass(0);
    expect(await arrived()).toBe(SENT + 1_000);
  });

  test('waits in the inbox of whoever comes later, as an alert that can still be answered', async () => {
    await heart.give('sender', 'send');
    const inbox = () => heart.inbox(ACTORS.contact);
    const [unanswered] = (await inbox()).unanswered;
    const alert = unanswered?.notice;
    expect(alert).toMatchObject({ event: 'alert', audience: { as: 'contact' }, view: { id: DRAFT.id, as: 'contact' } });
    await heart.signals.answered(alert!.view, alert!.audience);
    expect(await arrived()).toBe(SENT);
    expect(await inbox()).toMatchObject({ views: [{ id: DRAFT.id }], unanswered: [] });
  });
});

describe('[R-VIEW-4] amber', () => {
  const colleagues = () => heart.notebook.take().filter((line) => line.endsWith('colleague'));

  test('is told to the colleagues of the sender when it comes, once', async () => {
    await heart.give('sender', 'send');
    await heart.clock.goTo(AMBER - 1);
    expect(colleagues()).toEqual([]);
    await heart.clock.goTo(AMBER);
    expect(colleagues()).toEqual(['changed colleague']);
    heart.notebook.answers[0]!();
    await heart.clock.goTo(AMBER + 3_600_000);
    expect(colleagues()).toEqual([]);
    expect(heart.clock.armed).toBe(1);
  });

  test.each([
    ['while it is being opened', 5_000],
    ['at the very moment at which a reservation lapses', 15_000],
  ])('comes %s', async (_, before) => {
    await heart.give('sender', 'send');
    await heart.clock.goTo(AMBER - before);
    await heart.give('opener', 'open');
    await heart.clock.goTo(AMBER);
    expect(colleagues()).toEqual(['changed colleague']);
  });

  test('comes although something else changes before its late timer runs', async () => {
    await heart.give('sender', 'send');
    heart.clock.oversleep(AMBER + 5);
    heart.notebook.answers[0]!();
    await heart.clock.pass(0);
    expect(colleagues()).toEqual(['changed colleague']);
  });

  test('does not come for what was opened in time', async () => {
    await heart.course(...OPEN);
    await heart.clock.goTo(AMBER);
    expect(colleagues()).toEqual([]);
  });

  test('[R-OPEN-4] comes for what was given back before it', async () => {
    await heart.course(...OPEN, ['opener', 'hand-back']);
    await heart.clock.goTo(AMBER - 1);
    expect(colleagues()).toEqual([]);
    await heart.clock.goTo(AMBER);
    expect(colleagues()).toEqual(['changed colleague']);
    // The next reminder, and the end of the day.
    expect(heart.clock.armed).toBe(2);
  });

  test('[R-OPEN-4] is told at once, and once, by what is given back after it', async () => {
    await heart.course(...OPEN);
    await heart.clock.goTo(AMBER + MINUTE);
    await heart.course(['opener', 'hand-back']);
    await heart.clock.goTo(AMBER + 3_600_000);
    expect(colleagues()).toEqual(['changed colleague']);
  });

  test('[R-DRILL-1] is told to nobody of a drill that the school started', async () => {
    await heart.course(['opener', 'start']);
    await heart.clock.goTo(AMBER + MINUTE);
    expect(heart.notebook.take().filter((line) => line !== 'reminder contact')).toEqual(['alert contact']);
  });
});

test('[R-OPEN-4] what is given back is alerted to the contacts again, at once', async () => {
  await heart.course(...OPEN);
  heart.notebook.take();
  await heart.course(['opener', 'hand-back']);
  await heart.clock.pass(0);
  expect(heart.notebook.take()).toEqual(['changed sender', 'changed contact', 'alert contact']);
});

describe('[R-OPEN-3] of two who take over at once', () => {
  test('both are answered, in some order, and the last one follows it', async () => {
    await heart.course(...OPEN, ['contact', 'take-over']);
    heart.notebook.take();
    const both = await Promise.all([heart.give('opener', 'take-over'), heart.give('contact', 'take-over')]);
    expect(both).toEqual(['ok', 'ok']);
    const { by } = (await heart.signal) as { by: { person: string } };
    expect((await heart.inbox(ACTORS.opener)).views[0]!.as).toBe(by.person === 'id-opener' ? 'opener' : 'contact');
    expect((await heart.inbox(ACTORS.contact)).views[0]!.as).toBe(by.person === 'id-contact' ? 'opener' : 'contact');
  });
});

describe('an inbox', () => {
  test('[R-END-1] still tells what became of a signal, to those who had seen it, until the end of that day', async () => {
    await heart.course(...OPEN, ['sender', 'withdraw']);
    const inbox = (who: Who) => heart.inbox(ACTORS[who]);
    const { id } = DRAFT;
    expect((await inbox('sender')).gone).toEqual([{ id, as: 'sender', outcome: 'withdrawn' }]);
    expect((await inbox('opener')).gone).toEqual([{ id, as: 'opener', outcome: 'withdrawn' }]);
    expect(await inbox('contact')).toEqual({ views: [], gone: [], receipts: [], unanswered: [] });
    await heart.clock.goTo(made.ENDS);
    expect(await inbox('sender')).toEqual({ views: [], gone: [], receipts: [], unanswered: [] });
  });

  test('[R-VIEW-1] holds one view of what somebody opened: the closer one', async () => {
    await heart.course(...OPEN);
    const { views } = await heart.inbox(ACTORS.opener);
    expect(views.map(({ as }) => as)).toEqual(['opener']);
  });
});

describe('[R-STORE-6] a store of which nobody knows what it holds', () => {
  test('ends no server: one line says so of what falls due, and of a device that answers; once it is known all goes on', async () => {
    await heart.give('sender', 'send');
    heart.notebook.take();
    const store = jest.spyOn(heart.store, 'get').mockRejectedValue(new TypeError());
    await heart.clock.goTo(AMBER);
    heart.notebook.answers[0]!();
    await heart.clock.pass(60_000);
    expectConsole(/^console.error: .*"error":"TypeError","msg":"waking failed"/);
    expectConsole(/^console.error: .*"error":"TypeError","msg":"arriving failed"/);
    expect(heart.notebook.take()).toEqual([]);
    store.mockRestore();
    await heart.clock.pass(2_000);
    expect(heart.notebook.take().sort()).toEqual(['changed colleague', 'changed sender', 'reminder contact']);
  });
});

test('a full store refuses the sender, and nothing of the refused signal is left or told', async () => {
  heart = new Heart(1);
  await heart.give('sender', 'send');
  heart.notebook.take();
  const other = { ...DRAFT, id: '00000000-0000-4000-8000-000000000000' };
  const done = await heart.signals.run(other.id, { do: 'send', draft: other }, ACTORS.sender);
  expect(done).toEqual({ ok: false, code: 'busy' });
  expect(heart.notebook.take()).toEqual([]);
  expect([heart.store.size, await heart.store.get(other.id)]).toEqual([1, null]);
});

test('[R-VIEW-1] versions leap, so that the number of steps that somebody does not see is not told', async () => {
  const versions: number[] = [];
  for (const step of [...OPEN, ['opener', 'told'] as const]) {
    await heart.course([...step]);
    versions.push((await heart.signal)!.version);
  }
  const leaps = versions.map((version, i) => version - (versions[i - 1] ?? 0));
  expect(Math.min(...leaps)).toBeGreaterThan(0);
  expect(leaps.filter((leap) => leap === 1).length).toBeLessThan(leaps.length);
});

test('[R-OPEN-4] given back it arrives anew, by a device of a colleague', async () => {
  await heart.course(...OPEN);
  heart.notebook.answers.at(-1)!();
  await heart.clock.pass(0);
  heart.notebook.take();
  await heart.give('opener', 'hand-back');
  await heart.clock.pass(0);
  expect(await heart.signal).toMatchObject({ state: 'waiting', arrivedAt: null });
  const [alert] = heart.notebook.notices.filter(({ notice }) => notice.event === 'alert');
  expect(alert!.notice.audience.except).toBe(made.PLACES.opener);
  expect((await heart.inbox(ACTORS.opener)).unanswered).toEqual([]);
  expect((await heart.inbox(ACTORS.contact)).unanswered).toHaveLength(1);
  heart.notebook.answers.at(-1)!();
  await heart.clock.pass(0);
  expect((await heart.inbox(ACTORS.contact)).unanswered).toEqual([]);
});
