import { bindingOf, type Device, type Envelope, type EnvelopeAudience } from '../contract/index.js';

/** Whether the envelope says that it is for this signal and audience; a page that opens it holds it to that. */
export function isBoundTo(envelope: Envelope, id: string, audience: EnvelopeAudience): boolean {
  return envelope.aad === Buffer.from(bindingOf(id, audience)).toString('base64url');
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
