/** So many at the same time for each of several; the others wait their turn. */
export class Turns {
  private readonly running = new Map<string, { count: number; waiting: (() => void)[] }>();

  constructor(private readonly most: number) {}

  /** How many wait there. */
  waiting(of: string): number {
    return this.running.get(of)?.waiting.length ?? 0;
  }

  async take<T>(of: string, task: () => Promise<T>): Promise<T> {
    const here = this.running.get(of) ?? { count: 0, waiting: [] };
    this.running.set(of, here);
    if (here.count < this.most) here.count++;
    else await new Promise<void>((turn) => here.waiting.push(turn));
    try {
      return await task();
    } finally {
      // The place goes over to whoever waited longest.
      const next = here.waiting.shift();
      if (next) next();
      else if (--here.count === 0) this.running.delete(of);
    }
  }
}
