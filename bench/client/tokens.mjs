import { SystemClock } from '../../dist/server/clock/index.js';
import { readConfig } from '../../dist/server/config/index.js';
import { Tokens } from '../../dist/server/identity/index.js';
import { personOf, sessionOf } from '../town/town.mjs';

const FOR_LONG = 3_600_000;
const tokens = new Tokens(readConfig(process.env), new SystemClock());
const held = new Map();

/** An access token as Seintje mints it. Pages hold one: what is measured of coming back is not to make them. */
export async function tokenOf(number) {
  const known = held.get(number);
  if (known && known.expiresAt > Date.now() + 60_000) return known.token;
  const minted = await tokens.mint({ id: sessionOf(number), person: personOf(number), expiresAt: Date.now() + FOR_LONG });
  held.set(number, minted);
  return minted.token;
}
