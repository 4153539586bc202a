import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { and, eq } from 'drizzle-orm';
import { LIMITS, type Wanted } from '../../src/contract/index.js';
import { DATABASE, type Database } from '../../src/directory/index.js';
import { roles } from '../../src/directory/schema.js';
import { type Content, seal } from '../../src/sealed/index.js';
import { Headlines } from '../../src/session/headlines.js';
import { Receipts, Tally } from '../../src/signals/index.js';
import { withBystanders } from '../support/bystanders.js';
import { arrivesListening, bare } from '../support/frames.js';
import { heardOf, of, overheard, settle } from '../support/news.js';
import { ok, Person, prepared } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { withApp } from '../support/start-app.js';

const LINDE = '99AA00';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const context = withApp();
// No session and no signal of the test before is left.
beforeEach(() => context.app.clock.pass(42 * DAY));
const bystanders = withBystanders(context, { beyondAmber: true });
const names = ['Karin de Graaf', 'Petra van Dam', 'Hans Willems', 'Marijke Bos'] as const;
let [karin, petra, hans, marijke]: Person[] = [];
const everybody = () => [karin!, petra!, hans!, marijke!];

beforeEach(async () => {
  [karin, petra, hans, marijke] = await Promise.all(names.map((name) => context.arrives(name)));
});

/** The server is killed and starts again; whom it does not concern listens again, and these people do. */
async function restarts(...back: Person[]): Promise<void> {
  await context.app.restarts();
  await bystanders.comeBack();
  for (const person of back) await person.comesBack();
  for (const person of everybody()) person.heard.splice(0);
}

/** Sent, and perhaps opened by Petra, and passed on to Marijke, who has opened it. */
async function comes(as: 'sent' | 'opened' | 'copied', pupil: Content = madeUpPupil()): Promise<string> {
  const id = await karin!.sends(pupil, 'linde');
  if (as !== 'sent') await petra!.opens(id, LINDE);
  if (as === 'copied') {
    await petra!.passesOn(id, pupil, 'Marijke Bos');
    await marijke!.opensCopy(id);
  }
  await settle(...everybody());
  return id;
}

/** Does what a page does that is asked for a copy and has its content. */
async function seals(person: Person, content: Content, { id, as, teacher, devices }: Wanted): Promise<string[]> {
  const sealed = await seal(content, id, teacher === null ? { school: LINDE } : { teacher }, devices);
  const said = {
    sender: () => person.says('signal:reseal', { id, sealed }),
    opener: () => person.says('copies:reseal', { id, teacher, sealed }),
    teacher: () => person.says('copy:reseal', { id, sealed }),
  };
  return ok(await said[as]()).missing;
}

const asked = (person: Person) => person.hears('signal:reseal-wanted');

