import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What follows a block, on a line of its own. */
const OVER = '--- that was all ---';

/** One shell for what a person types one after the other: what is set, and where it stands, stays. */
export class Shell {
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown>;
  private output = '';
  private blocks = 0;

  /** @param folder for what it is told */
  constructor(
    private readonly folder: string,
    env: Record<string, string | undefined>,
  ) {
    // In a group of its own, so that what runs in the background can be ended with it.
    this.child = spawn('bash', [], { env, detached: true });
    this.ended = once(this.child, 'close');
    for (const stream of [this.child.stdout!, this.child.stderr!])
      stream.on('data', (data: Buffer) => (this.output += data.toString()));
    this.child.stdin!.write('set -e\n');
  }

  /** @throws with all that was written, where a command fails */
  async run(block: string): Promise<string> {
    const path = join(this.folder, `block-${this.blocks++}.sh`);
    await writeFile(path, block);
    this.output = '';
    this.child.stdin!.write(`. ${path} < /dev/null\necho '${OVER}'\n`);
    while (!this.output.includes(OVER)) {
      const isOver = await Promise.race([once(this.child.stdout!, 'data').then(() => false), this.ended.then(() => true)]);
      if (isOver) throw new Error(`${block}\n${this.output}`);
    }
    return this.output.replace(OVER, '');
  }

  /** With everything that it started. */
  async ends(): Promise<void> {
    try {
      process.kill(-this.child.pid!, 'SIGKILL');
    } catch {
      // Nothing of it is left.
    }
    await this.ended;
  }
}
