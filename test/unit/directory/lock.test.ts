import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { transformFile } from '@swc/core';
import { FolderInUse, lockFolder } from '../../../src/directory/lock.js';

/** A process of its own that tries to take the folder, tells how that went, and stays. */
const CHILD = `
  import { lockFolder } from './lock.mjs';
  process.once('message', async ({ folder, at }) => {
    while (Date.now() < at);
    try {
      const lock = await lockFolder(folder);
      process.once('message', () => lock.release().then(() => process.disconnect()));
      process.send('in');
    } catch (error) {
      process.send(error.sentence ?? error.stack);
    }
  });
  process.send('ready');
`;

let scripts: string;
let folder: string;
let children: ChildProcess[] = [];

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), 'lock-'));
  const { code } = await transformFile(join(import.meta.dirname, '../../../src/directory/lock.ts'), {
    swcrc: false,
    jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  });
  await writeFile(join(scripts, 'lock.mjs'), code);
  await writeFile(join(scripts, 'child.mjs'), CHILD);
});

afterAll(() => rm(scripts, { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'data-'));
});

afterEach(async () => {
  await Promise.all(children.map(kill));
  children = [];
  await rm(folder, { recursive: true });
});

async function start(): Promise<ChildProcess> {
  const child = fork(join(scripts, 'child.mjs'), { execArgv: [] });
  children.push(child);
  await once(child, 'message');
  return child;
}

async function tryToEnter(child: ChildProcess, at = 0): Promise<string> {
  child.send({ folder, at });
  const [answer] = (await once(child, 'message')) as [string];
  return answer;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const inUse = () => `Another process is already using the folder ${folder}.`;

describe('[R-DIR-2] a data folder', () => {
  test('is refused to a second process with one sentence that names it', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    expect(await tryToEnter(first)).toBe('in');
    expect(await tryToEnter(second)).toBe(inUse());
    await expect(lockFolder(folder)).rejects.toBeInstanceOf(FolderInUse);
  });

  test('is refused while its process is stopped and cannot answer for itself', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    await tryToEnter(first);
    first.kill('SIGSTOP');
    expect(await tryToEnter(second)).toBe(inUse());
  });

  test('is free again after a SIGKILL, and what was left over is cleared away', async () => {
    const first = await start();
    await tryToEnter(first);
    await kill(first);
    expect(await readdir(join(folder, 'lock'))).toHaveLength(1);
    const second = await start();
    expect(await tryToEnter(second)).toBe('in');
    expect(await readdir(join(folder, 'lock'))).toHaveLength(1);
  });

  test('is free again after its release, and nothing is left', async () => {
    const first = await start();
    await tryToEnter(first);
    first.send('release');
    await once(first, 'exit');
    expect(await readdir(join(folder, 'lock'))).toEqual([]);
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  test('lets exactly one in of four that start at the same instant, after a crash too', async () => {
    for (let round = 0; round < 3; round++) {
      const starters = await Promise.all([start(), start(), start(), start()]);
      const at = Date.now() + 100;
      const answers = await Promise.all(starters.map((child) => tryToEnter(child, at)));
      expect(answers.sort()).toEqual([inUse(), inUse(), inUse(), 'in'].sort());
      await Promise.all(starters.map(kill));
    }
  });

  test('of which the path is too long for a lock is refused with one sentence, and left as it was', async () => {
    const deep = join(folder, 'd'.repeat(100));
    await mkdir(deep);
    const sentence = `The path of the folder ${deep} is too long: choose one of fewer than 80 characters.`;
    await expect(lockFolder(deep)).rejects.toMatchObject({ sentence });
    expect(await readdir(deep)).toEqual([]);
  });

  test('is not held by a file that a copied folder brought along', async () => {
    await mkdir(join(folder, 'lock'));
    await writeFile(join(folder, 'lock', '0123456789abcdef'), '');
    await (await lockFolder(folder)).release();
  });
});
