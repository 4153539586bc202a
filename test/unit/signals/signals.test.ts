import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Actor,
  Announcer,
  type Audience,
  MemoryStore,
  type Notice,
  type Place,
  placeOf,
  type Signal,
  Signals,
} from '../../../src/signals/index.js';
import { FakeClock } from '../../support/fake-clock.js';
import * as made from './made-up.js';
import { ACTORS, COMMANDS, DRAFT, PLACES } from './made-up.js';

type Who = keyof typeof ACTORS;

/** Notes what is announced; a test answers an alert when it likes. */
class Notebook extends Announcer {
  readonly notices: Notice[] = [];
  readonly answers: (() => void)[] = [];

  override announce(notice: Notice, answered: () => void): void {
    this.notices.push(notice);
    if (notice.event === 'alert') this.answers.push(answered);
  }

  /** Whom something was announced to since this was asked last. */
  take(): string[] {
    return this.notices.splice(0).map(({ event, audience }) => `${event} ${audience.as}`);
  }
}

class Heart {
  readonly clock = new FakeClock(made.SENT);
  readonly notebook = new Notebook();
  readonly store: MemoryStore;
  readonly signals: Signals;

  constructor(capacity = 10) {
    this.store = new MemoryStore(this.clock, capacity);
    this.signals = new Signals(this.store, this.clock, this.notebook);
  }

  async give(who: Who, command: string): Promise<string> {
    const done = await this.signals.run(DRAFT.id, COMMANDS[command]!(who), ACTORS[who]);
    return done.ok ? 'ok' : done.code;
  }

  get signal(): Promise<Signal | null> {
    return this.store.get(DRAFT.id);
  }
}

/** Where somebody would listen who also were a sender. */
const placesOf = ({ person, contactOf, teacherOf }: Actor): Place[] => [
  ...[placeOf.sender(person), PLACES.colleague],
  ...contactOf.flatMap((code): Place[] => [`contacts:${code}`, placeOf.contact(code, person)]),
  ...teacherOf.map((code) => placeOf.teacher(code, person)),
];

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
    await heart.clock.goTo(made.SENT + 14_999);
    heart.notebook.take();
    await heart.clock.goTo(made.SENT + 15_000);
    expect(heart.notebook.take()).toEqual(['changed contact', 'alert contact']);
    expect(await heart.give('opener', 'read')).toBe('wrong-moment');
    expect(await heart.give('contact', 'open')).toBe('ok');
  });

  test('that was read holds, and leaves nothing to wait for but the end of the day', async () => {
    await heart.give('sender', 'send');
    await heart.give('opener', 'open');
    await heart.clock.goTo(made.SENT + 14_999);
    expect(await heart.give('opener', 'read')).toBe('ok');
    await heart.clock.goTo(made.SENT + 3_600_000);
    expect(await heart.signal).toMatchObject({ state: 'opened', openedAt: made.SENT + 14_999 });
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
    expect(await arrived()).toBe(made.SENT + 2_000);
    expect(heart.notebook.take()).toEqual(['changed sender']);
  });

  test('waits in the inbox of whoever comes later, as an alert that can still be answered', async () => {
    await heart.give('sender', 'send');
    const inbox = () => heart.signals.inbox(placesOf(ACTORS.contact));
    const [alert] = (await inbox()).unanswered;
    expect(alert).toMatchObject({ event: 'alert', audience: { as: 'contact' }, view: { id: DRAFT.id, as: 'contact' } });
    await heart.signals.answered(DRAFT.id, alert!.audience);
    expect(await arrived()).toBe(made.SENT);
    expect(await inbox()).toMatchObject({ views: [{ id: DRAFT.id }], unanswered: [] });
  });
});

describe('[R-VIEW-4] amber', () => {
  const AMBER = made.SENT + 5 * 60_000;
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
    await heart.give('sender', 'send');
    await heart.give('opener', 'open');
    await heart.give('opener', 'read');
    await heart.clock.goTo(AMBER);
    expect(colleagues()).toEqual([]);
  });
});