describe('a server that began anew', () => {
  test('[R-HEAL-1] begins while an inbox is read, which then says that it is of the one before', async () => {
    const { epoch } = await karin!.inbox();
    const headlines = context.app.get(Headlines);
    const forCaller = headlines.for.bind(headlines);
    let anew: { restore(): void } | undefined;
    jest.spyOn(headlines, 'for').mockImplementationOnce((caller) => {
      anew = jest.replaceProperty(context.app.store, 'epoch', randomUUID());
      return forCaller(caller);
    });
    const inbox = await karin!.inbox();
    anew!.restore();
    expect(inbox.epoch).toBe(epoch);
  });

  test('[R-HEAL-1] [R-RESEAL-2] is given back everything, and the morning goes on', async () => {
    const pupil = madeUpPupil();
    const id = await comes('copied', pupil);
    const before = await Promise.all(everybody().map((person) => person.sees(id)));
    const { epoch } = await karin!.inbox();
    await restarts(...everybody());
    const inbox = await karin!.inbox();
    expect([inbox.epoch === epoch, inbox.views, inbox.restartedAt]).toEqual([false, [], expect.any(Number)]);

    expect(await marijke!.givesBack(id)).toBe('ok');
    for (const person of [karin!, petra!]) expect(await person.givesBack(id)).toBe('ok');
    const after = await Promise.all(everybody().map((person) => person.sees(id)));
    expect(after).toEqual(before.map((view) => ({ ...view, version: expect.any(Number) })));
    // Nobody is alerted anew.
    for (const person of everybody()) expect(person.heard.map(({ event }) => event)).not.toContain('signal:alert');

    // The copies are forgotten, and come again from whoever has the content.
    expect(await marijke!.says('copy:open', { id, device: marijke!.device })).toEqual({ ok: false, code: 'no-living-key' });
    const wanted = (await petra!.inbox()).wanted;
    expect(wanted.map(({ as, teacher }) => [as, teacher])).toEqual([
      ['opener', null],
      ['opener', marijke!.id],
    ]);
    expect(JSON.stringify((await marijke!.inbox()).wanted.map(({ as, teacher }) => [as, teacher]))).toBe(
      JSON.stringify([['teacher', marijke!.id]]),
    );
    for (const each of wanted) expect(await seals(petra!, pupil, each)).toEqual([]);
    expect((await petra!.inbox()).wanted).toEqual([]);
    expect(await marijke!.opensCopy(id)).toEqual(pupil);
    expect(await hans!.takesOver(id, LINDE)).toEqual(pupil);
    ok(await marijke!.says('signal:know', { id }));
    expect(await karin!.sees(id)).toMatchObject({ progress: 'known', knownBy: 'teacher' });
  });

  test('[R-SEND-5] [R-HEAL-6] the same signal sent and given back a hundred times, at once and after reconnections, is one signal, one alert and one count', async () => {
    const counted = jest.spyOn(context.app.get(Tally), 'count');
    const signal = await prepared(madeUpPupil(), await karin!.finds('linde'));
    const { id } = signal;
    const hundredfold = async (says: () => Promise<{ ok: boolean }>) => {
      for (const answer of await Promise.all(Array.from({ length: 100 }, says))) ok(answer);
    };
    const sends = () => karin!.says('signal:send', signal);
    await hundredfold(sends);
    for (let time = 0; time < 3; time++) {
      await karin!.comesBack();
      await hundredfold(sends);
    }
    await karin!.hears(
      'signal:changed',
      of(id, 'sender', ({ arrivedAt }) => arrivedAt !== null),
    );
    const alerts = () => [petra!, hans!].map((person) => person.heard.filter(({ event }) => event === 'signal:alert').length);
    expect(alerts()).toEqual([1, 1]);
    expect(counted.mock.calls.map(([{ kind }]) => kind)).toEqual(['sent']);

    const { state } = hans!.receipts.get(id)!;
    await restarts(karin!, petra!, hans!);
    const countedAnew = jest.spyOn(context.app.get(Tally), 'count');
    await hundredfold(() => hans!.says('signal:restore', { state }));
    await hundredfold(sends);
    expect(context.app.store.size).toBe(1);
    expect(await petra!.opens(id, LINDE)).toBeDefined();
    expect(alerts()).toEqual([0, 0]);
    expect(countedAnew.mock.calls.map(([{ kind }]) => kind)).not.toContain('sent');
  });
});

