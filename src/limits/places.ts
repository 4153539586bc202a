/** So many places for each key at the same time. */
export class Places {
  private readonly taken = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** @returns how to leave again, to be called once; null where it is full */
  enter(key: string): (() => void) | null {
    const taken = this.taken.get(key) ?? 0;
    if (taken >= this.most) return null;
    this.taken.set(key, taken + 1);
    return () => this.leave(key);
  }

  private leave(key: string): void {
    const left = this.taken.get(key)! - 1;
    if (left > 0) this.taken.set(key, left);
    else this.taken.delete(key);
  }
}

/** A place in all of them, or in none. */
export function enterAll(...places: [Places, string][]): (() => void) | null {
  const entered: (() => void)[] = [];
  const leave = () => entered.forEach((each) => each());
  for (const [where, key] of places) {
    const left = where.enter(key);
    if (!left) return (leave(), null);
    entered.push(left);
  }
  return leave;
}
