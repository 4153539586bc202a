import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Me, Today, View } from '../../src/contract/index.js';
import type { OwnDevice } from '../keys/device-key.js';
import { CheckIn } from './check-in.js';
import type { Clock } from './clock.js';
import type { Result, Status } from './live.js';
import { onDoubt } from './page.js';
import { Push } from './push.js';
import { Screen } from './screen.js';
import { type Ask, PATIENCE } from './wire.js';
import { Worker } from './worker.js';

interface Parts {
  ask: Ask;
  clock: Clock;
  device(): Promise<OwnDevice>;
  /** Asks for the inbox. */
  refresh(): Promise<unknown>;
  /** Somebody has to look whether the socket still lives. */
  doubted(): void;
  me: ReadonlySignal<Me | null>;
  today: ReadonlySignal<Today>;
  status: ReadonlySignal<Status>;
  views: ReadonlySignal<View[]>;
  /** null: the server wakes nobody. */
  pushKey: string | null;
  /** Whether the whole origin is this person's: parts of the demonstration share a worker, and have none. */
  isAlone: boolean;
}

/** What makes a person reachable on this device: the check in the morning, notifications, and a screen that stays on. */
export class Reachable {
  readonly screen = new Screen();
  readonly check: CheckIn;
  readonly push: Push;
  private readonly worker = new Worker();

  constructor(private readonly parts: Parts) {
    const { ask, clock, device, refresh, doubted, me, today, views, pushKey, isAlone } = parts;
    const isHere = computed(() => today.value.here);
    const use = computed(() => me.value?.use ?? null);
    const isWoken = computed(() => today.value.push);
    const waits = computed(() => views.value.some(isUnseen));
    const isConnected = computed(() => parts.status.value.kind === 'connected');
    // Whoever works for no school is sent nothing that could wait for them.
    const isWakeable = computed(() => use.value === 'own' && me.value!.roles.some(({ school }) => school !== null));
    const key = () => (isAlone && isWakeable.peek() ? pushKey : null);
    this.check = new CheckIn({ ask, device, isHere, refresh });
    this.push = new Push({ ask, clock, worker: this.worker, today, key, refresh });

    effect(() => void (isHere.value ? this.screen.hold() : this.screen.letGo()));
    onDoubt(() => {
      if (isHere.peek()) void this.screen.hold();
    });
    if (!isAlone) return;
    effect(() => {
      if (use.value && use.value !== 'board') void this.worker.start();
    });
    effect(() => void (me.value && this.worker.keepNumber(me.value.phone)));
    effect(() => {
      for (const each of [isWoken, isWakeable, isConnected]) void each.value;
      void this.push.look();
    });
    // What there is to see is seen on the page.
    effect(() => {
      const isOver = !waits.value;
      if (isConnected.value && (isOver || !document.hidden)) void this.worker.tidy();
    });
    onDoubt(() => {
      void this.push.look();
      if (isConnected.peek() && !document.hidden) void this.worker.tidy();
    });
    this.worker.onWoken(() => {
      doubted();
      if (isConnected.peek() && !document.hidden && !this.push.isTrying) void this.worker.tidy();
    });
  }

  async checkIn(): Promise<Result> {
    // First, since browsers ask their own question only in answer to a press; one that does not answer keeps nobody waiting.
    const renewed = Promise.race([this.push.renew(), new Promise<void>((late) => this.parts.clock.after(PATIENCE, late))]);
    const answer = await this.check.checkIn();
    await renewed;
    return answer;
  }

  /** Whoever was signed in is so no more. */
  forget(): void {
    this.check.clear();
    if (this.parts.isAlone) void this.worker.forget();
  }
}

function isUnseen(view: View): boolean {
  return (view.as === 'contact' && view.progress === 'waiting') || (view.as === 'teacher' && view.openedAt === null);
}
