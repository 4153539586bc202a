import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { programOf } from '../../scripts/system.mjs';

/** Whatever can lead to a file that is written: whoever opens one to read it cannot write there. */
const CALLS = 'open,openat,openat2,creat,mknod,mknodat,io_uring_setup';

/** The kernel's record of the files that a process, with all that it starts, opens to write. */
export class Trace {
  private constructor(
    private readonly path: string,
    private readonly end: () => Promise<unknown>,
  ) {}

  /** @param path where the record is written */
  static async of(pid: number, path: string): Promise<Trace> {
    const strace = spawn(programOf('strace')!, ['-f', '-e', `trace=${CALLS}`, '-o', path, '-p', String(pid)]);
    const ended = once(strace, 'close');
    for await (const said of strace.stderr) {
      if (String(said).includes(`Process ${pid} attached`)) break;
      throw new Error(`strace: ${String(said)}`);
    }
    return new Trace(path, () => {
      strace.kill('SIGINT');
      return ended;
    });
  }

  /** Ends it. Returns their paths, but for those behind which is no file. */
  async written(): Promise<string[]> {
    await this.end();
    const lines = readFileSync(this.path, 'utf8').split('\n');
    const writing = lines.filter((line) => /O_WRONLY|O_RDWR|O_CREAT|\b(creat|mknod\w*|io_uring_setup)\(/.test(line));
    const paths = writing.map((line) => /"([^"]*)"/.exec(line)?.[1] ?? line);
    return paths.filter((path) => !/^\/(dev|proc)\//.test(path));
  }
}