describe('an inbox', () => {
  test('[R-END-1] still tells what became of a signal, to those who had seen it, until the end of that day', async () => {
    for (const [who, command] of [
      ['sender', 'send'],
      ['opener', 'open'],
      ['opener', 'read'],
      ['sender', 'withdraw'],
    ] as const)
      expect(await heart.give(who, command)).toBe('ok');
    const inbox = (who: Who) => heart.signals.inbox(placesOf(ACTORS[who]));
    const { id } = DRAFT;
    expect((await inbox('sender')).gone).toEqual([{ id, as: 'sender', outcome: 'withdrawn' }]);
    expect((await inbox('opener')).gone).toEqual([{ id, as: 'opener', outcome: 'withdrawn' }]);
    expect(await inbox('contact')).toEqual({ views: [], gone: [], unanswered: [] });
    await heart.clock.goTo(made.ENDS);
    expect(await inbox('sender')).toEqual({ views: [], gone: [], unanswered: [] });
  });

  test('[R-VIEW-1] holds one view of what somebody opened: the closer one', async () => {
    for (const [who, command] of [
      ['sender', 'send'],
      ['opener', 'open'],
      ['opener', 'read'],
    ] as const)
      await heart.give(who, command);
    const { views } = await heart.signals.inbox(placesOf(ACTORS.opener));
    expect(views.map(({ as }) => as)).toEqual(['opener']);
  });
});

test('a full store refuses the sender, and nothing of the refused signal is left or told', async () => {
  heart = new Heart(1);
  await heart.give('sender', 'send');
  heart.notebook.take();
  const other = { ...DRAFT, id: '00000000-0000-4000-8000-000000000000' };
  const done = await heart.signals.run(other.id, { do: 'send', school: DRAFT.school.code, draft: other }, ACTORS.sender);
  expect(done).toEqual({ ok: false, code: 'busy' });
  expect(heart.notebook.take()).toEqual([]);
  expect([heart.store.size, await heart.store.get(other.id)]).toEqual([1, null]);
});

describe('whatever is done, in whatever order', () => {
  const step = fc.record({
    who: fc.constantFrom(...(Object.keys(ACTORS) as Who[])),
    // Most of what is tried should come far enough to matter.
    command: fc.oneof(
      fc.constantFrom(...Object.keys(COMMANDS)),
      fc.constantFrom('send', 'open', 'read', 'pass-on', 'copy', 'know'),
    ),
    wait: fc.constantFrom(0, 0, 0, 1_000, 15_000, 300_000),
    answered: fc.boolean(),
  });

  test('[R-VIEW-3] [R-END-1] no view holds content, versions only rise, and at the end of the day nothing is left', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        heart = new Heart();
        let version = 0;
        for (const { who, command, wait, answered } of [
          { who: 'sender', command: 'send', wait: 0, answered: false } as const,
          ...steps,
        ]) {
          await heart.give(who, command);
          if (answered) heart.notebook.answers.at(-1)?.();
          await heart.clock.pass(wait);
          const now = (await heart.signal)?.version ?? version;
          expect(now).toBeGreaterThanOrEqual(version);
          version = now;
        }
        await heart.clock.goTo(made.ENDS - 1);
        const inboxes = await Promise.all(Object.values(ACTORS).map((actor) => heart.signals.inbox(placesOf(actor))));
        const said = JSON.stringify([heart.notebook.notices, inboxes]);
        expect(said).not.toContain('SEALED');
        const theirs = (as: Audience['as']) => as === 'sender' || as === 'colleague';
        for (const notice of heart.notebook.notices)
          if (notice.event !== 'gone' && theirs(notice.view.as)) expect(JSON.stringify(notice.view)).not.toMatch(/Name of|id-/);
        await heart.clock.goTo(made.ENDS);
        expect([heart.store.size, heart.clock.armed]).toEqual([0, 0]);
        for (const actor of Object.values(ACTORS))
          expect(await heart.signals.inbox(placesOf(actor))).toEqual({ views: [], gone: [], unanswered: [] });
      }),
      { numRuns: 60 },
    );
  });
});
