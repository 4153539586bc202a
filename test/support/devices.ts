import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair } from 'jose';
import type { Device, DeviceKey } from '../../src/contract/index.js';

/** A browser's key pair, of which the server knows the public half. */
export interface KeyPair extends Device {
  privateKey: CryptoKey;
}

export async function newDevice(): Promise<KeyPair> {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256' });
  const { kty, crv, x, y } = await exportJWK(pair.publicKey);
  const key = { kty, crv, x, y } as DeviceKey;
  return { id: await calculateJwkThumbprint(key), key, privateKey: pair.privateKey };
}

export function newDevices(count: number): Promise<KeyPair[]> {
  return Promise.all(Array.from({ length: count }, newDevice));
}
