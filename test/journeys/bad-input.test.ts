import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { BAD_INPUT, type Envelope, LIMITS } from '../../src/contract/index.js';
import { seal } from '../../src/sealed/index.js';
import { corruptions, toJson } from '../support/corrupt.js';
import { bring, type Course, payloadFor } from '../support/course.js';
import { at } from '../support/fake-clock.js';
import { ok, Person, refused } from '../support/person.js';
import { madeUpPupil } from '../support/pupils.js';
import { frame, RawSocket } from '../support/raw-socket.js';
import { withApp } from '../support/start-app.js';

/** In everything that is said here; in nothing that may be heard or read. */
const CANARY = `Kanarie${randomBytes(8).toString('hex')}`;
/** What a sound command about an unknown signal is answered with. */
const SOUND = ['ok', 'unknown-signal'];
const INBOX = '420["inbox",{}]';
/** 8,192 bytes with the packet that carries them, and a search that finds nothing. */
const fullMessage = (bytes: number) => {
  const [before, after] = ['420["schools:find",{"query":"', '"}]'];
  return before + 'x'.repeat(bytes - before.length - after.length) + after;
};

describe('what is not a command', () => {
  const context = withApp();
  const people = new Map<string, Person>();
  const who = (name: string) => people.get(name)!;
  const tokens = new Map<string, string>();
  const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype];
  const untouched = prototypes.map((prototype) => Object.getOwnPropertyNames(prototype));
  const { pid } = process;
  let course: Course;

  beforeAll(async () => {
    for (const name of [
      'Karin de Graaf',
      'Petra van Dam',
      'Hans Willems',
      'Marijke Bos',
      'Mo Benali',
      'Wim Verhoeven',
      'Gerda Wolters',
    ]) {
      people.set(name, await Person.arrives(context.app, name));
      tokens.set(name, await who(name).token());
    }
    course = { sender: who('Karin de Graaf'), school: '99AA00', contact: who('Petra van Dam'), teacher: who('Marijke Bos') };
  });
  afterAll(() => {
    for (const person of people.values()) person.leaves();
  });

  /** Says it on a socket of its own; whatever becomes of that one, everybody else goes on and nothing of it is told. */
  async function says(what: string, packets: (string | Buffer)[], name = 'Karin de Graaf', bytes = false): Promise<string> {
    const raw = await RawSocket.connects(context.app.url, tokens.get(name)!);
    for (const packet of packets) {
      if (bytes) raw.writes(packet as Buffer);
      else raw.sends(packet);
    }
    const outcome = await raw.outcome(0);
    expect({ what, frames: raw.frames.join('\n').includes(CANARY) }).toEqual({ what, frames: false });
    if (outcome !== 'closed')
      raw.frames.splice(
        raw.frames.findIndex((each) => each.startsWith('430[')),
        1,
      );
    // Of itself the socket hears that it is closed, and after a renewal that is refused, why.
    const ending = outcome === 'unauthorised' ? ['42["session:ending",{"reason":"revoked"}]', '41'] : ['41'];
    for (const each of raw.frames) expect(outcome === 'closed' || outcome === 'unauthorised' ? ending : []).toContain(each);
    raw.leaves();
    onlyCodes(what, packets.length);
    for (const [each, { heard }] of people) expect({ what, each, heard }).toEqual({ what, each, heard: [] });
    return outcome;
  }

  /** At most one log line for each packet, and each is a sentence and a code of ours. */
  function onlyCodes(what: string, packets = 1): void {
    const lines = context.app.lines.splice(0);
    expect({ what, tooMany: lines.slice(packets) }).toEqual({ what, tooMany: [] });
    for (const line of lines) {
      expect(line.indexOf('\n')).toBe(line.length - 1);
      const { level, msg, code, time, ...others } = JSON.parse(line) as Record<string, string>;
      expect({ what, level, msg, others }).toEqual({ what, level: 'warn', msg: 'packet refused', others: {} });
      expect(['closed', 'malformed', 'unknown-command']).toContain(code);
      expect(time).toMatch(/^[0-9-]+T[0-9:.]+Z$/);
    }
  }

  /** In this very process a signal still takes its whole course; nobody beside it hears of it, and no prototype has changed. */
  async function goesOn(): Promise<void> {
    expect(process.pid).toBe(pid);
    expect(prototypes.map((prototype) => Object.getOwnPropertyNames(prototype))).toEqual(untouched);
    const id = await bring(course, 'copied');
    ok(await who('Marijke Bos').says('signal:know', { id }));
    ok(await who('Petra van Dam').says('signal:complete', { id }));
    await who('Hans Willems').hears('signal:gone', (gone: { id: string }) => gone.id === id);
    for (const name of ['Mo Benali', 'Wim Verhoeven', 'Gerda Wolters']) await who(name).hasHeardNothing();
    for (const { heard } of people.values()) heard.splice(0);
  }

  const twoArguments = [
    `420["inbox",{},{}]`,
    `420["inbox",{},"${CANARY}"]`,
    `420["inbox",{},null]`,
    `420["inbox","${CANARY}",{}]`,
  ];
  const cases: Record<Exclude<keyof typeof BAD_INPUT, 'a missing, extra or mistyped key'>, (string | Buffer)[][]> = {
    'unknown event with an acknowledgement': [
      ...[CANARY, 'signal:destroy', 'signal:alert', 'join', '__proto__', 'constructor', 'toString', 'error', ''].map((event) => [
        `420[${JSON.stringify(event)},{"id":"${CANARY}"}]`,
      ]),
      [`420[1,"${CANARY}"]`],
    ],
    'unknown event without one': [[`42["${CANARY}",{}]`], [`42["__proto__"]`], [`42[7]`]],
    'command without an acknowledgement': [[`42["inbox",{}]`], [`42["signal:withdraw",{"id":"${CANARY}"}]`], [`42["inbox"]`]],
    'more than one argument': twoArguments.map((packet) => [packet]),
    'no argument, null, an array, a string or a number': [
      [`420["inbox"]`],
      ...['null', `["${CANARY}"]`, '[]', `"${CANARY}"`, '1', '-0', '1e309', 'true', '[{}]'].map((payload) => [
        `420["inbox",${payload}]`,
      ]),
    ],
    'a key called __proto__, constructor or prototype': [
      ...['__proto__', 'constructor', 'prototype'].flatMap((key) => [
        [`420["inbox",{"${key}":{"admin":"${CANARY}"}}]`],
        [`420["inbox",{"${key}":null}]`],
        [`420["schools:find",{"query":"x","${key}":{"admin":true}}]`],
        [`420["schools:find",{"query":{"${key}":{"admin":"${CANARY}"}}}]`],
        [`420["signal:withdraw",{"id":"${randomUUID()}","more":[{"${key}":{"polluted":"${CANARY}"}}]}]`],
      ]),
      [`420["inbox",{"constructor":{"prototype":{"admin":"${CANARY}"}}}]`],
      [`420["inbox",{"\\u005f_proto__":{"admin":"${CANARY}"}}]`],
    ],
    'nesting that no payload has': [
      [`420["inbox",${'['.repeat(4_000)}${']'.repeat(4_000)}]`],
      [`420["inbox",{"a":${'[1,'.repeat(12)}1${']'.repeat(12)}}]`],
    ],
    'binary data': [
      [Buffer.from(CANARY)],
      [Buffer.alloc(0)],
      [`451-0["inbox",{"_placeholder":true,"num":0}]`, Buffer.from(CANARY)],
      [`451-0["inbox",{"a":{"_placeholder":true,"num":0}}]`, Buffer.from(CANARY)],
      [`451-["inbox",{"_placeholder":true,"num":0}]`, Buffer.from(CANARY)],
      [`b${Buffer.from(CANARY).toString('base64')}`],
    ],
    'a message of more than 8,192 bytes': [
      [fullMessage(LIMITS.messageBytes + 1)],
      [Buffer.alloc(LIMITS.messageBytes + 1)],
      [`420["schools:find",{"query":"${'é'.repeat(4_090)}"}]`],
      ['4'.repeat(100_000)],
    ],
  };

  test.each(Object.entries(cases))('[R-INPUT-1] %s', async (line, packets) => {
    const expected = BAD_INPUT[line as keyof typeof BAD_INPUT];
    for (const each of packets) {
      const what = each.map((packet) => packet.toString().slice(0, 100)).join(' ');
      expect([what, await says(what, each)]).toEqual([what, expected]);
    }
    await goesOn();
  });

  test('[R-INPUT-1] 8,192 bytes are answered', async () => {
    expect(Buffer.byteLength(fullMessage(LIMITS.messageBytes))).toBe(8_192);
    expect(await says('8,192 bytes', [fullMessage(LIMITS.messageBytes)])).toBe('malformed');
    await goesOn();
  });

  test.each([
    ['session:renew', 'Karin de Graaf', ['token']],
    ['device:register', 'Karin de Graaf', []],
    ['inbox', 'Karin de Graaf', []],
    ['schools:find', 'Karin de Graaf', ['query']],
    ['signal:send', 'Karin de Graaf', []],
    ['signal:withdraw', 'Karin de Graaf', []],
    ['signal:called', 'Karin de Graaf', []],
    ['drill:schools', 'Petra van Dam', []],
    ['drill:send', 'Petra van Dam', []],
    ['signal:open', 'Petra van Dam', []],
    ['signal:read', 'Petra van Dam', []],
    ['signal:take-over', 'Petra van Dam', []],
    ['signal:hand-back', 'Petra van Dam', []],
    ['teachers:list', 'Petra van Dam', []],
    ['signal:pass-on', 'Petra van Dam', ['group']],
    ['signal:told', 'Petra van Dam', []],
    ['signal:coming', 'Petra van Dam', []],
    ['signal:parents', 'Petra van Dam', []],
    ['signal:informed', 'Petra van Dam', []],
    ['signal:return', 'Petra van Dam', []],
    ['signal:complete', 'Petra van Dam', []],
    ['copy:open', 'Marijke Bos', []],
    ['signal:know', 'Marijke Bos', []],
    ['signal:confer', 'Marijke Bos', []],
    ['copy:informed', 'Marijke Bos', []],
  ])('[R-INPUT-1] a missing, extra or mistyped key: %s', async (command, name, free) => {
    const person = who(name);
    const sound = await payloadFor(command, randomUUID(), person, course);
    const raw = await RawSocket.connects(context.app.url, tokens.get(name)!);
    context.leave.push(() => raw.leaves());
    let ack = 1;
    for (const { what, payload } of corruptions(sound, CANARY, free)) {
      raw.sends(`42${ack}["${command}",${toJson(payload)}]`);
      expect([what, await raw.outcome(ack++)]).toEqual([what, BAD_INPUT['a missing, extra or mistyped key']]);
      onlyCodes(what);
    }
    expect(ack).toBeGreaterThan(1);
    raw.sends(`42${ack}["${command}",${toJson(sound)}]`);
    expect(SOUND).toContain(await raw.outcome(ack));
    expect(raw.frames.join('\n')).not.toContain(CANARY);
    // The sound one was carried out, perhaps: what was sent for good is ended.
    const { id } = sound as { id: string };
    if (command === 'signal:send') ok(await person.says('signal:withdraw', { id }));
    if (command === 'drill:send') ok(await person.opens(id, '99AA00').then(() => person.says('signal:return', { id })));
    for (const { heard } of people.values()) heard.splice(0);
    await goesOn();
  });

  test('[R-INPUT-1] letters that are none: NUL, lone surrogates, bidi overrides, line ends, formats', async () => {
    const id = await bring(course, 'opened');
    for (const { heard } of people.values()) heard.splice(0);
    const odd = [
      '\\u0000',
      '\\ud800',
      '\\udc00x',
      '\\u202e',
      '\\r\\n{\\"level\\":\\"error\\"}',
      '%s%n%x',
      '\\u001b[31m',
      "'; drop table schools; --",
    ];
    const passOn = await payloadFor('signal:pass-on', id, who('Petra van Dam'), course);
    for (const text of odd.map((each) => each + CANARY)) {
      expect([text, await says(text, [`420["schools:find",{"query":"${text}"}]`])]).toEqual([text, 'ok']);
      expect([text, await says(text, [`420["signal:withdraw",{"id":"${text}"}]`])]).toEqual([text, 'malformed']);
      expect([text, await says(text, [`420["${text}",{}]`])]).toEqual([text, 'unknown-command']);
      expect([text, await says(text, [`420["inbox",{"${text}":1}]`])]).toEqual([text, 'malformed']);
      const group = toJson({ ...passOn, group: '@' }).replace('"@"', `"${text}"`);
      expect([text, await says(text, [`420["signal:pass-on",${group}]`], 'Petra van Dam')]).toEqual([text, 'unknown-teacher']);
      expect([text, await says(text, [`420["session:renew",{"token":"${text}"}]`])]).toEqual([text, 'unauthorised']);
    }
    for (const path of ['%0d%0a{"level":"error"}', '%1b[31m', '%25s%25n', '__proto__']) {
      await fetch(`${context.app.url}/v1/${path}${CANARY}?${path}=${path}`, { headers: { 'user-agent': `${CANARY}%s` } });
      onlyCodes(path, 0);
    }
    ok(await who('Petra van Dam').says('signal:return', { id }));
    await goesOn();
  });

  const nested = (depth: number, [open, close]: [string, string]) => `420["inbox",${open.repeat(depth)}1${close.repeat(depth)}]`;
  const packets: Record<string, (string | Buffer)[]> = {
    'nested 4,000 times in arrays': [nested(4_000, ['[', ']'])],
    'nested 1,300 times in objects': [nested(1_300, ['{"a":', '}'])],
    'no packet at all': [''],
    'an unknown engine packet': ['9'],
    'an empty message': ['4'],
    'an unknown packet': ['47'],
    'half an event': ['420["inbox",'],
    'an event without an array': ['420{}'],
    'an event without a name': ['420[]'],
    'an object for a name': ['420[{"toString":"x"}]'],
    'an object for a name, without an acknowledgement': ['42[{"toString":"x"}]'],
    'null for a name': ['420[null,{}]'],
    'a reserved name': [`420["disconnect","${CANARY}"]`],
    'another reserved name': [`420["newListener","${CANARY}"]`],
    'a number and nothing else': ['420'],
    'an event and nothing else': ['42'],
    'a refusal from a page': [`44{"message":"${CANARY}"}`],
    'more attachments than ten': ['4511-0["inbox",{}]'],
    'a huge number of attachments': ['459999999999-0["inbox",{}]'],
    'no attachments where some are promised': ['450-0["inbox",{}]'],
    'less than no attachments': ['45-1-0["inbox",{}]'],
    'a word for a number of attachments': [`45${CANARY}-0["inbox",{}]`],
    'text where an attachment is due': ['451-0["inbox",{"_placeholder":true,"num":0}]', INBOX],
    'an attachment that does not exist': ['451-0["inbox",{"_placeholder":true,"num":5}]', Buffer.from('x')],
    'another namespace, without asking for it': [`42/other,0["inbox",{}]`],
  };
  test.each(Object.entries(packets))('[R-INPUT-2] a packet that is none closes its own socket: %s', async (what, each) => {
    expect(await says(what, each)).toBe('closed');
  });

  const bytes: Record<string, Buffer[]> = {
    'not masked': [frame(INBOX, { masked: false })],
    'reserved bit 1, which says compressed': [frame(INBOX, { rsv: 4 })],
    'reserved bit 2': [frame(INBOX, { rsv: 2 })],
    'reserved bit 3': [frame(INBOX, { rsv: 1 })],
    'an unknown opcode': [frame(INBOX, { opcode: 3 })],
    'an unknown control opcode': [frame('', { opcode: 11 })],
    'a control frame in pieces': [frame('', { opcode: 9, fin: false })],
    'a control frame of more than 125 bytes': [frame('x'.repeat(126), { opcode: 9 })],
    'a continuation of nothing': [frame(INBOX, { opcode: 0 })],
    'a message within a message': [frame('420["inbox"', { fin: false }), frame(',{}]')],
    'UTF-8 that is none': [frame(Buffer.from([0x34, 0x32, 0xc3, 0x28]))],
    'half a surrogate pair in UTF-8': [frame(Buffer.from([0x34, 0x32, 0xed, 0xa0, 0x80]))],
    'pieces without end': Array.from({ length: 20 }, (_, at) =>
      frame('4'.repeat(1_000), { opcode: at === 0 ? 1 : 0, fin: false }),
    ),
    'a length of more than 8,192, and no bytes': [frame('', { length: 8_193 })],
    'a closing code that is none': [frame(Buffer.from([0, 1]), { opcode: 8 })],
    noise: [randomBytes(500)],
  };
  test.each(Object.entries(bytes))('[R-INPUT-2] a malformed frame closes its own socket: %s', async (what, frames) => {
    expect(await says(what, frames, 'Karin de Graaf', true)).toBe('closed');
  });

  test('[R-INPUT-2] [R-REFUSE-3] after all of that, a signal takes its whole course', () => goesOn());

  test('[R-INPUT-1] an acknowledgement of nothing is passed over, and another namespace is not there', async () => {
    const raw = await RawSocket.connects(context.app.url, tokens.get('Karin de Graaf')!);
    context.leave.push(() => raw.leaves());
    for (const packet of [`43999["${CANARY}"]`, '43', `439007199254740993[{}]`, '0{"sid":"x"}', '6']) raw.sends(packet);
    for (const namespace of ['/other', '/admin', '/socket.io', '/..']) {
      raw.sends(`40${namespace},{"token":"${tokens.get('Karin de Graaf')!}"}`);
      expect(await raw.hears(new RegExp(`^44${namespace.replace('..', '\\.\\.')},`))).toBe(
        `44${namespace},{"message":"Invalid namespace"}`,
      );
    }
    raw.sends(INBOX);
    expect(await raw.outcome(0)).toBe('ok');
    expect(raw.frames.join('\n')).not.toContain(CANARY);
  });

  test('[R-INPUT-1] compression is not negotiated', async () => {
    const raw = await RawSocket.open(context.app.url, { perMessageDeflate: true });
    if (!(raw instanceof RawSocket)) throw new Error(`refused with ${raw}`);
    context.leave.push(() => raw.leaves());
    expect(raw.socket.extensions).toBe('');
  });

  describe('a signal that cannot be sent', () => {
    const send = (id: string, school: string, sealed: Envelope) =>
      who('Karin de Graaf').says('signal:send', { id, school, drill: false, sealed });
    const devices = () => [
      { id: who('Petra van Dam').device, key: who('Petra van Dam').publicKey },
      { id: who('Hans Willems').device, key: who('Hans Willems').publicKey },
    ];
    const sealedFor = (id: string, school = '99AA00', to = devices()) => seal(madeUpPupil(), id, { school }, to);

    test('[R-SEAL-4] an envelope of another size or shape', async () => {
      const id = randomUUID();
      const two = await sealedFor(id);
      const one = await sealedFor(id, '99AA00', devices().slice(0, 1));
      const [entry] = two.recipients;
      const envelopes: unknown[] = [
        { ...two, ciphertext: `${two.ciphertext}A` },
        { ...two, ciphertext: two.ciphertext.slice(1) },
        { ...two, iv: `${two.iv}AAAA` },
        { ...two, tag: two.tag.slice(1) },
        { ...two, protected: `${two.protected}AAAA` },
        { ...two, protected: one.protected },
        { ...one, protected: two.protected },
        { ...two, unprotected: { note: CANARY } },
        { ...two, recipients: [] },
        { ...two, recipients: [entry] },
        { ...two, recipients: [entry, entry] },
        { ...two, recipients: [entry, null] },
        { ...two, recipients: [entry, [two.recipients[1]]] },
        { ...one, recipients: [one.recipients] },
        { ...one, recipients: [{ ...one.recipients[0], header: { ...one.recipients[0]!.header, epk: null } }] },
        {
          ...two,
          recipients: Array.from({ length: 17 }, (_, at) => ({
            ...entry,
            header: { ...entry!.header, kid: String(at).padStart(43, 'A') },
          })),
        },
      ];
      for (const [at, sealed] of envelopes.entries())
        expect([at, await send(id, '99AA00', sealed as Envelope)]).toEqual([at, refused('malformed')]);
    });

    test('[R-SEAL-3] an envelope that is sealed for another id, school or audience', async () => {
      const id = randomUUID();
      for (const sealed of [
        await sealedFor(randomUUID()),
        await sealedFor(id, '99AB00'),
        await seal(madeUpPupil(), id, { teacher: who('Marijke Bos').id }, devices()),
      ])
        expect(await send(id, '99AA00', sealed)).toEqual(refused('malformed'));
    });

    test("[R-SEND-3] no school, another organisation's, one that is not live, one that nobody reads, and keys that are gone", async () => {
      const toSchool = async (school: string, to = devices()) => {
        const id = randomUUID();
        return send(id, school, await sealedFor(id, school, to));
      };
      expect(await toSchool('99ZZ99')).toEqual(refused('unknown-school'));
      expect(await toSchool('99DA00')).toEqual(refused('unknown-school'));
      expect(await toSchool('99AC00')).toEqual(refused('school-not-live'));
      expect(await toSchool('99AD00')).toEqual(refused('school-not-live'));
      expect(await toSchool('99CA00')).toEqual(refused('no-living-key'));
      // The keys of another school's contact.
      expect(await toSchool('99AA00', [{ id: who('Wim Verhoeven').device, key: who('Wim Verhoeven').publicKey }])).toEqual(
        refused('stale-keys'),
      );
    });

    test('[R-SEND-1] an id that is in use, for another school or by another sender', async () => {
      const id = await bring(course, 'waiting');
      const toWim = [{ id: who('Wim Verhoeven').device, key: who('Wim Verhoeven').publicKey }];
      expect(await send(id, '99AB00', await sealedFor(id, '99AB00', toWim))).toEqual(refused('id-in-use'));
      const sealed = await sealedFor(id);
      expect(await who('Mo Benali').says('signal:send', { id, school: '99AA00', drill: false, sealed })).toEqual(
        refused('id-in-use'),
      );
      expect(await who('Petra van Dam').opens(id, '99AA00')).toBeDefined();
      ok(await who('Petra van Dam').says('signal:told', { id }));
      ok(await who('Petra van Dam').says('signal:complete', { id }));
      expect(await send(id, '99AA00', sealed)).toEqual(refused('ended'));
      for (const name of ['Mo Benali', 'Wim Verhoeven', 'Gerda Wolters']) await who(name).hasHeardNothing();
    });

    test('[R-SEND-2] a school whose next day is more than four days away', async () => {
      // The Friday before the spring holiday, after school.
      await context.app.clock.goTo(at('2027-02-12 17:00'));
      for (const person of people.values()) person.leaves();
      people.clear();
      people.set('Karin de Graaf', await Person.arrives(context.app, 'Karin de Graaf'));
      people.set('Wim Verhoeven', await Person.arrives(context.app, 'Wim Verhoeven'));
      const id = randomUUID();
      const toWim = [{ id: who('Wim Verhoeven').device, key: who('Wim Verhoeven').publicKey }];
      expect(await send(id, '99AB00', await sealedFor(id, '99AB00', toWim))).toEqual(refused('too-far'));
      await who('Wim Verhoeven').hasHeardNothing();
      expect(await who('Karin de Graaf').finds('99AB00')).toMatchObject({ target: null, firstDay: at('2027-02-22 08:30') });
    });
  });
});
