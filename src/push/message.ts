import { createPublicKey, type KeyObject } from 'node:crypto';
import webPush from 'web-push';
import type { Config } from '../config/index.js';
import type { PushSubscription } from '../directory/index.js';

/**
 * The one message, for every event: it says that the browser is to be woken, and nothing of why. Padded to a length that leaves
 * room for any sentence, so that none that is ever added is told by its length; far below the 3,993 bytes that every push service
 * takes (RFC 8291, 4).
 */
const MESSAGE = '{}'.padEnd(256);

/**
 * Nothing in what surrounds it tells events apart either. TTL: seconds from the opening of an alert window to the end of a school
 * day, so that a telephone that is switched on in the meantime is woken, and not the next morning, for nothing. Urgency: a
 * telephone that saves its battery is woken too (RFC 8030, 5.3). Topic: a push service that cannot reach the browser keeps the
 * last message alone (RFC 8030, 5.4), so that it does not learn how many there were either.
 */
const HEADERS = { TTL: 8 * 3600, urgency: 'high', topic: 'seintje' } as const;

/**
 * What is posted to the push service: encrypted for the browser (RFC 8291), signed by this server (RFC 8292). The time in the
 * signature is the machine's, since the push service compares it with its own.
 */
export function requestTo({ endpoint, p256dh, auth }: PushSubscription, { key, contact }: NonNullable<Config['push']>) {
  const vapidDetails = { subject: contact, publicKey: pointOf(key), privateKey: key.export({ format: 'jwk' }).d! };
  const { headers, body } = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, MESSAGE, {
    ...HEADERS,
    vapidDetails,
  });
  // How long it is says `fetch` itself.
  const { 'Content-Length': _, ...others } = headers;
  const named = Object.entries(others).map(([name, value]): [string, string] => [name, String(value)]);
  return { method: 'POST', headers: named, body: new Uint8Array(body) };
}

/** The public half as an uncompressed point (SEC 1, 2.3.3), as browsers want it (W3C Push API, applicationServerKey). */
export function pointOf(key: KeyObject): string {
  const { x, y } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.concat([Buffer.of(4), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')]).toString('base64url');
}
