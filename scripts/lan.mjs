import { X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { Failure } from './ensure.mjs';
import { run } from './run.mjs';

/** For how long a certificate is good; phones refuse longer than 398. Days. */
const DAYS = 30;

/** What a telephone in the same network can, and cannot, do with this. */
const ADVICE = (url, fingerprint, folder) => `
  On a telephone in the same network: ${url}
  Everybody in that network can sign in as anybody: that is the demonstration, with made-up people. Enter nothing real.

  Nobody vouches for this certificate, so that the telephone warns: choose Advanced, then Proceed. It is good for ${DAYS} days and
  for this address alone; its SHA-256 fingerprint is
  ${fingerprint}.
  Its key stays in ${folder}: remove that folder when you are done.
  Safari on an iPhone may show the page and keep it from being live; that was not tried.

  What does not work this way, and does under a name with a certificate of its own: passkeys (they are for names, never for
  addresses), notifications and the page without a network (browsers start no worker where they warn), and installing it.
`;

/**
 * Lets a telephone in the same network reach the demonstration over TLS, as browsers ask of what seals and opens. The server stays
 * on this machine alone; what comes in is passed on to it as it is.
 * @param {NodeJS.ProcessEnv} env of the server; it is told from which address its pages come
 * @returns {Promise<{ url: string, advice: string, open: () => Promise<{ port: number, close: () => void }> }>} `open`: once the server runs
 * @throws Failure
 */
export async function overLan(env, address = addressHere()) {
  if (env.MODE === 'production') throw new Failure('--lan is for the demonstration: a real server has a name and a certificate.');
  // Said rather than changed unseen: the server is to be on this machine alone, and its pages to come from these two addresses.
  if (env.HOST || env.ORIGINS) throw new Failure('--lan chooses HOST and ORIGINS itself: leave them out.');
  if (!address) throw new Failure('this machine is in no network: there is no address that a telephone could reach.');
  const port = Number(env.PORT ?? 3000);
  const tlsPort = Number(env.LAN_PORT ?? port + 443);
  const url = `https://${address}:${tlsPort}`;
  const folder = join(env.DATA_DIR ?? '.data', 'lan');
  const { key, cert } = await certificateFor(address, folder);
  env.ORIGINS = [`http://localhost:${port}`, url].join(',');
  const server = createServer({ key, cert }, (outside) => {
    const inside = connect(port, '127.0.0.1');
    // One end that breaks off takes the other with it.
    for (const [one, other] of [
      [outside, inside],
      [inside, outside],
    ])
      one.on('error', () => other.destroy()).pipe(other);
  });
  return {
    url,
    advice: ADVICE(url, new X509Certificate(cert).fingerprint256, folder),
    open: () =>
      new Promise((resolve, reject) => {
        server.once('error', ({ code }) =>
          reject(new Failure(`port ${tlsPort} cannot be used (${code}): choose another one, LAN_PORT.`)),
        );
        server.listen(tlsPort, address, () => resolve({ port: server.address().port, close: () => server.close() }));
      }),
  };
}

/** The first address of this machine in a network, IPv4. */
function addressHere() {
  return Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
}

/** The same one as the last time, as long as it is good: a telephone that trusts it is not asked again. */
async function certificateFor(address, folder) {
  const [key, cert, made] = ['key.pem', 'certificate.pem', 'for.txt'].map((name) => join(folder, name));
  if (!isFor(address, made)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { code, output } = await run([
      ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-sha256'],
      ...['-days', String(DAYS), '-subj', '/CN=Seintje (demonstration)', '-addext', `subjectAltName=IP:${address}`],
      ...[
        '-addext',
        'basicConstraints=critical,CA:FALSE',
        '-addext',
        'extendedKeyUsage=serverAuth',
        '-keyout',
        key,
        '-out',
        cert,
      ],
    ]);
    if (code === 'ENOENT') throw new Failure('openssl is missing, which makes the certificate.');
    if (code !== 0) throw new Failure('openssl could not make a certificate; what it says stands above.', output);
    chmodSync(key, 0o600);
    writeFileSync(made, `${address} ${Date.now() + (DAYS - 1) * 86_400_000}`);
  }
  return { key: readFileSync(key), cert: readFileSync(cert) };
}

function isFor(address, made) {
  if (!existsSync(made)) return false;
  const [of, until] = readFileSync(made, 'utf8').split(' ');
  return of === address && Number(until) > Date.now();
}
