import type { FileFault, FileFaultCode } from '../contract/index.js';

/** How many are kept: nobody mends more at once. */
const KEPT = 200;

/** What is wrong with files: the first ones, and how many there are. Never a value of a field. */
export class Faults {
  private readonly kept: { at: number; fault: FileFault }[] = [];
  private readonly files: string[] = [];
  count = 0;

  /** @param line null: of the file as a whole */
  add(file: string, line: number | null, column: string | null, code: FileFaultCode): void {
    this.count += 1;
    if (this.kept.length >= KEPT) return;
    if (!this.files.includes(file)) this.files.push(file);
    this.kept.push({ at: this.files.indexOf(file), fault: { file, line, column, code } });
  }

  /** File by file, from the first line to the last. */
  list(): FileFault[] {
    const inOrder = [...this.kept].sort((a, b) => a.at - b.at || (a.fault.line ?? 0) - (b.fault.line ?? 0));
    return inOrder.map(({ fault }) => fault);
  }
}
