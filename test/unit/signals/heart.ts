import {
  type Actor,
  Announcer,
  type Command,
  type Count,
  MemoryStore,
  type Notice,
  type Place,
  placeOf,
  Receipts,
  Signals,
  Tally,
} from '../../../src/signals/index.js';
import { FakeClock } from '../../support/fake-clock.js';

/** Notes what is announced; a test answers an alert when it likes. */
class Notebook extends Announcer {
  /** What was announced since it was taken last, each with its moment. */
  readonly notices: { notice: Notice; at: number }[] = [];
  readonly answers: (() => void)[] = [];

  constructor(private readonly clock: FakeClock) {
    super();
  }

  override announce(notice: Notice, _receipt: unknown, answered: () => void): void {
    this.notices.push({ notice, at: this.clock.now() });
    if (notice.event === 'alert') this.answers.push(answered);
  }

  /** Whom something was announced to since this was asked last. */
  take(): string[] {
    return this.notices.splice(0).map(({ notice: { event, audience } }) => `${event} ${audience.as}`);
  }
}

const SECRET = Buffer.alloc(32, 1);

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
  readonly store: MemoryStore;
  readonly signals: Signals;

  constructor(now: number, capacity = 10) {
    this.clock = new FakeClock(now);
    this.notebook = new Notebook(this.clock);
    this.store = new MemoryStore(this.clock, capacity);
    this.signals = new Signals(this.store, this.clock, this.notebook, this.counter, new Receipts(SECRET, this.store));
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

/** Where somebody listens. */
export function placesOf({ person, senderOf, contactOf, teacherOf }: Actor): Place[] {
  return [
    ...(senderOf.length > 0 ? [placeOf.sender(person)] : []),
    ...senderOf.map((organisation): Place => `senders:${organisation}`),
    ...contactOf.flatMap((code): Place[] => [`contacts:${code}`, placeOf.contact(code, person)]),
    ...teacherOf.map((code) => placeOf.teacher(code, person)),
  ];
}
