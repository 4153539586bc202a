import { beforeEach, describe, expect, test } from '@jest/globals';
import { LIMITS } from '../../../src/contract/index.js';
import { type Bare, bare, restored } from '../../../src/signals/restoring.js';
import { type Deed, NONE, type Reserved, type Signal, type Waiting } from '../../../src/signals/signal.js';
import { placesOf, TableHeart } from './heart.js';
import * as made from './made-up.js';
import { ACTORS, AMBER, DRAFT, FOR_SCHOOL, FOR_TEACHER, MINUTE, NOW, PLACES, SENT, state, type Who } from './made-up.js';

const HERE = 'this-epoch';
const deed = (version: number, epoch = 'an-epoch', startedAt = 1): Deed => ({ epoch, startedAt, version });
const [FIRST, LAST, ANEW] = [deed(10), deed(20), deed(5, HERE, 2)];
const of = <S extends Signal>(signal: S, its: Deed): S => ({ ...signal, deed: its });
const back = (present: Signal | null, earlier: Signal) => restored(present, bare(earlier), PLACES.sender, HERE, NOW);

/** What is here, and what is given back: `given`, it takes the place; `=`, what is here stays; `+`, it is added to that. */
const TABLE = `
             sent   first  last   card   end    lost
none         given  given  given  given  given  given
sent         =      given  given  given  given  =
first        =      =      given  given  given  =
last         =      =      =      given  given  =
anew         =      =      +      given  given  =
card:first   =      =      =      given  given  =
card:anew    =      =      =      =      given  =
end          =      =      =      =      =      =
lost:sent    =      given  given  given  given  given
lost:first   =      =      given  given  given  =
lost:anew    =      =      =      given  given  =
`;
const GIVEN: Record<string, Signal> = {
  sent: of(made.waiting, NONE),
  first: of(made.opened, FIRST),
  last: of(state('passed'), LAST),
  card: of(state('card'), LAST),
  end: of(state('end:w'), FIRST),
  lost: of(state('end:l'), FIRST),
};
const PRESENT: Record<string, Signal | null> = {
  none: null,
  ...{ sent: GIVEN.sent!, first: GIVEN.first!, last: GIVEN.last!, end: GIVEN.end! },
  anew: of(made.opened, ANEW),
  ...{ 'card:first': of(state('card'), FIRST), 'card:anew': of(state('card'), ANEW) },
  ...{ 'lost:sent': of(state('end:l'), NONE), 'lost:first': GIVEN.lost!, 'lost:anew': of(state('end:l'), ANEW) },
};

describe('[R-HEAL-2] what is here, and what is given back', () => {
  const [head = '', ...rows] = TABLE.trim().split('\n');
  test.each(rows.map((row) => row.split(/ +/) as [string, ...string[]]))('%s', (name, ...answers) => {
    const present = PRESENT[name]!;
    for (const [at, column] of head.trim().split(/ +/).entries()) {
      const after = back(present, GIVEN[column]!);
      const { state, deed } = GIVEN[column]!;
      const answer = after === present ? '=' : after.state === state && after.deed === deed ? 'given' : '+';
      expect({ column, answer }).toEqual({ column, answer: answers[at] });
    }
  });

  test('a memory that began later counts for more, also where its versions are lower', () => {
    const later = of(made.over, deed(3, 'another-epoch', 2));
    expect(back(GIVEN.last!, later)).toMatchObject({ deed: later.deed });
    expect(back(later, GIVEN.last!)).toMatchObject({ deed: later.deed });
  });
});

