import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join, relative } from 'node:path';
import { scheduler } from 'node:timers/promises';

/** Another process is using the folder. */
export class FolderInUse extends Error {
  /** For the person at the terminal. */
  readonly sentence: string;

  constructor(folder: string) {
    super('folder in use');
    this.sentence = `Another process is already using the folder ${folder}.`;
  }
}

/** The folder cannot be locked where it is. */
export class FolderTooDeep extends Error {
  /** For the person at the terminal. */
  readonly sentence: string;

  constructor(folder: string) {
    super('path of the folder too long');
    this.sentence = `The path of the folder ${folder} is too long: choose one of fewer than 80 characters.`;
  }
}

export interface Lock {
  release(): Promise<void>;
}

const ATTEMPTS = 12;
/** Bytes in a socket's path that every system allows; a longer one would be cut off, and name another socket. */
const LONGEST = 103;
/** Bytes of `/.` and a claim's name. */
const NAME = 18;

/**
 * Takes an existing folder for this process alone. A claim is a Unix domain socket that its process listens on: the kernel
 * closes it however the process ends, so a claim that answers is alive and one that refuses is left over. This also holds
 * between containers on one machine, where process ids say nothing; not between machines (network drives).
 * @throws FolderInUse, FolderTooDeep
 */
export async function lockFolder(folder: string): Promise<Lock> {
  const claims = join(folder, 'lock');
  if (Buffer.byteLength(short(claims)) > LONGEST - NAME) throw new FolderTooDeep(folder);
  await mkdir(claims, { recursive: true, mode: 0o700 });
  for (let attempt = 1; ; attempt++) {
    const { name, lock } = await claim(claims);
    if (!(await anyOther(claims, name))) return lock;
    await lock.release();
    if (attempt === ATTEMPTS) throw new FolderInUse(folder);
    // Two that start at the same instant see each other and both step back; chance decides who is first the next time.
    await scheduler.wait(randomInt(5, 5 + 20 * attempt));
  }
}

/** A claim is given its visible name only when it answers, and everybody looks after that: of two, one sees the other. */
async function claim(claims: string): Promise<{ name: string; lock: Lock }> {
  const name = randomBytes(8).toString('hex');
  const [hidden, visible] = [join(claims, `.${name}`), join(claims, name)];
  const server = createServer((caller) => caller.destroy()).unref();
  server.listen(short(hidden));
  await once(server, 'listening');
  await rename(hidden, visible);
  const release = async (): Promise<void> => {
    await rm(visible, { force: true });
    await new Promise((closed) => server.close(closed));
  };
  return { name, lock: { release } };
}

async function anyOther(claims: string, own: string): Promise<boolean> {
  const others = (await readdir(claims)).filter((name) => name !== own && !name.startsWith('.'));
  const alive = await Promise.all(others.map((name) => answers(join(claims, name))));
  return alive.includes(true);
}

/** Whether a claim is alive; one that is not is cleared away, and cannot come back: names are never used twice. */
async function answers(path: string): Promise<boolean> {
  const socket = connect(short(path));
  try {
    await once(socket, 'connect');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ECONNREFUSED' && code !== 'ENOENT') return true;
    await rm(path, { force: true });
    return false;
  } finally {
    socket.destroy();
  }
}

/** The shorter way to say a path. */
function short(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere.length < path.length ? fromHere : path;
}
