import { type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from './clock.js';
import type { Back, Status } from './live.js';

/** A shorter gap is not worth disturbing anybody for; what is longer is said within ten seconds. Milliseconds. */
const GAP = 9_000;

/** What the page may truthfully say about its connection. */
export class Standing {
  private readonly current = signal<Status>({ kind: 'connecting' });
  readonly status: ReadonlySignal<Status> = this.current;
  /** When the connection was last known to be good, by the server's clock; null: not since the page was opened. */
  private goodAt: number | null = null;
  private readonly openedAt: number;
  /** Since when there is none, by the local clock; null while there is one. */
  private gapFrom: number | null = null;
  /** Whether the server's memory began anew since the person last saw the connection. */
  private anew = false;

  constructor(private readonly clock: Clock) {
    this.openedAt = clock.local();
    this.gap();
  }

  /** Whether there is a connection, as far as is known at this moment. */
  get isGood(): boolean {
    return this.gapFrom === null && this.current.value.kind === 'connected';
  }

  /** The inbox came from a server whose memory began anew. */
  restarted(): void {
    this.anew = true;
  }

  /** The inbox was exchanged. */
  connected(): void {
    const before = this.current.value;
    const seen = before.kind === 'lost' || (before.kind === 'connected' && before.back !== false);
    this.anew &&= seen;
    const back: Back = seen && (this.anew ? 'restarted' : 'nothing-missed');
    this.gapFrom = null;
    this.goodAt = this.clock.now();
    this.current.value = { kind: 'connected', checkedAt: this.goodAt, back };
  }

  /** The server gave a sign of life. */
  alive(): void {
    if (this.current.value.kind === 'connected' && this.gapFrom === null) this.connected();
  }

  /** It is gone, or has to prove that it is not: after a sleep nobody knows since when. */
  gap(): void {
    if (this.gapFrom !== null) return;
    this.gapFrom = this.clock.local();
    this.clock.after(GAP, () => this.tick());
  }

  tick(): void {
    const { kind } = this.current.value;
    if (this.gapFrom === null || (kind !== 'connecting' && kind !== 'connected')) return;
    if (this.clock.local() - this.gapFrom < GAP) return;
    // What the machine's clock said when the page was opened may have been wrong.
    const since = this.goodAt ?? this.clock.now() - (this.clock.local() - this.openedAt);
    this.current.value = { kind: 'lost', since };
  }

  /** The person did something, so has seen that the connection is back. */
  noticed(): void {
    const { value } = this.current;
    if (value.kind !== 'connected' || !value.back) return;
    this.anew = false;
    this.current.value = { ...value, back: false };
  }

  undecided(): void {
    this.current.value = { kind: 'undecided' };
  }

  /** It was said who uses the device: the connection follows. */
  begin(): void {
    this.gapFrom = null;
    this.gap();
    this.current.value = { kind: 'connecting' };
  }

  /** @param isPending the server has not been told yet */
  signedOut(isPending = false): void {
    this.current.value = isPending ? { kind: 'signed-out', isPending } : { kind: 'signed-out' };
  }
}
