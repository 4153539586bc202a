import { describe, expect, test } from '@jest/globals';
import { type HeldThing, LIMITS } from '../../../src/contract/index.js';
import { copiesOf, type Place, Receipts } from '../../../src/signals/index.js';
import { heldOf } from '../../../src/signals/held.js';
import { bare } from '../../../src/signals/restoring.js';
import { withLetGo } from '../../../src/signals/steps.js';
import type { Copy, Opened, Signal } from '../../../src/signals/signal.js';
import { SECRET } from './heart.js';
import * as made from './made-up.js';
import { PLACES, state } from './made-up.js';

const MEMORY = { epoch: '11111111-1111-4111-8111-111111111111' };
const receipts = new Receipts(SECRET, MEMORY);
const stateOf = (signal: Signal, place: Place = PLACES.contact) => receipts.of(signal, place).state;
const { STATES, CHOOSING, CONFERRING, CALLING, DRILLS } = made;
const ALL = [STATES, CHOOSING, CONFERRING, CALLING, DRILLS]
  .flatMap((states) => Object.values(states))
  .filter((signal) => signal !== null);

const withTeachers = (copies: Copy[]): Opened => ({ ...made.opened, copies });
const five = (name: string, group: string): Copy[] => Array.from({ length: 5 }, () => ({ ...made.seenCopy, name, group }));