describe('what has ended', () => {
  test('[R-HEAL-1] withdrawn, it is not given back: an old receipt changes nothing and tells nothing', async () => {
    const id = await comes('opened');
    const { state } = petra!.receipts.get(id)!;
    ok(await karin!.says('signal:withdraw', { id }));
    await settle(...everybody());
    expect(await petra!.givesBack(id, state)).toBe('unknown-signal');
    await restarts(...everybody());
    expect(await karin!.givesBack(id)).toBe('withdrawn');
    expect(await petra!.givesBack(id, state)).toBe('withdrawn');
    expect((await petra!.inbox()).gone).toEqual([{ id, as: 'opener', outcome: 'withdrawn' }]);
    for (const person of everybody()) expect((await person.inbox()).views).toEqual([]);
  });

  test('[R-HEAL-1] a withdrawal that nobody answered is said again, and ends what others gave back before or give back after', async () => {
    const id = await comes('opened');
    await restarts(...everybody());
    // Petra's page comes first, and works on.
    expect(await petra!.givesBack(id)).toBe('ok');
    ok(await petra!.says('signal:told', { id }));
    expect(await karin!.givesBack(id)).toBe('ok');
    ok(await karin!.says('signal:withdraw', { id }));
    expect(await petra!.hears('signal:gone', (gone: { id: string }) => gone.id === id)).toMatchObject({ outcome: 'withdrawn' });
    expect(await hans!.givesBack(id)).toBe('withdrawn');
    expect((await hans!.inbox()).views).toEqual([]);
  });

  test('[R-HEAL-1] a tab that wakes late does not revive what the school has done', async () => {
    const id = await comes('copied');
    ok(await marijke!.says('signal:know', { id }));
    await settle(...everybody());
    hans!.leaves();
    karin!.leaves();
    ok(await petra!.says('signal:complete', { id }));
    await settle(petra!, marijke!);
    await restarts(...everybody());
    expect(await marijke!.givesBack(id)).toBe('ok');
    expect([await hans!.givesBack(id), await karin!.givesBack(id)]).toEqual(['completed', 'completed']);
    for (const person of [karin!, petra!, hans!]) expect((await person.inbox()).views).toEqual([]);
    expect(await marijke!.sees(id)).toMatchObject({ as: 'teacher', followed: false, knownAt: expect.any(Number) });
  });

  test('[R-HEAL-1] a tab that wakes before all others revives it until one of them gives back the end', async () => {
    const id = await comes('copied');
    hans!.leaves();
    ok(await petra!.says('signal:complete', { id }));
    await settle(karin!, petra!, marijke!);
    await restarts(...everybody());
    expect(await hans!.givesBack(id)).toBe('ok');
    expect(await marijke!.givesBack(id)).toBe('ok');
    expect(await hans!.hears('signal:gone', (gone: { id: string }) => gone.id === id)).toMatchObject({ outcome: 'completed' });
    expect((await hans!.inbox()).views).toEqual([]);
  });

  test('[R-HEAL-7] the risk that remains: withdrawn while a page was away, and nobody who knows of it comes back, that page revives it', async () => {
    const id = await comes('opened');
    petra!.leaves();
    ok(await karin!.says('signal:withdraw', { id }));
    await settle(hans!);
    karin!.leaves();
    await restarts(petra!);
    expect(await petra!.givesBack(id)).toBe('ok');
    expect(await petra!.sees(id)).toMatchObject({ as: 'opener' });
    // Its sender sees it, and ends it once more.
    const home = await context.arrives('Karin de Graaf');
    expect(await home.sees(id)).toMatchObject({ progress: 'opened' });
    ok(await home.says('signal:withdraw', { id }));
    expect((await petra!.inbox()).gone).toEqual([{ id, as: 'opener', outcome: 'withdrawn' }]);
  });

  test('[R-OPEN-5] whoever left the school meanwhile follows nothing: it waits for a colleague, and is lost', async () => {
    const id = await comes('opened');
    await restarts(karin!, hans!);
    const db = context.app.get<Database>(DATABASE as never);
    const held = and(eq(roles.person, petra!.id), eq(roles.school, LINDE), eq(roles.role, 'recipient'));
    const [role] = await db.delete(roles).where(held).returning();
    try {
      await petra!.comesBack();
      expect(await petra!.givesBack(id)).toBe('unknown-signal');
      expect(await hans!.givesBack(id)).toBe('ok');
      expect(await hans!.sees(id)).toMatchObject({ progress: 'waiting', handedBackBy: 'Petra van Dam' });
      await context.app.clock.pass(LIMITS.healing);
      expect((await karin!.inbox()).gone).toEqual([{ id, as: 'sender', outcome: 'lost' }]);
      expect(await overheard(id, petra!)).toEqual([]);
    } finally {
      await db.insert(roles).values(role!);
    }
  });
});

