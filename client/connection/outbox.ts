import { computed, type ReadonlySignal, signal } from '@preact/signals';
import {
  type AnswerTo,
  type Device,
  type Envelope,
  LIMITS,
  type RefusalCode,
  type SchoolFound,
  type View,
  type Wanted,
} from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { Clock } from './clock.js';
import type { Result, Sending, Unsettled } from './live.js';
import type { Receipts } from './receipts.js';
import { sealing } from './sealing.js';
import { type Ask, isForLater, NO_ANSWER } from './wire.js';

interface Held {
  content: Content;
  school: string;
  drill: boolean;
  sealed: Envelope;
  /** When the page lets go of it, whatever happens; milliseconds, the server's clock. */
  endsAt: number;
  /** The sender knows that it was sent: the next signal with this content is another one. */
  told: boolean;
  /** The server had it. */
  taken: boolean;
}

interface Sent {
  ok: true;
  id: string;
  view: View;
}

type Said = AnswerTo<'signal:send'> | typeof NO_ANSWER;

const DAY = 86_400_000;
const STALE = ['stale-keys', 'no-living-key'];

/** What this page sent and nobody has read yet: the one place where a name stays for a while, in this tab's memory. */
export class Outbox {
  private readonly held = new Map<string, Held>();
  private readonly withdrawals = new Set<string>();
  private isOver = false;
  private readonly count = signal(0);
  /** Those that wait until their sender has proven anew who they are. */
  private readonly unproven = signal<ReadonlySet<string>>(new Set());
  /** How many contents are held. */
  readonly size: ReadonlySignal<number> = this.count;
  readonly awaitsProof: ReadonlySignal<boolean> = computed(() => this.unproven.value.size > 0);

  constructor(
    private readonly clock: Clock,
    private readonly receipts: Pick<Receipts, 'owes'>,
  ) {}

  /** Whether there is anything to say after a connection. */
  get isWaiting(): boolean {
    return this.held.size > 0 || this.withdrawals.size > 0;
  }

  /** Seals, keeps and says. The same content to the same school goes under its first id until the sender was told of that. */
  async send(ask: Ask, content: Content, school: SchoolFound, drill: boolean): Promise<Sent | Exclude<Sending, { ok: true }>> {
    if (school.devices.length === 0) return { ok: false, code: 'no-living-key' };
    const id = this.untold(content, school.code, drill) ?? crypto.randomUUID();
    const sealed = await sealToSchool(content, id, school.code, school.devices);
    const endsAt = school.target?.endsAt ?? this.clock.now() + LIMITS.targetDays * DAY;
    const held = { content, school: school.code, drill, sealed, endsAt, told: false, taken: false };
    // Whoever signed out meanwhile leaves nothing behind.
    if (this.isOver) return { ...NO_ANSWER, id };
    this.keep(id, held);
    const answer = await this.say(ask, id, held);
    if (isUnsettled(answer)) return { ...answer, id };
    held.told = true;
    if (answer.ok) return { ok: true, id, view: answer.view };
    this.drop(id);
    return answer;
  }

  /** A withdrawal that was not answered is said again before anything is sent. */
  async withdraw(ask: Ask, id: string): Promise<Result> {
    this.withdrawals.add(id);
    const answer = await ask('signal:withdraw', { id });
    if (!answer.ok && (answer.code === 'no-answer' || isForLater(answer.code))) return answer;
    // What is given back only later has to end then.
    if (!answer.ok && this.receipts.owes(id)) return answer;
    this.withdrawals.delete(id);
    if (answer.ok || answer.code === 'unknown-signal' || answer.code === 'ended') this.drop(id);
    return answer;
  }

