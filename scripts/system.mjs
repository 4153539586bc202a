import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome'];

/** Programs of the operating system that some tests use. One line each: names of the command, Debian's package, those tests. */
const PROGRAMS = [
  { commands: BROWSERS, debian: 'chromium', tests: 'browser tests' },
  { commands: ['chromium-headless-shell', ...BROWSERS], debian: 'chromium-headless-shell', tests: 'browser tests' },
  { commands: ['initdb'], debian: 'postgresql', tests: 'tests on PostgreSQL' },
  { commands: ['redis-server'], debian: 'redis-server', tests: 'tests on Redis' },
  { commands: ['nginx'], debian: 'nginx-light', tests: 'tests of several machines' },
  { commands: ['strace'], debian: 'strace', tests: 'proof of what is written to disks' },
  { commands: ['curl'], debian: 'curl', tests: 'tests of several machines' },
];

/**
 * The path of a program on this machine.
 * @param {string} debian its Debian package
 * @returns {string | undefined}
 */
export function programOf(debian) {
  const { commands } = PROGRAMS.find((program) => program.debian === debian);
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...postgresqlFolders()];
  return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(isExecutable);
}

/** Where Debian keeps the server's own programs, which are not in the PATH: the newest version first. */
function postgresqlFolders() {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  return versions.sort((a, b) => b - a).map((version) => `${root}/${version}/bin`);
}

/** As root on Debian installs what is missing; elsewhere says what to install, and what is skipped without it. */
export async function ensurePrograms() {
  const missing = () => PROGRAMS.filter(({ debian }) => !programOf(debian));
  const packages = missing().map(({ debian }) => debian);
  if (packages.length > 0 && process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    console.log(`Seintje: installing ${packages.join(', ')} with apt-get, for the tests …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run(['apt-get', 'update', '-qq'], { env });
    const { code, output } = await run(['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
    if (code !== 0) console.log(output.trimEnd());
  }
  for (const { debian, tests } of missing()) {
    console.log(`Seintje: ${debian} is missing, so the ${tests} are skipped. On Debian: apt-get install ${debian}`);
  }
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
