import { base64url } from 'jose';
import type { Device, Envelope } from '../contract/envelope.js';
import { type Audience, bindingOf } from './seal.js';

/** Whether the envelope says that it is for this signal and audience; a page that opens it holds it to that. */
export function isBoundTo(envelope: Envelope, id: string, audience: Audience): boolean {
  return envelope.aad === base64url.encode(bindingOf(id, audience));
}

/**
 * Strips the entries of devices that are no longer there.
 * @returns `sealed` null where none is left; `missing`: devices that are there and that it is not sealed to
 */
export function forLiving(envelope: Envelope, devices: Device[]): { sealed: Envelope | null; missing: string[] } {
  const living = new Set(devices.map(({ id }) => id));
  const recipients = envelope.recipients.filter(({ header }) => living.has(header.kid));
  const reached = new Set(recipients.map(({ header }) => header.kid));
  const missing = devices.map(({ id }) => id).filter((id) => !reached.has(id));
  return { sealed: recipients.length > 0 ? { ...envelope, recipients } : null, missing };
}
