import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Canary } from './canary.js';

/** Bytes that are looked through at a time. */
const PIECE = 64 * 1024;
/** Most of a process's memory was never used. */
const EMPTY = Buffer.alloc(PIECE * 2);

/** Looks for canaries wherever a process can have left them; what has not changed since the last time is not looked through again. */
export class Search {
  private readonly clean = new Map<string, string>();
  private readonly overlap: number;

  constructor(private readonly canaries: Canary[]) {
    this.overlap = Math.max(...canaries.map(({ longest }) => longest));
  }

  /** What is found in a process's memory: everything that it can write (proc(5)). The process stands still meanwhile. */
  memory(pid: number): string[] {
    process.kill(pid, 'SIGSTOP');
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    try {
      const read = (piece: Buffer, at: number) => readSync(memory, piece, 0, piece.length, at);
      return writable(pid).flatMap(({ from, to }) => this.through('memory', read, from, to));
    } finally {
      closeSync(memory);
      process.kill(pid, 'SIGCONT');
    }
  }

  /** What is found in a file, or in all files of a folder and of those within it. */
  folder(path: string): string[] {
    return filesAt(path).flatMap((file) =>
      this.bytes(
        basename(file),
        unlessGone(() => readFileSync(file), Buffer.alloc(0)),
      ),
    );
  }

  bytes(place: string, bytes: Buffer): string[] {
    const read = (piece: Buffer, at: number) => bytes.copy(piece, 0, at);
    return this.through(place, read, 0, bytes.length);
  }

  private through(place: string, read: (piece: Buffer, at: number) => number, from: number, to: number): string[] {
    const found: string[] = [];
    const buffer = Buffer.alloc(PIECE + this.overlap);
    for (let at = from; at < to; at += PIECE) {
      const piece = buffer.subarray(0, to - at);
      try {
        read(piece, at);
      } catch (error) {
        // A mapping of a device, or one that has just gone.
        if ((error as NodeJS.ErrnoException).code !== 'EIO') throw error;
        continue;
      }
      found.push(...this.piece(`${place} ${at}`, piece).map((form) => `${place}: ${form}`));
    }
    return found;
  }

  private piece(key: string, piece: Buffer): string[] {
    if (piece.equals(EMPTY.subarray(0, piece.length))) return [];
    const digest = createHash('sha1').update(piece).digest('base64');
    if (this.clean.get(key) === digest) return [];
    const found = this.canaries.flatMap((canary) => canary.formsIn(piece));
    if (found.length === 0) this.clean.set(key, digest);
    return found;
  }
}

function writable(pid: number): { from: number; to: number }[] {
  const maps = readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm);
  return [...maps].map(([, from = '', to = '']) => ({ from: parseInt(from, 16), to: parseInt(to, 16) }));
}

function filesAt(path: string): string[] {
  const stats = unlessGone(() => lstatSync(path), null);
  if (!stats?.isDirectory()) return stats?.isFile() ? [path] : [];
  return unlessGone(() => readdirSync(path), []).flatMap((name) => filesAt(join(path, name)));
}

/** Others come and go in a folder for temporary files, and some of it is closed to us. */
function unlessGone<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return otherwise;
  }
}