describe('a copy for a device that came later', () => {
  test("[R-RESEAL-2] after it was sent: its sender's page is asked, nobody else, and nobody does anything", async () => {
    const pupil = madeUpPupil();
    const id = await comes('sent', pupil);
    const late = await context.arrives('Hans Willems');
    expect(await late.says('signal:open', { id, device: late.device })).toEqual({ ok: false, code: 'no-living-key' });
    const wanted = await asked(karin!);
    expect(wanted).toMatchObject({ id, as: 'sender', teacher: null });
    expect(wanted.devices.map((device) => device.id).sort()).toEqual([late, hans!, petra!].map(({ device }) => device).sort());
    expect((await karin!.inbox()).wanted).toEqual([wanted]);
    expect(await seals(karin!, pupil, wanted)).toEqual([]);
    expect(await overheard(id, petra!, hans!, marijke!)).toEqual([]);
    expect(await late.opens(id, LINDE)).toEqual(pupil);
    expect((await karin!.inbox()).wanted).toEqual([]);
  });

  test('[R-RESEAL-2] after it was passed on: whoever follows it is asked, and the teacher who has opened it', async () => {
    const pupil = madeUpPupil();
    const id = await comes('opened', pupil);
    await petra!.passesOn(id, pupil, 'Marijke Bos');
    await settle(...everybody());
    const late = await context.arrives('Marijke Bos');
    expect(await asked(petra!)).toMatchObject({ as: 'opener', teacher: marijke!.id });
    await overheard(id, marijke!);
    // She has not opened it, and has nothing to seal anew.
    expect((await marijke!.inbox()).wanted).toEqual([]);
    expect(await seals(petra!, pupil, (await petra!.inbox()).wanted[0]!)).toEqual([]);
    expect(await late.opensCopy(id)).toEqual(pupil);

    await settle(...everybody());
    ok(await petra!.says('signal:complete', { id }));
    const later = await context.arrives('Marijke Bos');
    const wanted = await asked(marijke!);
    expect(wanted).toMatchObject({ as: 'teacher', teacher: marijke!.id });
    expect(await seals(marijke!, pupil, wanted)).toEqual([]);
    expect(await later.opensCopy(id)).toEqual(pupil);
    await settle(petra!, karin!, hans!);
    expect([...heardOf(petra!, id), ...heardOf(karin!, id), ...heardOf(hans!, id)]).toEqual([]);
  });

  test('[R-RESEAL-3] that reaches no more devices changes nothing; one that nobody living could read is refused', async () => {
    const pupil = madeUpPupil();
    const id = await comes('opened', pupil);
    const [mine, theirs] = [petra!, hans!].map(({ device, publicKey }) => ({ id: device, key: publicKey }));
    const wanted = { id, as: 'opener', teacher: null } as const;
    // For one device instead of two: what is there stays, and the other one can still take it over.
    expect(await seals(petra!, madeUpPupil(), { ...wanted, devices: [mine!] })).toEqual([]);
    expect(await hans!.takesOver(id, LINDE)).toEqual(pupil);
    await settle(...everybody());
    const unbound = await seal(pupil, id, { teacher: marijke!.id }, [mine!]);
    expect(await hans!.says('copies:reseal', { id, teacher: null, sealed: unbound })).toEqual({ ok: false, code: 'malformed' });
    const gone = await Person.arrives(context.app, 'Bram Peeters');
    gone.leaves();
    const dead = await seal(pupil, id, { school: LINDE }, [{ id: gone.device, key: gone.publicKey }]);
    expect(await hans!.says('copies:reseal', { id, teacher: null, sealed: dead })).toEqual({ ok: false, code: 'stale-keys' });
    const sealed = await seal(pupil, id, { school: LINDE }, [mine!, theirs!]);
    expect(await petra!.says('copies:reseal', { id, teacher: null, sealed })).toEqual({ ok: false, code: 'taken' });
    expect(await karin!.says('signal:reseal', { id, sealed })).toEqual({ ok: false, code: 'wrong-moment' });
    expect(await overheard(id, ...everybody())).toEqual([]);
  });
});

describe('nobody is left who has the content', () => {
  test('[R-HEAL-5] its sender is told that it is lost, wherever they sign in; and nobody that it has arrived', async () => {
    const id = await comes('sent');
    karin!.leaves();
    await restarts(petra!);
    const home = await context.arrives('Karin de Graaf');
    const mo = await context.arrives('Mo Benali');
    // Every sender reads that there was a restart.
    for (const sender of [home, mo]) expect(await sender.inbox()).toMatchObject({ views: [], restartedAt: expect.any(Number) });
    expect(await petra!.givesBack(id)).toBe('ok');
    expect(await home.sees(id)).toMatchObject({ progress: 'waiting', arrivedAt: null });
    expect(await petra!.says('signal:open', { id, device: petra!.device })).toEqual({ ok: false, code: 'no-living-key' });
    await context.app.clock.pass(LIMITS.healing - 1);
    expect((await home.inbox()).gone).toEqual([]);
    await context.app.clock.pass(1);
    const lost = { id, as: 'sender', outcome: 'lost' };
    expect(await home.hears('signal:gone', (gone: { id: string }) => gone.id === id)).toEqual(lost);
    expect(await petra!.hears('signal:gone', (gone: { id: string }) => gone.id === id)).toEqual({ ...lost, as: 'contact' });
    expect(home.heard.map(({ payload }) => payload).filter((payload) => (payload as { arrivedAt?: number }).arrivedAt)).toEqual(
      [],
    );
    const desk = await context.arrives('Karin de Graaf');
    expect((await desk.inbox()).gone).toEqual([lost]);
    expect([await overheard(id, mo), (await mo.inbox()).gone]).toEqual([[], []]);
  });
});

