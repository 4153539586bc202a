import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** What servers and clients agree on: production, one signing key, an origin, and this machine as the proxy in front. */
export const AGREED = {
  MODE: 'production',
  PORT: '0',
  ORIGINS: 'https://bench.example',
  SIGNING_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  ROOM_KEY: randomBytes(32).toString('base64'),
  TRUSTED_PROXIES: '127.0.0.1',
  CAPACITY: '100000',
};

/** Files that one process may open, less those of the server itself. */
const OPEN = Number(execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' })) - 250 || Infinity;

/** As many connections as were asked for, or as this machine lets a process have. */
export const connectable = (wanted) => Math.min(wanted, Math.floor(OPEN / 100) * 100);
