import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import { needed } from '../loading/loading.js';
import type { Failure, Result } from './live.js';
import type { Requests } from './rest.js';

/** The ceremonies: at hand before anybody presses, since browsers do not wait long for what follows from a press. */
export const readyPasskeys = needed(() => import('@simplewebauthn/browser'));

/** Whether this browser has passkeys at all. */
export function knowsPasskeys(): boolean {
  return typeof globalThis.PublicKeyCredential === 'function';
}

/** Somebody signs in with a passkey. */
export function signInByPasskey(rest: Requests): Promise<Result> {
  return prove(rest, {});
}

/** Whoever is signed in here shows with a passkey once more that it is them; nobody else can. */
export function provePasskey(rest: Requests): Promise<Result> {
  return prove(rest, { again: true });
}

async function prove(rest: Requests, how: { again?: true }): Promise<Result> {
  const { startAuthentication } = await readyPasskeys();
  const asked = await rest.post<PublicKeyCredentialRequestOptionsJSON>('/v1/passkeys/sign-in/options');
  if (!asked.ok) return asked;
  const proof = await settled(startAuthentication({ optionsJSON: asked.body }));
  return proof.ok ? rest.post('/v1/passkeys/sign-in', { ...how, credential: proof.made }) : proof;
}

/**
 * Makes a passkey.
 * @param from where its options are asked, and then the passkey is brought
 * @param name what the person calls it
 * @param how what goes with both: the secret of a link
 */
export async function makePasskey(
  rest: Requests,
  from: { options: string; made: string },
  name: string,
  how: object = {},
): Promise<Result> {
  const { startRegistration } = await readyPasskeys();
  const asked = await rest.post<PublicKeyCredentialCreationOptionsJSON>(from.options, how);
  if (!asked.ok) return asked;
  const passkey = await settled(startRegistration({ optionsJSON: asked.body }));
  return passkey.ok ? rest.post(from.made, { ...how, credential: passkey.made, name }) : passkey;
}

/** What the browser made of it (W3C WebAuthn 3, 5.1.3): a person who closes its window is not at fault. */
function settled<T>(ceremony: Promise<T>): Promise<{ ok: true; made: T } | Failure> {
  return ceremony.then(
    (made) => ({ ok: true, made }),
    ({ name }: Error) => ({ ok: false, code: CODES[name] ?? 'unable' }),
  );
}

const CODES: Partial<Record<string, Failure['code']>> = {
  NotAllowedError: 'cancelled',
  AbortError: 'cancelled',
  InvalidStateError: 'already-here',
};
