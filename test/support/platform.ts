/** What WebCrypto has been asked in this process and has not done yet: it works beside the event loop, in its own time. */
export const platform = { pending: 0 };

const WORK = [
  'encrypt',
  'decrypt',
  'generateKey',
  'deriveBits',
  'importKey',
  'exportKey',
  'wrapKey',
  'unwrapKey',
  'digest',
] as const;

type Asynchronous = (...given: unknown[]) => Promise<unknown>;

const subtle = globalThis.crypto.subtle as unknown as Record<(typeof WORK)[number], Asynchronous>;

for (const name of WORK) {
  const work = subtle[name].bind(subtle);
  subtle[name] = (...given) => {
    platform.pending += 1;
    return work(...given).finally(() => (platform.pending -= 1));
  };
}
