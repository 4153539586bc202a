import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { programOf } from './system.mjs';

// Lives until its input closes, which the kernel does however the tests end, and takes everything along.
// The collation is another one than PGlite's, so that no order hangs on it.
const SERVER = `
  set -e
  cd "$2"
  trap 'rm -rf "$2"' EXIT
  trap '' PIPE
  "$1/initdb" -D data -U postgres -A trust --no-sync -E UTF8 --locale=C --locale-provider=icu --icu-locale=nl > log
  printf '%s\\n' 'local all locked scram-sha-256' 'local all all trust' > data/pg_hba.conf
  "$1/pg_ctl" start -s -w -D data -l log -o "-k '$2' -h '' -F -c full_page_writes=off -c autovacuum=off"
  echo ready || :
  cat > log
  "$1/pg_ctl" stop -s -D data -m immediate
`;

/**
 * Jest's global set-up: a throw-away PostgreSQL on a socket in a temporary folder, named by the environment variable
 * POSTGRESQL; where PostgreSQL is not installed there is none, and its tests are skipped.
 */
export default async function start() {
  const initdb = programOf('postgresql');
  if (!initdb) return;
  // Elsewhere there can be links to some of its programs.
  const programs = dirname(realpathSync(initdb));
  const folder = mkdtempSync(join(tmpdir(), 'seintje-postgresql-'));
  const owner = process.getuid() === 0 ? idsOf('postgres') : {};
  if (owner.uid) chownSync(folder, owner.uid, owner.gid);
  const stdio = ['pipe', 'pipe', 'inherit'];
  // In a session of its own: Ctrl-C reaches the tests alone.
  const server = spawn('sh', ['-c', SERVER, 'sh', programs, folder], { ...owner, stdio, detached: true });
  const [output] = await Promise.race([once(server.stdout, 'data'), once(server, 'close')]);
  if (String(output) !== 'ready\n') throw new Error('the PostgreSQL of the tests does not start');
  for (const handle of [server, server.stdin, server.stdout]) handle.unref();
  process.env.POSTGRESQL = `postgres://postgres@${encodeURIComponent(folder)}/postgres`;
}

/** PostgreSQL refuses to run as root. */
function idsOf(user) {
  const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, user])));
  return { uid, gid };
}
