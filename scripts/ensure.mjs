import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const INSTALLED = 'node_modules/.ensured';

const BUILDS = [
  {
    name: 'server',
    sources: ['src', 'nest-cli.json', 'tsconfig.json', 'package-lock.json'],
    command: ['node_modules/@nestjs/cli/bin/nest.js', 'build'],
  },
  {
    name: 'client',
    sources: ['client', 'src/contract', 'src/sealed', 'vite', 'vite.config.ts', 'package-lock.json'],
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'],
  },
];

const GALLERY = {
  ...BUILDS[1],
  name: 'gallery',
  command: [...BUILDS[1].command, '--mode', 'gallery'],
};

/** A failure that can be told in one sentence, as the server's own are; what the tool said of it stands above. */
export class Failure extends Error {
  constructor(sentence, output = '') {
    super(sentence);
    this.sentence = sentence;
    if (output) console.error(output.trimEnd());
  }
}

/**
 * Everything that running needs: installed packages, and builds that are not older than their sources.
 * @throws Failure
 */
export async function ensure() {
  await install();
  const builds = await Promise.allSettled(BUILDS.map((each) => build(each)));
  const failed = builds.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
}

/** The server's build alone and without a word, for tests that start it. */
export function ensureServer() {
  return build(BUILDS[0], () => {});
}

/** Every state of every page, for `npm run gallery` and its test; the server never serves it. */
export function ensureGallery() {
  return build(GALLERY, () => {});
}

async function install() {
  const wanted = hashOf(['package-lock.json']);
  if (read(INSTALLED) === wanted) return;
  console.log('Seintje: installing packages, about half a minute …');
  const npm = process.env.npm_execpath?.endsWith('npm-cli.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const { code, output } = await run([...npm, 'ci', '--include=dev', '--loglevel=error']);
  if (code === 'ENOENT') throw new Failure('npm is missing. It comes with Node: see https://nodejs.org.');
  if (code !== 0 && /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/.test(output)) {
    throw new Failure('the packages cannot be fetched, since the npm registry does not answer. Is there a network?');
  }
  if (code !== 0) throw new Failure('the packages cannot be installed; what npm says stands above.', output);
  writeFileSync(INSTALLED, wanted);
}

async function build({ name, sources, command }, say = console.log) {
  const stamp = `dist/${name}.built`;
  const wanted = hashOf(sources);
  if (read(stamp) === wanted && existsSync(`dist/${name}`)) return;
  say(`Seintje: building the ${name} …`);
  rmSync(stamp, { force: true });
  const { code, output } = await run([process.execPath, ...command]);
  if (code !== 0) throw new Failure(`the ${name} does not build; the faults stand above.`, output);
  mkdirSync('dist', { recursive: true });
  writeFileSync(stamp, wanted);
}

/** SHA-256 over the names and the contents of files and folders. */
function hashOf(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const file of paths.filter((path) => existsSync(path)).flatMap(filesIn))
    hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
