import { createPublicKey } from 'node:crypto';
import verify from 'passport-jwt/lib/verify_jwt.js';
import { readConfig } from '../../dist/server/config/index.js';
import { numberOf } from '../town/town.mjs';

const { signingKey, issuer, audience } = readConfig(process.env);
const key = createPublicKey(signingKey);
const options = { algorithms: ['ES256'], issuer, audience };

/** The heartbeat of both peers, as Seintje's; in milliseconds. */
export const HEARTBEAT = { pingInterval: 10_000, pingTimeout: 5_000 };
export const MESSAGE_BYTES = 8_192;

/** Who a token speaks for: the same check by the same library as Seintje's, and nobody asks a directory. */
export function callerOf(token) {
  return numberOf(verify(token, key, options).sub);
}
