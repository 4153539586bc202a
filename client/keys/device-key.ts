import type { Device, DeviceKey } from '../../src/contract/index.js';

/** This browser's key for one part. The private key cannot be exported (WebCrypto, non-extractable). */
export interface OwnDevice extends Device {
  privateKey: CryptoKey;
}

const STORE = 'keys';
const KEY = 'device';
const databaseOf = (part: string) => `seintje-${part}`;

/**
 * The key of this browser, made when there is none. Where several people use the browser, or it refuses to keep the key, that
 * lives as long as the tab.
 */
export async function deviceKey(part: string, isKept: boolean): Promise<OwnDevice> {
  const made = await makePair();
  const pair = isKept ? await keepFirst(part, made).catch(() => made) : made;
  if (isKept) void navigator.storage?.persist?.().catch(() => false);
  const { x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  if (!x || !y) throw new Error('no public key');
  const key: DeviceKey = { kty: 'EC', crv: 'P-256', x, y };
  return { id: await thumbprint(key), key, privateKey: pair.privateKey };
}

/** The SHA-256 thumbprint of a public key (RFC 7638, 3.2): by hand, since it is the only thing that would ask for the library at first. */
async function thumbprint({ crv, kty, x, y }: DeviceKey): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify({ crv, kty, x, y })));
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace('=', '');
}

/** Deletes this part's key from the browser. Never fails: where there is no database, there is no key. */
export async function forgetDeviceKey(part: string): Promise<void> {
  await settled(() => indexedDB.deleteDatabase(databaseOf(part))).catch(() => undefined);
}

function makePair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
}

/** Looks and keeps in one transaction: of two tabs that start at once, the first one's key is both tabs' key. */
async function keepFirst(part: string, made: CryptoKeyPair): Promise<CryptoKeyPair> {
  const database = await settled(() => {
    const opening = indexedDB.open(databaseOf(part), 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    return opening;
  });
  try {
    const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
    const kept = (await settled(() => store.get(KEY))) as CryptoKeyPair | undefined;
    if (kept) return kept;
    await settled(() => store.put(made, KEY));
    return made;
  } finally {
    database.close();
  }
}

function settled<T>(start: () => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = start();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('refused'));
  });
}
