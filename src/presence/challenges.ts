import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CompactEncrypt, importJWK } from 'jose';
import { Clock } from '../clock/index.js';
import { type DeviceKey, LIMITS } from '../contract/index.js';
import type { Socket } from '../sockets/index.js';

interface Challenge {
  device: string;
  bytes: Buffer;
  until: number;
}

/** Random bytes that only a device's private key can read: whoever says them has that key. One at a time for a socket, once. */
@Injectable()
export class Challenges {
  /** Goes with its socket. */
  private readonly open = new WeakMap<Socket, Challenge>();

  constructor(private readonly clock: Clock) {}

  /** As a compact JWE (RFC 7516); the one before it is good for nothing any more. */
  async make(socket: Socket, device: string, key: DeviceKey): Promise<string> {
    const bytes = randomBytes(32);
    this.open.set(socket, { device, bytes, until: this.clock.now() + LIMITS.challenge });
    return new CompactEncrypt(bytes)
      .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM' })
      .encrypt(await importJWK({ ...key }, 'ECDH-ES+A256KW'));
  }

  /** Whether it is the answer to what this socket was asked for this device; it can be given once. @param proof base64url */
  take(socket: Socket, device: string, proof: string): boolean {
    const asked = this.open.get(socket);
    this.open.delete(socket);
    if (!asked || asked.device !== device || asked.until <= this.clock.now()) return false;
    return timingSafeEqual(asked.bytes, Buffer.from(proof, 'base64url'));
  }
}
