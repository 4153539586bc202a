import {
  type Actor,
  type Audience,
  Announcer,
  type Command,
  type Count,
  Later,
  MemoryStore,
  type Notice,
  type Place,
  placeOf,
  Receipts,
  type Signal,
  Signals,
  Tally,
} from '../../../src/signals/index.js';
import type { Receipt, View } from '../../../src/contract/index.js';
import { expect } from '@jest/globals';
import { Log } from '../../../src/log/index.js';
import { FakeClock, ProcessClock } from '../../support/fake-clock.js';
import { ACTORS, COMMANDS, DRAFT, SENT, type Who } from './made-up.js';

/** Notes what is announced; a test answers an alert when it likes. */
class Notebook extends Announcer {
  /** What was announced since it was taken last, each with its moment. */
  readonly notices: { notice: Notice; at: number }[] = [];
  readonly answers: (() => void)[] = [];
  private listener: (alerted: View, audience: Audience) => void = () => {};
  /** What was told with a receipt, and to whom, since it was taken last; where receipts are kept. */
  readonly told: { notice: Notice; receipt: Receipt }[] = [];
  keeps = false;

  constructor(private readonly clock: FakeClock) {
    super();
  }

  override announce(notice: Notice, receipt: () => Receipt | null): void {
    this.notices.push({ notice, at: this.clock.now() });
    const kept = this.keeps && notice.event !== 'reminder' ? receipt() : null;
    if (kept) this.told.push({ notice, receipt: kept });
    if (notice.event === 'alert') this.answers.push(() => this.listener(notice.view, notice.audience));
  }

  override onAnswered(listener: Notebook['listener']): void {
    this.listener = listener;
  }

  /** Whom something was announced to since this was asked last. */
  take(): string[] {
    return this.notices.splice(0).map(({ notice: { event, audience } }) => `${event} ${audience.as}`);
  }
}

export const SECRET = Buffer.alloc(32, 1);

class Counter extends Tally {
  readonly counts: Count[] = [];

  override count(count: Count): void {
    this.counts.push(count);
  }
}

/** The real service on the memory store, with time that stands still. */
export class Heart {
  readonly clock: FakeClock;
  readonly notebook: Notebook;
  readonly counter = new Counter();
  store!: MemoryStore;
  signals!: Signals;
  private process!: ProcessClock;

  constructor(
    now: number,
    private readonly capacity = 10,
  ) {
    this.clock = new FakeClock(now);
    this.notebook = new Notebook(this.clock);
    this.begin();
  }

  /** Its memory is gone, and another one begins. */
  restart(): void {
    this.process.dies();
    this.notebook.answers.splice(0);
    this.begin();
  }

  private begin(): void {
    const clock = (this.process = new ProcessClock(this.clock));
    this.store = new MemoryStore(clock, this.capacity, this.counter);
    const later = new Later(clock, new Log({ write: (line) => console.error(line) }));
    this.signals = new Signals(this.store, clock, this.notebook, new Receipts(SECRET, this.store), later);
  }

  async run(id: string, command: Command, actor: Actor): Promise<string> {
    const done = await this.signals.run(id, command, actor);
    return done.ok ? 'ok' : done.code;
  }

  /** All that this person's page would be told after connecting. */
  inbox(actor: Actor): ReturnType<Signals['inbox']> {
    return this.signals.inbox(placesOf(actor));
  }
}

/** With the people and the commands of the table. */
export class TableHeart extends Heart {
  constructor(capacity?: number) {
    super(SENT, capacity);
  }

  give(who: Who, command: string): Promise<string> {
    return this.run(DRAFT.id, COMMANDS[command]!(who), ACTORS[who]);
  }

  async course(...steps: [Who, string][]): Promise<void> {
    for (const [who, command] of steps) expect([command, await this.give(who, command)]).toEqual([command, 'ok']);
  }

  get signal(): Promise<Signal | null> {
    return this.store.get(DRAFT.id);
  }
}

/** Where somebody listens. */
export function placesOf({ person, senderOf, contactOf, teacherOf }: Actor): Place[] {
  return [
    ...(senderOf.length > 0 ? [placeOf.sender(person)] : []),
    ...senderOf.map((organisation): Place => `senders:${organisation}`),
    ...contactOf.flatMap((code): Place[] => [`contacts:${code}`, placeOf.contact(code, person)]),
    ...teacherOf.map((code) => placeOf.teacher(code, person)),
  ];
}
