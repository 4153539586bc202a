import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Envelope, EnvelopeEntry } from '../../../src/contract/index.js';
import { open, seal } from '../../../src/sealed/index.js';
import { BodyPipe } from '../../../src/identity/index.js';
import { EnvelopeDto, forLiving, isBoundTo } from '../../../src/sockets/index.js';
import { type KeyPair, newDevices } from '../../support/devices.js';
import { madeUpPupil } from '../../support/pupils.js';

const id = randomUUID();
const teacher = randomUUID();
const SCHOOL = { school: '99AA00' };
const pupil = madeUpPupil();
const pipe = new BodyPipe();

/** As it comes over the wire: what is undefined is not there. */
const judge = (envelope: unknown) =>
  pipe.transform(JSON.parse(JSON.stringify(envelope)), { type: 'body', metatype: EnvelopeDto }).then(
    () => 'taken',
    (error: { code?: string }) => error.code,
  );

let devices: KeyPair[];
let one: Envelope;
let two: Envelope;
let sixteen: Envelope;

beforeAll(async () => {
  devices = await newDevices(17);
  [one, two, sixteen] = [await sealTo(1), await sealTo(2), await sealTo(16)];
});

const sealTo = (count: number) => seal(pupil, id, SCHOOL, devices.slice(0, count));
const withEntry = (envelope: Envelope, change: (entry: EnvelopeEntry) => unknown) => {
  const [entry, ...others] = envelope.recipients;
  return { ...envelope, recipients: [change(structuredClone(entry!)), ...others] };
};

describe('[R-SEAL-4] the server takes', () => {
  test('what pages seal, for a school and for a teacher', async () => {
    for (const envelope of [one, two, sixteen]) expect(await judge(envelope)).toBe('taken');
    for (const count of [1, 2]) expect(await judge(await seal(pupil, id, { teacher }, devices.slice(0, count)))).toBe('taken');
  });

  test('a header with its keys in any order', async () => {
    const { enc, epk } = JSON.parse(Buffer.from(one.protected, 'base64url').toString()) as Record<string, Record<string, string>>;
    const { kty, crv, x, y } = epk!;
    for (const header of [
      { enc, epk },
      { epk, enc },
      { enc, epk: { y, x, crv, kty } },
      { epk: { kty, crv, x, y }, enc },
    ])
      expect(await judge({ ...one, protected: encode(header) })).toBe('taken');
  });
});