describe('[R-HEAL-2] what comes of it', () => {
  const sent = of(made.waiting, NONE);
  const last = of(state('passed'), LAST);

  test('has no copies, and where nobody can read it since when', () => {
    expect(back(null, sent)).toEqual({ ...sent, sealed: null, unreadableSince: NOW });
    expect(back(null, last)).toEqual({ ...last, sealed: null, copies: [{ ...made.copy, sealed: null }] });
    const since = { ...sent, sealed: null, unreadableSince: NOW - 5 };
    expect(back(since, of(made.handed, LAST))).toMatchObject({ unreadableSince: NOW - 5 });
  });

  test('keeps the copies that were sealed anew here', () => {
    expect(back(sent, of(made.handed, LAST))).toMatchObject({ sealed: FOR_SCHOOL, unreadableSince: null });
    expect(back(sent, last)).toMatchObject({ sealed: FOR_SCHOOL, copies: [{ sealed: null }] });
    const first = of({ ...made.opened, copies: [made.otherCopy, made.copy] }, FIRST);
    const [own, others] = [{ sealed: FOR_TEACHER }, { sealed: made.otherCopy.sealed }];
    expect(back(first, last)).toMatchObject({ sealed: FOR_SCHOOL, copies: [own, others] });
    expect(back(first, of(state('card'), LAST))).toMatchObject({ copies: [own, others] });
  });

  test('sent anew and heard of here, it is not heard of again; who called is not asked again', () => {
    const here: Waiting = { ...sent, alertedAt: SENT + 5, reminders: 3, arrivedAt: SENT + 6, calledAt: SENT + 7 };
    const earlier: Waiting = { ...of(made.handed, LAST), alertedAt: null, arrivedAt: null };
    const { alertedAt, reminders, arrivedAt, calledAt } = here;
    expect(back(here, earlier)).toMatchObject({ alertedAt, reminders, arrivedAt, calledAt, handedBack: made.handed.handedBack });
    expect(back({ ...here, alertedAt: null }, of(made.handed, LAST))).toMatchObject({ alertedAt: made.handed.alertedAt });
  });

  test('it arrived when it first did', () => {
    const here = { ...sent, arrivedAt: SENT + 60 };
    expect(back(here, { ...sent, arrivedAt: SENT + 5 })).toMatchObject({ arrivedAt: SENT + 5 });
    expect(back({ ...sent, arrivedAt: null }, { ...sent, arrivedAt: SENT + 5 })).toMatchObject({ arrivedAt: SENT + 5 });
    for (const later of [SENT + 60, SENT + 61, null]) expect(back(here, { ...sent, arrivedAt: later })).toBe(here);
  });

  test('a colleague who is opening it goes on, unless it was opened before', () => {
    const held: Reserved = of(made.held, NONE);
    const goesOn = back(held, of(made.handed, LAST)) as Reserved;
    const { by, reservedAt, sealed } = held;
    expect(goesOn).toMatchObject({ state: 'reserved', by, reservedAt, sealed, handedBack: made.handed.handedBack, deed: LAST });
    expect(Object.keys(goesOn).sort()).toEqual(Object.keys(held).sort());
    expect(back(held, last)).toMatchObject({ state: 'opened', by: made.opened.by });
  });

  test('an end is told to whoever has read it here, too', () => {
    const told = (end: Signal, present: Signal) =>
      (back(present, end) as Extract<Bare, { state: 'ended' }>).witnesses.map(({ as, place }) => `${as} ${place}`).sort();
    const end = of({ ...state('end:w'), witnesses: [] } as Signal, FIRST);
    const over = of(made.over, ANEW);
    expect(told(end, over)).toEqual([`opener ${PLACES.taker}`, `opener ${PLACES.opener}`]);
    expect(told(of(state('end:r'), FIRST), over)).toEqual([...told(end, over), `sender ${PLACES.sender}`]);
    expect(told(end, of(state('card'), ANEW))).toEqual([`teacher ${PLACES.teacher}`]);
    // Of a drill nobody is told, nor of what was completed.
    expect(told(end, { ...over, drill: true })).toEqual([]);
    expect(told(of(state('end:c'), FIRST), over)).toEqual([]);
  });

  test('and to whoever had read it before, of whom whoever ended it did not know', () => {
    const end = of({ ...state('end:w'), witnesses: [] } as Signal, LAST);
    const told = (present: Signal, earlier: Signal) =>
      (back(present, earlier) as Extract<Bare, { state: 'ended' }>).witnesses.map(({ place }) => place).sort();
    expect(told(end, GIVEN.last!)).toEqual([PLACES.opener, PLACES.teacher].sort());
    expect(told({ ...end, outcome: 'returned' } as Signal, GIVEN.last!)).toEqual([PLACES.teacher]);
    for (const [present, earlier] of [
      [of(state('end:w'), LAST), GIVEN.last!],
      [end, GIVEN.sent!],
      [of(state('end:c'), LAST), GIVEN.last!],
      [end, { ...GIVEN.last!, drill: true } as Signal],
    ] as const)
      expect(back(present, earlier)).toBe(present);
  });
});

