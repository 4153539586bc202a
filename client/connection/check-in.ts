import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { OwnDevice } from '../keys/device-key.js';
import type { Result } from './live.js';
import { sealing } from './sealing.js';
import type { Ask } from './wire.js';

interface Parts {
  ask: Ask;
  device(): Promise<OwnDevice>;
  /** Whether they said on this device that they are there today. */
  isHere: ReadonlySignal<boolean>;
  refresh(): Promise<unknown>;
}

/** "Ik ben er vandaag": whoever says so shows that what is sealed to this device can be read on it. */
export class CheckIn {
  private proving = false;
  private readonly proven = signal<boolean | null>(null);
  /** Whether this device read what was sealed to it, when that was last tried; null: not since the page was loaded. */
  readonly canRead: ReadonlySignal<boolean | null> = this.proven;

  constructor(private readonly parts: Parts) {
    // A page that is loaded again says nothing of its key before it was tried.
    effect(() => {
      if (parts.isHere.value && this.proven.peek() === null && !this.proving) void this.prove();
    });
  }

  async checkIn(): Promise<Result> {
    const answer = await this.prove();
    if (answer.ok) await this.parts.refresh();
    return answer;
  }

  clear(): void {
    this.proven.value = null;
  }

  private async prove(): Promise<Result> {
    this.proving = true;
    const answer = await this.attempt();
    this.proving = false;
    if (answer.ok) this.proven.value = true;
    else if (answer.code === 'no-living-key') this.proven.value = false;
    return answer;
  }

  private async attempt(): Promise<Result> {
    // Before the question: its answer is good for half a minute.
    const [own, { readChallenge }] = await Promise.all([this.parts.device(), sealing()]);
    const asked = await this.parts.ask('presence:challenge', { device: own.id });
    if (!asked.ok) return asked;
    const proof = await readChallenge(asked.challenge, own).catch(() => null);
    if (proof === null) return { ok: false, code: 'no-living-key' };
    return this.parts.ask('presence:check-in', { device: own.id, proof });
  }
}