describe('[R-SEAL-4] the server refuses', () => {
  const refused = async (envelope: unknown) => expect(await judge(envelope)).toBe('malformed');

  test.each(['protected', 'iv', 'ciphertext', 'tag', 'aad'] as const)('one letter more or less in %s', async (part) => {
    for (const envelope of [one, two]) {
      await refused({ ...envelope, [part]: `${envelope[part]}A` });
      await refused({ ...envelope, [part]: envelope[part].slice(1) });
      await refused({ ...envelope, [part]: `${envelope[part].slice(1)}=` });
      await refused({ ...envelope, [part]: `${envelope[part]}\n` });
      for (const value of [undefined, null, '', 7, [envelope[part]], { length: envelope[part].length }])
        await refused({ ...envelope, [part]: value });
    }
  });

  test('one letter more or less in an entry', async () => {
    for (const envelope of [one, two]) {
      await refused(withEntry(envelope, (entry) => ({ ...entry, encrypted_key: `${entry.encrypted_key}A` })));
      await refused(withEntry(envelope, (entry) => ({ ...entry, encrypted_key: entry.encrypted_key.slice(1) })));
      await refused(withEntry(envelope, ({ header, ...entry }) => ({ ...entry, header: { ...header, kid: `${header.kid}A` } })));
      await refused(withEntry(envelope, ({ header, ...entry }) => ({ ...entry, header: { ...header, kid: [header.kid] } })));
    }
    for (const x of ['A'.repeat(42), 'A'.repeat(44)])
      await refused(withEntry(two, ({ header, ...entry }) => ({ ...entry, header: { ...header, epk: { ...header.epk, x } } })));
  });

  test('another key, wherever it stands', async () => {
    const note = { note: 'more' };
    await refused({ ...one, ...note });
    await refused({ ...one, unprotected: {} });
    await refused(withEntry(one, (entry) => ({ ...entry, ...note })));
    await refused(withEntry(one, ({ header, ...entry }) => ({ ...entry, header: { ...header, ...note } })));
    await refused(
      withEntry(two, ({ header, ...entry }) => ({ ...entry, header: { ...header, epk: { ...header.epk, ...note } } })),
    );
    await refused(
      withEntry(two, ({ header, ...entry }) => ({ ...entry, header: { ...header, epk: { ...header.epk, d: 'A' } } })),
    );
  });

  test('another header than the cipher and the one ephemeral key, though it has the length', async () => {
    const { enc, epk } = JSON.parse(Buffer.from(one.protected, 'base64url').toString()) as Record<string, Record<string, string>>;
    const headers = [
      { enc: 'A128GCM', epk },
      { enc, apu: epk },
      { enc, epk: { ...epk, kty: 'OK' } },
      { enc, epk: { ...epk, crv: 'P-384' } },
      { enc, epk: { ...epk, x: `${epk!.x!.slice(1)} ` } },
      { enc, epk: null, note: 'x'.repeat(150 - JSON.stringify({ enc, epk: null, note: '' }).length) },
      'x'.repeat(148),
    ];
    for (const header of headers) {
      expect(encode(header)).toHaveLength(200);
      await refused({ ...one, protected: encode(header) });
    }
    await refused({ ...one, protected: 'A'.repeat(200) });
    await refused({ ...two, protected: one.protected });
    await refused({ ...one, protected: two.protected });
  });

  test('an ephemeral key too many, or one too few', async () => {
    const { epk } = two.recipients[0]!.header;
    for (const other of [epk, null, {}])
      await refused(withEntry(one, ({ header, ...entry }) => ({ ...entry, header: { ...header, epk: other } })));
    for (const other of [undefined, null, {}])
      await refused(withEntry(two, ({ header, ...entry }) => ({ ...entry, header: { ...header, epk: other } })));
  });

  test('another algorithm', async () => {
    for (const alg of ['ECDH-ES', 'ECDH-ES+A128KW', 'dir', 'none', '', null])
      await refused(withEntry(two, ({ header, ...entry }) => ({ ...entry, header: { ...header, alg } })));
  });

  test('no device, 17 devices, and the same device twice', async () => {
    await refused({ ...two, recipients: [] });
    await refused(await sealTo(17));
    await refused({ ...two, recipients: [two.recipients[0], two.recipients[0]] });
  });

  test('a list in the place of an object, and the other way round', async () => {
    const [entry, other] = two.recipients;
    const { header } = entry!;
    await refused({ ...one, recipients: [one.recipients] });
    await refused({ ...one, recipients: [[]] });
    await refused(withEntry(one, (mine) => ({ ...mine, header: [mine.header] })));
    await refused({ ...two, recipients: [{ ...entry, header: [header] }, other] });
    for (const epk of [[], [header.epk], [header.epk, header.epk]])
      await refused({ ...two, recipients: [{ ...entry, header: { ...header, epk } }, other] });
    await refused({ ...two, recipients: { 0: entry, 1: other, length: 2 } });
    for (const recipients of [null, 'x', [null, other], ['x', other], [7, other]]) await refused({ ...two, recipients });
    for (const envelope of [null, [], [two], 'x', 7, {}]) await refused(envelope);
  });
});

describe('[R-SEND-3] of the devices that an envelope is sealed to', () => {
  test('those that are gone are stripped, those that are new are named, and the others still open it', async () => {
    const [gone, stays, fresh] = devices as [KeyPair, KeyPair, KeyPair];
    const { sealed, missing } = forLiving(two, [stays, fresh]);
    expect(missing).toEqual([fresh.id]);
    expect(sealed).toEqual({ ...two, recipients: [two.recipients[1]] });
    expect(await open(sealed!, id, SCHOOL, stays.id, stays.privateKey)).toEqual(pupil);
    await expect(open(sealed!, id, SCHOOL, gone.id, gone.privateKey)).rejects.toThrow();
  });

  test('nothing is left where all of them are gone', () => {
    expect(forLiving(two, [devices[2]!])).toEqual({ sealed: null, missing: [devices[2]!.id] });
    expect(forLiving(two, [])).toEqual({ sealed: null, missing: [] });
  });
});

test('[R-SEAL-3] an envelope says what it is for: this id and this audience, and no other', async () => {
  expect(isBoundTo(one, id, SCHOOL)).toBe(true);
  expect(isBoundTo(await seal(pupil, id, { teacher }, devices.slice(0, 1)), id, { teacher })).toBe(true);
  for (const [otherId, audience] of [
    [randomUUID(), SCHOOL],
    [id, { school: '99BB00' }],
    [id, { teacher }],
  ] as const)
    expect(isBoundTo(one, otherId, audience)).toBe(false);
});

function encode(header: unknown): string {
  return Buffer.from(JSON.stringify(header)).toString('base64url');
}