describe('what is no receipt of whoever gives it back', () => {
  /** Those who say it, and what the server says to each of no receipt at all; every frame as it came. */
  let listening: Map<string, { person: Person; frames: string[] }>;
  let none: string;

  const says = async (name: string, state: string): Promise<string> => {
    if (!listening.has(name)) {
      const arrived = await arrivesListening(context.app, name);
      context.leave.push(() => arrived.person.leaves());
      listening.set(name, arrived);
    }
    const { person, frames } = listening.get(name)!;
    await person.inbox();
    const before = frames.length;
    await person.says('signal:restore', { state });
    return frames.slice(before).map(bare).join('\n');
  };

  beforeEach(() => void (listening = new Map()));
  afterEach(() => expect(context.app.store.size).toBe(0));

  const refuses = async (name: string, state: string, what: string) => {
    none = bare(`43[${JSON.stringify({ ok: false, code: 'unknown-signal' })}]`);
    expect({ what, name, answer: await says(name, state) }).toEqual({ what, name, answer: none });
    expect({ what, name, answer: await says(name, 'A'.repeat(state.length)) }).toEqual({ what, name, answer: none });
  };

  test('[R-HEAL-3] is answered with the same bytes as nothing at all, and gives nothing back', async () => {
    const id = await comes('copied');
    const [ofSender, ofOpener, ofContact, ofTeacher] = everybody().map((person) => person.receipts.get(id)!.state);
    const states = { ofSender: ofSender!, ofOpener: ofOpener!, ofContact: ofContact!, ofTeacher: ofTeacher! };
    await restarts();
    const captured: [keyof typeof states, string[]][] = [
      // Another sender before amber, a contact and a teacher of the school, people of another school, an administrator.
      ['ofSender', ['Mo Benali', 'Petra van Dam', 'Marijke Bos', 'Yvonne Maas', 'Bas Timmer']],
      ['ofOpener', ['Karin de Graaf', 'Hans Willems', 'Marijke Bos', 'Wim Verhoeven', 'Bas Timmer']],
      ['ofContact', ['Karin de Graaf', 'Marijke Bos', 'Tom Vos', 'Yvonne Maas', 'Bas Timmer']],
      ['ofTeacher', ['Karin de Graaf', 'Petra van Dam', 'Tom Vos', 'Anouk Prins', 'Bas Timmer']],
    ];
    const elsewhere = ['Anja Terpstra', 'Youssef Haddad', 'Kim de Boer'];
    for (const [whose, others] of captured)
      for (const name of [...others, ...elsewhere]) await refuses(name, states[whose], `captured, ${whose}`);

    const bytes = Buffer.from(states.ofOpener, 'base64url');
    const forger = new Receipts(randomBytes(32), { epoch: 'an-epoch' });
    const kept = new Receipts(context.app.config.roomKey, { epoch: '' }).read(states.ofOpener)!;
    const tampered = (at: number) => {
      const other = Buffer.from(bytes);
      other[at]! ^= 0x80;
      return other.toString('base64url');
    };
    const broken = {
      'random bytes': randomBytes(bytes.length).toString('base64url'),
      'under another key': forger.of(kept.signal, kept.place).state,
      'another byte in the nonce': tampered(0),
      'another byte in the state': tampered(500),
      'another byte in the tag': tampered(bytes.length - 1),
      truncated: states.ofOpener.slice(0, -4),
      'without a beginning': states.ofOpener.slice(4),
      'something behind it': `${states.ofOpener}AAAA`,
      'a letter': 'A',
      'as long as can be': 'A'.repeat(LIMITS.receiptLength),
    };
    for (const [what, state] of Object.entries(broken)) await refuses('Petra van Dam', state, what);
    for (const state of ['', 'A'.repeat(LIMITS.receiptLength + 1), 'not base64url!', 7, null])
      expect(await petraSays(state)).toEqual({ ok: false, code: 'malformed' });

    // Everybody's token is over, too.
    await context.app.clock.pass(DAY);
    listening.clear();
    for (const [whose, name] of [
      ['ofOpener', 'Petra van Dam'],
      ['ofTeacher', 'Marijke Bos'],
      ['ofSender', 'Karin de Graaf'],
    ] as const)
      await refuses(name, states[whose], 'after the end of the day');
  });

  const petraSays = async (state: unknown) => {
    const { person } = listening.get('Petra van Dam')!;
    return person.says('signal:restore', { state } as { state: string });
  };

  test('[R-HEAL-3] the same of a role that was lost, and of a memory that holds it no longer', async () => {
    const id = await comes('copied');
    const states = new Map(everybody().map((person) => [person.name, person.receipts.get(id)!.state]));
    ok(await petra!.says('signal:return', { id }));
    for (const [name, state] of states) await refuses(name, state, 'of the present memory, and returned');
    context.app.store.get = async () => null;
    for (const [name, state] of states) await refuses(name, state, 'of the present memory, and not there');
    await restarts();
    const db = context.app.get<Database>(DATABASE as never);
    const lost = await db.delete(roles).where(eq(roles.school, LINDE)).returning();
    try {
      listening.clear();
      for (const name of names.slice(1)) await refuses(name, states.get(name)!, 'of a role that was lost');
    } finally {
      await db.insert(roles).values(lost);
    }
  });
});