  /** After every connection: withdrawals first, then what is unread, under the same ids. `later`: some of it was not taken yet. */
  async flush(ask: Ask): Promise<'said' | 'later' | 'unheard'> {
    let isLeft = false;
    for (const id of [...this.withdrawals]) {
      const answer = await this.withdraw(ask, id);
      if (!answer.ok && answer.code === 'no-answer') return 'unheard';
      isLeft ||= this.withdrawals.has(id);
    }
    for (const [id, held] of [...this.held]) {
      // It is withdrawn first.
      if (this.withdrawals.has(id)) continue;
      const answer = await this.say(ask, id, held);
      if (answer.ok || answer.code === 'step-up-required') continue;
      if (answer.code === 'no-answer') return 'unheard';
      if (isWorthKeeping(answer.code, held)) isLeft = true;
      else this.drop(id);
    }
    return isLeft ? 'later' : 'said';
  }

  /** Seals it anew, for devices that came later or because the server forgot it; as long as nobody has read it. */
  async reseal(ask: Ask, { id, devices }: Wanted): Promise<void> {
    const held = this.held.get(id);
    if (!held || this.withdrawals.has(id)) return;
    held.sealed = await sealToSchool(held.content, id, held.school, devices);
    await ask('signal:reseal', { id, sealed: held.sealed });
  }

  /** Lets go of what these views say was read, or came back. */
  settle(views: View[]): void {
    for (const view of views) {
      const held = this.held.get(view.id);
      if (!held || view.as !== 'sender') continue;
      held.endsAt = view.endsAt;
      held.taken = true;
      if (view.openedAt !== null || view.progress === 'returned') this.drop(view.id);
    }
  }

  drop(id: string): void {
    this.held.delete(id);
    this.count.value = this.held.size;
    this.note(id, false);
  }

  wipe(now: number): void {
    for (const [id, { endsAt }] of this.held) if (endsAt <= now) this.drop(id);
  }

  /** Nothing is held from here on. */
  clear(): void {
    this.isOver = true;
    this.held.clear();
    this.withdrawals.clear();
    this.count.value = 0;
    this.unproven.value = new Set();
  }

  private keep(id: string, held: Held): void {
    this.held.set(id, held);
    this.count.value = this.held.size;
  }

  private untold({ name, dateOfBirth }: Content, school: string, drill: boolean): string | undefined {
    for (const [id, { content, ...held }] of this.held) {
      const same = content.name === name && content.dateOfBirth === dateOfBirth;
      const likewise = held.school === school && held.drill === drill;
      if (same && likewise && !held.told && !this.withdrawals.has(id)) return id;
    }
    return undefined;
  }

  private note(id: string, isUnproven: boolean): void {
    const others = [...this.unproven.peek()].filter((one) => one !== id);
    this.unproven.value = new Set(isUnproven ? [...others, id] : others);
  }

  private async say(ask: Ask, id: string, held: Held): Promise<Said> {
    const answer = await this.attempt(ask, id, held);
    // Whatever was asked of it meanwhile: it may have been withdrawn.
    this.note(id, !answer.ok && answer.code === 'step-up-required' && this.held.has(id));
    return answer;
  }

  private async attempt(ask: Ask, id: string, held: Held): Promise<Said> {
    const { school, drill } = held;
    const answer = await ask('signal:send', { id, school, drill, sealed: held.sealed });
    if (answer.ok || !STALE.includes(answer.code)) return answer;
    const found = await ask('schools:find', { query: school });
    const devices = found.ok ? (found.schools.find(({ code }) => code === school)?.devices ?? []) : [];
    if (!found.ok && found.code === 'no-answer') return found;
    if (devices.length === 0) return answer;
    held.sealed = await sealToSchool(held.content, id, school, devices);
    return ask('signal:send', { id, school, drill, sealed: held.sealed });
  }
}

/** What the server had and forgot is nowhere but here, also where none of the school's devices is back yet. */
function isWorthKeeping(code: RefusalCode, { taken }: Held): boolean {
  return isForLater(code) || (taken && STALE.includes(code));
}

function isUnsettled(answer: Said): answer is { ok: false; code: Unsettled } {
  return !answer.ok && (answer.code === 'no-answer' || answer.code === 'step-up-required');
}

export async function sealToSchool(content: Content, id: string, school: string, devices: Device[]): Promise<Envelope> {
  const { seal } = await sealing();
  return seal(content, id, { school }, devices.slice(0, LIMITS.devices));
}
