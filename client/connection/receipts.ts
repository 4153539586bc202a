import { type ReadonlySignal, signal } from '@preact/signals';
import type { Receipt } from '../../src/contract/index.js';

/** What this page keeps for a server that may forget: the latest receipt of each signal, in this tab's memory, until the end of its day. */
export class Receipts {
  private readonly kept = new Map<string, Receipt>();
  /** The epoch of the memory that told them; null: none has told anything yet. */
  private epoch: string | null = null;
  /** Of earlier memories, as long as the present one has not said whether it takes them. */
  private earlier: Receipt[] = [];
  private readonly count = signal(0);
  /** How many are kept. */
  readonly size: ReadonlySignal<number> = this.count;

  /** To be given back. */
  get owed(): readonly Receipt[] {
    return this.earlier;
  }

  /** Whether the present memory may not know of a signal yet. */
  owes(id: string): boolean {
    return this.earlier.some((receipt) => receipt.id === id);
  }

  put(receipt: Receipt, now: number): void {
    const present = this.kept.get(receipt.id);
    if (receipt.endsAt <= now || (present && receipt.version < present.version)) return;
    this.kept.set(receipt.id, receipt);
    this.recount();
  }

  drop(id: string): void {
    this.kept.delete(id);
    this.settle(this.earlier.filter((receipt) => receipt.id === id));
  }

  /** Whose memory this is: what another one told is owed to it. */
  under(epoch: string): void {
    if (this.epoch !== null && this.epoch !== epoch) {
      this.earlier.push(...this.kept.values());
      this.kept.clear();
    }
    this.epoch = epoch;
  }

  /** They were given back, or are of no use to this memory. */
  settle(receipts: readonly Receipt[]): void {
    this.earlier = this.earlier.filter((receipt) => !receipts.includes(receipt));
    this.recount();
  }

  wipe(now: number): void {
    for (const [id, { endsAt }] of this.kept) if (endsAt <= now) this.kept.delete(id);
    this.settle(this.earlier.filter(({ endsAt }) => endsAt <= now));
  }

  clear(): void {
    this.kept.clear();
    this.earlier = [];
    this.epoch = null;
    this.recount();
  }

  private recount(): void {
    this.count.value = this.kept.size + this.earlier.length;
  }
}