describe('[R-HEAL-3] a receipt', () => {
  test('is read as what it was made of, without any copy and without a reservation', () => {
    for (const signal of ALL)
      expect(receipts.read(stateOf(signal))).toEqual({ ...MEMORY, place: PLACES.contact, signal: bare(signal) });
    expect(bare(made.held)).toEqual({ ...made.waiting, version: 5, alertedAt: null, sealed: null });
    expect(bare(state('passed'))).toEqual({ ...made.opened, sealed: null, copies: [{ ...made.copy, sealed: null }] });
    expect(bare(state('card'))).toEqual({ ...state('card'), copies: [{ ...made.copy, sealed: null }] });
  });

  test('says its id, version and end, and holds neither a sealed copy nor anything that can be read', () => {
    for (const signal of ALL) {
      const { state: text, ...rest } = receipts.of(signal, PLACES.contact);
      expect(rest).toEqual({ id: signal.id, version: signal.version, endsAt: signal.endsAt });
      expect(text).toMatch(/^[\w-]+$/);
      expect(Buffer.from(text, 'base64url').toString('latin1')).not.toMatch(/SEALED|Name of|id-/);
      expect(JSON.stringify(receipts.read(text))).not.toMatch(/SEALED|ciphertext|device-/);
    }
  });

  test('has the same length whatever it is of, and another text each time', () => {
    const texts = [...ALL, ...[0, 1, 2, 3, 4, 5].map((n) => withTeachers(five('Somebody', 'Group 5').slice(0, n)))].map(
      (signal) => stateOf(signal),
    );
    expect(new Set(texts.map(({ length }) => length)).size).toBe(1);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test('fits into a message, with five teachers of the longest names', () => {
    const [by, handedBack] = [{ person: crypto.randomUUID(), name: 'é'.repeat(100) }, null];
    const copies = five('é'.repeat(100), 'é'.repeat(60)).map((copy) => ({ ...copy, person: crypto.randomUUID() }));
    const letGo = Array.from({ length: 20 }, () => ({ person: crypto.randomUUID(), chosenAt: made.NOW })).reduce(withLetGo, []);
    const longest = { ...withTeachers(copies), by, handedBack, letGo, parents: { ...by, informedAt: made.NOW } };
    const text = stateOf(longest, `teacher:99AA00/${crypto.randomUUID()}`);
    expect(text.length).toBeLessThanOrEqual(LIMITS.receiptLength);
    expect(`420["signal:restore",${JSON.stringify({ state: text })}]`.length).toBeLessThan(LIMITS.messageBytes);
    expect(receipts.read(text)).toMatchObject({ signal: { by } });
  });

  test('is none under another key, nor when a byte of it is another one, or missing', () => {
    const text = stateOf(state('passed'));
    expect(new Receipts(Buffer.alloc(32, 2), MEMORY).read(text)).toBeNull();
    const bytes = Buffer.from(text, 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      bytes[at]! ^= 1;
      expect(receipts.read(bytes.toString('base64url'))).toBeNull();
      bytes[at]! ^= 1;
    }
    for (const cut of [
      '',
      'A',
      text.slice(0, 37),
      text.slice(0, 38),
      text.slice(0, -1),
      text.slice(4),
      `${text}AAAA`,
      'A'.repeat(400),
    ])
      expect(receipts.read(cut)).toBeNull();
  });

  test('is of one shape: whatever changes it raises the number in `FORMAT`, so that an older one is none', () => {
    const keys = new Set(ALL.flatMap((signal) => [...JSON.stringify(bare(signal)).matchAll(/"(\w+)":/g)].map(([, key]) => key!)));
    expect([...keys].sort().join(' ')).toBe(
      'absentAt alertedAt amber amberAt arrivedAt as askedAt at bellAt by call callBeforeBell calledAt choose chosenAt code comingAt ' +
        'confer copies deed drill endsAt epoch group handedBack handedBackAt id informedAt knownAt knownBy letGo name openedAt opensAt ' +
        'organisation outcome parents person phone place progress reminders repeat returned returnedAt saw school sealed sector ' +
        'sender sentAt startedAt state takenAt times toldAt unreadableSince version walk witnesses',
    );
  });
});

describe('[R-RESEAL-1] who may have the content of which copy', () => {
  const sender = `sender ${PLACES.sender}`;
  const opener = `opener ${PLACES.opener}`;
  const teacher = `teacher ${PLACES.teacher}`;
  test.each<[string, Record<string, string[]>]>([
    ['waits', { school: [sender] }],
    ['handed', { school: [sender, opener] }],
    ['held', { school: [sender] }],
    ['opened', { school: [opener] }],
    ['over', { school: [`opener ${PLACES.taker}`] }],
    ['passed', { school: [opener], 'id-teacher': [opener] }],
    ['seen', { school: [opener], 'id-teacher': [opener, teacher] }],
    ['card', { 'id-teacher': [] }],
    ['card+', { 'id-teacher': [teacher] }],
    ['end:w', {}],
    ['end:l', {}],
  ])('%s', (name, expected) => {
    const copies = copiesOf(state(name)).map((copy) => [
      copy.teacher ?? 'school',
      copy.holders.map(({ as, place }) => `${as} ${place}`),
    ]);
    expect(Object.fromEntries(copies)).toEqual(expected);
  });

  test('of a drill that the school started: nobody, as long as it waits', () => {
    expect(copiesOf(DRILLS.waits!)).toEqual([{ teacher: null, sealed: made.FOR_SCHOOL, holders: [] }]);
  });
});

describe('[R-HELD-1] what the memory holds, as far as an audience may know', () => {
  const forgotten = bare(state('seen'));
  const handedOn: Signal = { ...made.opened, copies: [made.seenCopy], parents: { ...made.copy, informedAt: null } };
  type Whose = keyof typeof PLACES;
  const BASIC: HeldThing[] = ['school', 'times'];
  test.each<[string, Signal, Partial<Record<Whose, HeldThing[]>>]>([
    [
      'waiting',
      made.waiting,
      {
        sender: [...BASIC, 'sender', 'school-copy'],
        colleague: [...BASIC, 'school-copy'],
        contact: [...BASIC, 'sender', 'school-copy'],
      },
    ],
    [
      'passed on, and somebody calls the parents',
      handedOn,
      {
        sender: [...BASIC, 'sender', 'school-copy'],
        colleague: [...BASIC, 'school-copy'],
        contact: [...BASIC, 'sender', 'school-copy', 'follower'],
        opener: [...BASIC, 'sender', 'school-copy', 'follower', 'chosen', 'teacher-copies', 'parents'],
        teacher: [...BASIC, 'sender', 'school-copy', 'follower', 'own-copy', 'parents'],
      },
    ],
    [
      'the same, given back: there are no copies',
      forgotten,
      {
        sender: [...BASIC, 'sender'],
        colleague: BASIC,
        contact: [...BASIC, 'sender', 'follower'],
        opener: [...BASIC, 'sender', 'follower', 'chosen'],
        teacher: [...BASIC, 'sender', 'follower'],
      },
    ],
    ['completed', state('card+'), { teacher: [...BASIC, 'follower', 'own-copy'] }],
    ['withdrawn', state('end:w'), { sender: ['ended'], opener: ['ended'], teacher: ['ended'] }],
  ])('%s', (_, signal, expected) => {
    const { id, endsAt } = signal;
    for (const [whose, things] of Object.entries(expected)) {
      const place = PLACES[whose as Whose];
      expect(heldOf(signal, { as: whose as 'sender', place })).toEqual({ id, endsAt, as: whose, things });
    }
  });
});
