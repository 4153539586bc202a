import type { Cancel, Clock } from '../clock/index.js';
import { dueAt } from './machine.js';
import type { Signal } from './signal.js';
import { amberAt } from './view.js';

/** What time will do to signals, and when their senders' colleagues are told; both end with the signal. */
export class Waits {
  private readonly dues = new Map<string, Cancel>();
  private readonly ambers = new Map<string, { at: number; cancel: Cancel }>();

  /** @param on told of an id when its moment has come */
  constructor(
    private readonly clock: Clock,
    private readonly on: { due: (id: string) => void; amber: (id: string) => void },
  ) {}

  /** For whatever comes next of a signal as it is now. */
  for(signal: Signal): void {
    const { id } = signal;
    this.dues.get(id)?.();
    this.dues.delete(id);
    const due = dueAt(signal);
    if (due !== null)
      this.dues.set(
        id,
        this.clock.at(due, () => this.on.due(id)),
      );
    if (signal.state !== 'waiting' && signal.state !== 'reserved') return this.stopAmber(id);
    const at = amberAt(signal);
    // Once for all: a change at the very moment must not silence it.
    if (this.ambers.get(id)?.at === at) return;
    this.stopAmber(id);
    // What comes in after amber is told by that very change.
    if (at > this.clock.now()) this.ambers.set(id, { at, cancel: this.clock.at(at, () => this.on.amber(id)) });
  }

  forget(id: string): void {
    this.dues.get(id)?.();
    this.dues.delete(id);
    this.stopAmber(id);
  }

  private stopAmber(id: string): void {
    this.ambers.get(id)?.cancel();
    this.ambers.delete(id);
  }
}