describe('a server that began anew', () => {
  const { id } = DRAFT;
  let heart: TableHeart;
  /** The last receipts, of the place that was told. */
  let kept: Map<string, string>;

  beforeEach(() => {
    heart = new TableHeart();
    heart.notebook.keeps = true;
    kept = new Map();
  });

  const listen = () => {
    for (const { notice, receipt } of heart.notebook.told.splice(0)) kept.set(notice.audience.place, receipt.state);
    return heart.notebook.take();
  };
  const restart = async () => {
    listen();
    await heart.clock.pass(1_000);
    heart.restart();
    heart.notebook.take();
  };
  const giveBack = async (who: Who, place: keyof typeof PLACES) => {
    const done = await heart.signals.restore(kept.get(PLACES[place])!, placesOf(ACTORS[who]));
    await heart.clock.pass(0);
    return done.ok ? (done.outcome ?? 'ok') : done.code;
  };
  const answer = async () => {
    heart.notebook.answers.at(-1)!();
    await heart.clock.pass(0);
  };
  const sent = async () => {
    await heart.course(['sender', 'send']);
    await answer();
  };
  const goneLost = (as: string) => expect.objectContaining({ gone: { id, as, outcome: 'lost' } });
  const colleagues = () => listen().filter((line) => line.endsWith('colleague'));

  test('[R-HEAL-4] tells nobody anew of what a device had answered, and nobody else of anything', async () => {
    await sent();
    await restart();
    expect(await giveBack('contact', 'contact')).toBe('ok');
    expect(listen()).toEqual(['changed sender', 'changed contact']);
    // Who sent it is not told that it has arrived, as long as nobody can read it.
    expect(await giveBack('sender', 'sender')).toBe('ok');
    expect(listen()).toEqual([]);
    for (const [who, place] of [
      ['contact', 'contact'],
      ['sender', 'sender'],
    ] as const)
      expect(await giveBack(who, place)).toBe('ok');
    expect(listen()).toEqual([]);
  });

  test('[R-HEAL-4] alerts where no device had answered', async () => {
    await heart.course(['sender', 'send']);
    await restart();
    await giveBack('sender', 'sender');
    expect(listen()).toEqual(['changed sender', 'alert contact']);
    await heart.course(['sender', 'reseal'], ['opener', 'open'], ['opener', 'read'], ['opener', 'pass-on']);
    await restart();
    await giveBack('opener', 'opener');
    expect(listen().sort()).toEqual(['alert teacher', 'changed contact', 'changed opener', 'changed sender']);
  });

  test('[R-HEAL-4] a teacher who gives it back has been alerted', async () => {
    await heart.course(['sender', 'send'], ['opener', 'open'], ['opener', 'read'], ['opener', 'pass-on']);
    await restart();
    await giveBack('teacher', 'teacher');
    expect(listen()).toContain('changed teacher');
    expect(await heart.signal).toMatchObject({ copies: [{ arrivedAt: heart.clock.now() }] });
  });

  test('[R-HEAL-4] before the alert window nobody is alerted, and then everybody', async () => {
    heart.clock.oversleep(made.OPENS - MINUTE);
    await heart.course(['sender', 'send']);
    await restart();
    await giveBack('contact', 'contact');
    await heart.course(['sender', 'reseal']);
    expect(listen()).toEqual(['changed sender', 'changed contact']);
    await heart.clock.goTo(made.OPENS);
    expect(listen()).toEqual(['alert contact']);
  });

  test('[R-HEAL-5] what nobody can read has not arrived, and is lost after a minute, not before', async () => {
    await sent();
    await restart();
    await giveBack('contact', 'contact');
    const given = heart.clock.now();
    expect((await heart.inbox(ACTORS.sender)).views).toMatchObject([{ progress: 'waiting', arrivedAt: null }]);
    expect(await heart.give('contact', 'open')).toBe('no-living-key');
    await heart.clock.goTo(given + LIMITS.healing - 1);
    expect(await heart.signal).toMatchObject({ state: 'waiting' });
    heart.notebook.notices.splice(0);
    await heart.clock.goTo(given + LIMITS.healing);
    const told = heart.notebook.notices.splice(0).map(({ notice }) => notice);
    expect(told).toEqual([goneLost('sender'), goneLost('contact')]);
    expect(await heart.signal).toMatchObject({
      outcome: 'lost',
      witnesses: [
        { as: 'sender', place: PLACES.sender },
        { as: 'contact', place: PLACES.contact },
      ],
    });
    expect((await heart.inbox(ACTORS.sender)).gone).toEqual([{ id, as: 'sender', outcome: 'lost' }]);
    expect(heart.clock.armed).toBe(1);
  });

  test('[R-HEAL-5] whoever has the content seals it anew in time: it has arrived, and is not lost', async () => {
    await sent();
    await restart();
    await giveBack('contact', 'contact');
    await heart.clock.pass(LIMITS.healing - 1);
    expect(await heart.give('sender', 'reseal')).toBe('ok');
    await heart.clock.pass(MINUTE);
    expect((await heart.inbox(ACTORS.sender)).views).toMatchObject([{ progress: 'waiting', arrivedAt: SENT + 1_000 }]);
    expect(await heart.give('contact', 'open')).toBe('ok');
  });

  test('[R-HEAL-5] what is lost its own sender sends again under its id; nobody else can, and an old receipt does not', async () => {
    await sent();
    await restart();
    await giveBack('contact', 'contact');
    await heart.clock.pass(LIMITS.healing);
    heart.notebook.told.splice(0);
    heart.notebook.take();
    for (const who of ['contact', 'sender'] as const) expect(await giveBack(who, who)).toBe('lost');
    expect([await heart.give('colleague', 'send'), await heart.give('sender elsewhere', 'send')]).toEqual([
      'id-in-use',
      'id-in-use',
    ]);
    expect(await heart.give('sender', 'again')).toBe('unknown-signal');
    expect(listen()).toEqual([]);
    expect(await heart.give('sender', 'send')).toBe('ok');
    expect(listen()).toEqual(['changed sender', 'alert contact']);
    expect(heart.counter.counts.map(({ kind }) => kind)).toEqual(['sent']);
  });

  test('[R-HEAL-5] what was opened before is no longer lost, once that is given back', async () => {
    await sent();
    listen();
    const early = kept.get(PLACES.sender)!;
    await heart.course(['opener', 'open'], ['opener', 'read']);
    await restart();
    await heart.signals.restore(early, placesOf(ACTORS.sender));
    await heart.clock.pass(LIMITS.healing);
    expect(await heart.signal).toMatchObject({ outcome: 'lost' });
    expect(await giveBack('opener', 'opener')).toBe('ok');
    expect(await heart.signal).toMatchObject({ state: 'opened', by: { person: 'id-opener' } });
    // A memory that it was lost in does not count for more than what it was lost from.
    await restart();
    await giveBack('sender', 'sender');
    expect(await heart.signal).toMatchObject({ state: 'opened' });
  });

  test('[R-HEAL-5] whoever was told that it is lost is told what became of it instead', async () => {
    await sent();
    listen();
    const early = kept.get(PLACES.sender)!;
    await heart.course(['opener', 'open'], ['opener', 'read'], ['opener', 'pass-on'], ['opener', 'complete']);
    listen();
    await restart();
    await heart.signals.restore(early, placesOf(ACTORS.sender));
    await heart.clock.pass(LIMITS.healing);
    expect(await heart.signal).toMatchObject({ outcome: 'lost' });
    heart.notebook.notices.splice(0);
    await giveBack('teacher', 'teacher');
    const told = heart.notebook.notices.splice(0).map(({ notice }) => notice);
    const completed = (as: string) => expect.objectContaining({ gone: { id, as, outcome: 'completed' } });
    expect(told).toEqual([completed('sender'), completed('contact'), expect.objectContaining({ event: 'changed' })]);
  });

  test('[R-HEAL-2] whoever acts first on an older state takes nobody’s card away', async () => {
    await sent();
    await heart.course(['opener', 'open'], ['opener', 'read'], ['opener', 'pass-on'], ['teacher', 'copy']);
    listen();
    const early = kept.get(PLACES.teacher)!;
    await heart.clock.pass(1_000);
    await heart.course(['opener', 'choose'], ['contact', 'take-over']);
    await restart();
    await heart.signals.restore(early, placesOf(ACTORS.teacher));
    await heart.course(['teacher', 'know']);
    listen();
    expect(await giveBack('other teacher', 'other teacher')).toBe('ok');
    expect(listen()).not.toContain('alert teacher');
    expect(await giveBack('contact', 'taker')).toBe('ok');
    expect(await heart.signal).toMatchObject({
      by: { person: ACTORS.contact.person },
      copies: [{ person: ACTORS.teacher.person, knownAt: SENT + 2_000 }, { person: ACTORS['other teacher'].person }],
    });
    for (const who of ['teacher', 'other teacher'] as const) expect((await heart.inbox(ACTORS[who])).views).toHaveLength(1);
  });

  test('[R-HEAL-5] given back by who cannot seal it anew it is lost, and by who can it is not', async () => {
    const handBack = async () => {
      await heart.course(['sender', 'send'], ['opener', 'open'], ['opener', 'read'], ['opener', 'hand-back']);
      await restart();
      await giveBack('contact', 'contact');
    };
    await handBack();
    expect([await heart.give('contact', 'seal-s'), await heart.give('opener', 'seal-s')]).toEqual(['wrong-moment', 'ok']);
    await heart.clock.pass(LIMITS.healing);
    expect(await heart.give('contact', 'open')).toBe('ok');
    heart = new TableHeart();
    heart.notebook.keeps = true;
    await handBack();
    await heart.clock.pass(LIMITS.healing);
    expect(await heart.signal).toMatchObject({ outcome: 'lost' });
  });

  test('[R-HEAL-6] counts nothing again, nor what is lost', async () => {
    const kinds = () => heart.counter.counts.splice(0).map(({ kind }) => kind);
    await heart.course(['sender', 'send'], ['opener', 'open'], ['opener', 'read'], ['opener', 'pass-on']);
    await heart.course(['teacher', 'copy'], ['teacher', 'know']);
    expect(kinds()).toEqual(['sent', 'opened-before-bell', 'known-before-bell']);
    await restart();
    for (const who of ['sender', 'contact', 'opener', 'teacher'] as const) await giveBack(who, who);
    expect(await heart.signal).toMatchObject({ copies: [{ knownAt: SENT }] });
    await heart.clock.goTo(made.ENDS);
    expect(kinds()).toEqual([]);

    heart = new TableHeart();
    heart.notebook.keeps = true;
    await sent();
    await restart();
    await giveBack('contact', 'contact');
    await heart.clock.goTo(made.ENDS);
    expect(kinds()).toEqual(['sent']);
  });

  test('[R-HEAL-4] colleagues hear of it at amber, counted from when it was sent first', async () => {
    await sent();
    await restart();
    await heart.clock.pass(2 * MINUTE);
    await heart.give('sender', 'send');
    await giveBack('contact', 'contact');
    listen();
    await heart.clock.goTo(AMBER + 2 * MINUTE);
    expect(colleagues()).toEqual([]);
    await heart.clock.pass(MINUTE);
    expect(colleagues()).toEqual(['changed colleague']);
  });

  test('[R-PUSH-5] of the reminders that were slept through one is given', async () => {
    await sent();
    await heart.clock.goTo(SENT + 5 * MINUTE);
    await restart();
    await heart.clock.pass(4 * MINUTE);
    await giveBack('contact', 'contact');
    await heart.give('sender', 'reseal');
    expect(listen().filter((line) => line.startsWith('reminder'))).toEqual(['reminder contact']);
    await heart.clock.goTo(SENT + 10 * MINUTE);
    expect(listen()).toEqual(['reminder contact']);
  });

  test('[R-HEAL-1] refuses what is over, and what it held itself and holds no longer', async () => {
    await sent();
    listen();
    expect(await giveBack('contact', 'contact')).toBe('ok');
    await heart.course(['sender', 'withdraw']);
    expect(await giveBack('contact', 'contact')).toBe('unknown-signal');
    await restart();
    expect(await giveBack('colleague', 'contact')).toBe('unknown-signal');
    heart.clock.oversleep(made.ENDS);
    expect(await giveBack('contact', 'contact')).toBe('unknown-signal');
    expect([heart.store.size, listen()]).toEqual([0, []]);
  });

  test('[R-END-4] who had read what somebody else withdrew on an older state is told, and nobody twice', async () => {
    await sent();
    listen();
    const early = kept.get(PLACES.sender)!;
    await heart.course(['opener', 'open'], ['opener', 'read'], ['opener', 'pass-on'], ['teacher', 'copy']);
    await restart();
    await heart.signals.restore(early, placesOf(ACTORS.sender));
    await heart.course(['sender', 'withdraw']);
    listen();
    expect(await giveBack('teacher', 'teacher')).toBe('withdrawn');
    expect(listen()).toEqual(['gone opener', 'gone teacher']);
    const gone = [{ id, as: 'teacher', outcome: 'withdrawn' }];
    expect((await heart.inbox(ACTORS.teacher)).gone).toEqual(gone);
  });

  test('[R-STORE-2] a full one says so, and nothing of it is left or told', async () => {
    heart = new TableHeart(1);
    heart.notebook.keeps = true;
    await sent();
    await restart();
    const other = { ...DRAFT, id: '00000000-0000-4000-8000-000000000000' };
    await heart.signals.run(other.id, { do: 'send', draft: other }, ACTORS.sender);
    heart.notebook.told.splice(0);
    heart.notebook.take();
    expect([await giveBack('contact', 'contact'), listen(), heart.store.size]).toEqual(['busy', [], 1]);
  });
});
