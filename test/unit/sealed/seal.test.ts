import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { generalDecrypt, GeneralEncrypt, importJWK } from 'jose';
import { bindingOf, type Envelope } from '../../../src/contract/index.js';
import { type Content, open, pad, seal, UnreadableContent } from '../../../src/sealed/index.js';
import { type KeyPair, newDevices } from '../../support/devices.js';
import { madeUpPupil } from '../../support/pupils.js';

const SCHOOL = { school: '99AA00' };
const id = randomUUID();
const pupil = madeUpPupil();

let devices: KeyPair[];
const first = () => devices[0]!;
const unlock = (envelope: Envelope, device = first()) => open(envelope, id, SCHOOL, device.id, device.privateKey);

beforeAll(async () => {
  devices = await newDevices(16);
});

describe('[R-SEAL-3] an envelope', () => {
  test.each([
    [1, 881],
    [2, 543 + 294 * 2],
    [3, 543 + 294 * 3],
    [16, 543 + 294 * 16],
  ])('for %i devices has %i characters and opens on each of them', async (count, size) => {
    const envelope = await seal(pupil, id, SCHOOL, devices.slice(0, count));
    expect(JSON.stringify(envelope)).toHaveLength(size);
    for (const device of devices.slice(0, count)) expect(await unlock(envelope, device)).toEqual(pupil);
  });

  test('has the same size for every pupil, and shows nothing of them', async () => {
    for (const name of ['Q', 'q'.repeat(180), '\u1200'.repeat(60)]) {
      const text = JSON.stringify(await seal({ ...pupil, name }, id, SCHOOL, devices.slice(0, 2)));
      expect(text).toHaveLength(543 + 294 * 2);
    }
    const text = JSON.stringify(await seal(pupil, id, SCHOOL, devices));
    for (const shown of [pupil.name, pupil.dateOfBirth, Buffer.from(pupil.name).toString('base64url')])
      expect(text).not.toContain(shown);
  });

  test('is another each time', async () => {
    const [one, other] = [await seal(pupil, id, SCHOOL, [first()]), await seal(pupil, id, SCHOOL, [first()])];
    for (const part of ['iv', 'ciphertext', 'tag', 'protected'] as const) expect(one[part]).not.toBe(other[part]);
  });

  test('is not made of what is more or less than a name and a date', async () => {
    await expect(seal({ ...pupil, name: 'Qwe 110' }, id, SCHOOL, [first()])).rejects.toThrow(UnreadableContent);
  });

  describe.each([1, 2])('for %i device(s) does not open', (count) => {
    let envelope: Envelope;
    beforeAll(async () => {
      envelope = await seal(pupil, id, SCHOOL, devices.slice(0, count));
    });

    test('for another id or audience', async () => {
      const { id: device, privateKey } = first();
      await expect(open(envelope, randomUUID(), SCHOOL, device, privateKey)).rejects.toThrow();
      await expect(open(envelope, id, { school: '99BB00' }, device, privateKey)).rejects.toThrow();
      await expect(open(envelope, id, { teacher: '99AA00' }, device, privateKey)).rejects.toThrow();
    });

    test('where it was moved, and says so', async () => {
      const moved = randomUUID();
      const aad = Buffer.from(bindingOf(moved, SCHOOL)).toString('base64url');
      await expect(open({ ...envelope, aad }, moved, SCHOOL, first().id, first().privateKey)).rejects.toThrow();
    });

    test.each(['protected', 'iv', 'ciphertext', 'tag', 'aad'] as const)('with a changed or shortened %s', async (part) => {
      const [start, rest] = [envelope[part].slice(0, 5), envelope[part].slice(6)];
      const changed = envelope[part][5] === 'A' ? 'B' : 'A';
      await expect(unlock({ ...envelope, [part]: `${start}${changed}${rest}` })).rejects.toThrow();
      await expect(unlock({ ...envelope, [part]: envelope[part].slice(0, -4) })).rejects.toThrow();
      await expect(unlock({ ...envelope, [part]: '' })).rejects.toThrow();
    });

    test('with a changed or foreign wrapped key', async () => {
      const [mine, ...others] = envelope.recipients;
      const foreign = (await seal(pupil, id, SCHOOL, devices.slice(0, count))).recipients[0]!;
      for (const encrypted_key of [foreign.encrypted_key, mine!.encrypted_key.slice(0, -4)])
        await expect(unlock({ ...envelope, recipients: [{ ...mine!, encrypted_key }, ...others] })).rejects.toThrow();
    });

    test('on a device that it is not for, whatever that says it is', async () => {
      const foreign = devices[15]!;
      await expect(unlock(envelope, foreign)).rejects.toThrow();
      await expect(open(envelope, id, SCHOOL, first().id, foreign.privateKey)).rejects.toThrow();
      await expect(open(envelope, id, SCHOOL, foreign.id, first().privateKey)).rejects.toThrow();
    });
  });

  test('with another content than a name and a date does not open, though it was sealed well', async () => {
    const text = JSON.stringify([pupil.name, pupil.dateOfBirth, 'more']).padEnd(256);
    const envelope = await sealBytes(new TextEncoder().encode(text), 'ECDH-ES+A256KW', 'A256GCM');
    await expect(unlock(envelope)).rejects.toThrow(UnreadableContent);
  });

  test.each([
    ['ECDH-ES+A128KW', 'A256GCM'],
    ['ECDH-ES+A192KW', 'A256GCM'],
    ['ECDH-ES+A256KW', 'A128GCM'],
    ['ECDH-ES+A256KW', 'A256CBC-HS512'],
  ])('with the algorithms %s and %s does not open, though the library could', async (alg, enc) => {
    const envelope = await sealBytes(pad(pupil), alg, enc);
    expect((await generalDecrypt(envelope, first().privateKey)).plaintext).toEqual(pad(pupil));
    await expect(unlock(envelope)).rejects.toThrow();
  });

  test('with the algorithms that are ours opens, however it was made', async () => {
    expect(await unlock(await sealBytes(pad(pupil), 'ECDH-ES+A256KW', 'A256GCM'))).toEqual(pupil satisfies Content);
  });
});

/** Sealed by somebody who does not keep to our module. */
async function sealBytes(content: Uint8Array, alg: string, enc: string): Promise<Envelope> {
  const jwe = new GeneralEncrypt(content)
    .setProtectedHeader({ enc })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(bindingOf(id, SCHOOL)));
  jwe.addRecipient(await importJWK(first().key, alg)).setUnprotectedHeader({ alg, kid: first().id });
  return (await jwe.encrypt()) as unknown as Envelope;
}
