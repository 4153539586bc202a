import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Receipt } from '../contract/index.js';
import type { Place } from './audience.js';
import { type Bare, bare } from './restoring.js';
import type { Signal } from './signal.js';

/** Another number whenever what is kept of a signal changes its shape: a receipt of an older program is then none. */
const FORMAT = Buffer.from('seintje receipt 3');
const CIPHER = 'aes-256-gcm';
const [IV, TAG] = [12, 16];
/** Bytes before encryption: a receipt's length does not tell how many teachers were chosen. */
const PADDED = 4_096;

/** What a receipt says. */
export interface Kept {
  epoch: string;
  /** Whoever listens there was told, and may give it back. */
  place: Place;
  signal: Bare;
}

/**
 * What pages keep of signals for a server that may forget them: its own state, encrypted and authenticated under its own key
 * (AES-256-GCM, NIST SP 800-38D), bound to whoever was told. No receipt holds anything sealed.
 */
export class Receipts {
  private readonly key: Buffer;

  /** @param secret at least 32 random bytes, the same after a restart and on every node */
  constructor(
    secret: Buffer,
    private readonly memory: { readonly epoch: string },
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), FORMAT, 32));
  }

  of(signal: Signal, place: Place): Receipt {
    const { id, version, endsAt } = signal;
    const kept: Kept = { epoch: this.memory.epoch, place, signal: bare(signal) };
    const text = Buffer.from(JSON.stringify(kept));
    const padding = Buffer.alloc(Math.max(0, PADDED - text.length), ' ');
    const iv = randomBytes(IV);
    const cipher = createCipheriv(CIPHER, this.key, iv).setAAD(FORMAT);
    const parts = [iv, cipher.update(text), cipher.update(padding), cipher.final(), cipher.getAuthTag()];
    return { id, version, endsAt, state: Buffer.concat(parts).toString('base64url') };
  }

  /** @returns null where it is no receipt under this key and of this program */
  read(state: string): Kept | null {
    const bytes = Buffer.from(state, 'base64url');
    if (bytes.length < IV + TAG) return null;
    const decipher = createDecipheriv(CIPHER, this.key, bytes.subarray(0, IV)).setAAD(FORMAT);
    decipher.setAuthTag(bytes.subarray(-TAG));
    try {
      const text = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
      return JSON.parse(text.toString()) as Kept;
    } catch {
      return null;
    }
  }
}
