import { base64url, compactDecrypt } from 'jose';
import type { OwnDevice } from './device-key.js';

/**
 * Reads what was sealed to this device alone: JWE Compact (RFC 7516), with the algorithms of a signal's copy.
 * @returns the bytes in base64url
 * @throws where the device's key is not the one that it was sealed to
 */
export async function readChallenge(challenge: string, { privateKey }: OwnDevice): Promise<string> {
  const { plaintext } = await compactDecrypt(challenge, privateKey, {
    keyManagementAlgorithms: ['ECDH-ES+A256KW'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return base64url.encode(plaintext);
}
