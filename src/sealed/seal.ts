import { type CryptoKey, GeneralEncrypt, generalDecrypt, importJWK } from 'jose';
import { bindingOf, type Device, type Envelope, type EnvelopeAudience as Audience } from '../contract/envelope.js';
import { type Content, pad, unpad } from './content.js';

const KEY_WRAP = 'ECDH-ES+A256KW';
const CIPHER = 'A256GCM';

/**
 * Seals to every device: JWE General JSON (RFC 7516), ECDH-ES+A256KW on P-256, A256GCM.
 * @throws UnreadableContent when the content is not exactly a name and a date
 */
export async function seal(content: Content, id: string, audience: Audience, devices: Device[]): Promise<Envelope> {
  const jwe = new GeneralEncrypt(pad(content))
    .setProtectedHeader({ enc: CIPHER })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(bindingOf(id, audience)));
  for (const { id: kid, key } of devices) {
    jwe.addRecipient(await importJWK(key, KEY_WRAP)).setUnprotectedHeader({ alg: KEY_WRAP, kid });
  }
  return (await jwe.encrypt()) as unknown as Envelope;
}

/**
 * Opens the entry sealed to this device. Algorithms are pinned (RFC 8725 §3.1); the binding must be the expected one.
 * @throws when there is no entry for the device, when it was changed or moved, or when the content is not a name and a date
 */
export async function open(envelope: Envelope, id: string, audience: Audience, device: string, key: CryptoKey): Promise<Content> {
  const mine = envelope.recipients.filter((entry) => entry.header.kid === device);
  const { plaintext, additionalAuthenticatedData } = await generalDecrypt({ ...envelope, recipients: mine }, key, {
    keyManagementAlgorithms: [KEY_WRAP],
    contentEncryptionAlgorithms: [CIPHER],
  });
  if (new TextDecoder().decode(additionalAuthenticatedData) !== bindingOf(id, audience)) throw new Error('sealed for another');
  return unpad(plaintext);
}
