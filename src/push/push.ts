import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../clock/index.js';
import { CONFIG, type Config } from '../config/index.js';
import { type PushSubscription, PushSubscriptions, type StaffToWake } from '../directory/index.js';
import { Endings, News } from '../identity/index.js';
import { Turns } from '../limits/index.js';
import { Log, nameOf } from '../log/index.js';
import { isPushAddress } from './addresses.js';
import { requestTo } from './message.js';

/** A push service that has not answered by then is not waited for, in milliseconds: the next reminder tries again. */
const PATIENCE = 10_000;
/** Requests to one push service at the same time: a school's contacts with all their devices, twice over. */
const AT_ONCE = 32;
/** Faults are told once in so many milliseconds: how many were woken, and for what, is not for the log. */
const TOLD = 60_000;
/** What a push service answers of a browser that it knows no more (RFC 8030, 7.3; 410 in practice). */
const GONE = [404, 410];

/** What became of it: the push service took it, or it knows the browser no more, or neither. */
export type Outcome = 'taken' | 'gone' | 'failed';

/** Browsers that are woken where no page is open (RFC 8030), always by the same message: an aid, on which nothing else waits. */
@Injectable()
export class Push implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly turns = new Turns(AT_ONCE);
  /** Sessions whose browser waits to be woken: once more would say the same. */
  private readonly waiting = new Set<string>();
  /** Sessions that have ended since their browsers were forgotten last. */
  private readonly ended: string[] = [];
  private readonly closing = new AbortController();
  private toldAt = -Infinity;

  constructor(
    private readonly subscriptions: PushSubscriptions,
    private readonly endings: Endings,
    private readonly news: News,
    private readonly clock: Clock,
    private readonly log: Log,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    this.endings.ended$.subscribe((session) => {
      // An import ends many at once.
      if (this.ended.push(session) === 1) setImmediate(() => void this.attempt(() => this.forgetEnded()));
    });
  }

  onModuleDestroy(): void {
    this.closing.abort();
  }

  /** Whether a browser can be woken at this address. */
  takes(endpoint: string): boolean {
    return this.config.push !== null && isPushAddress(endpoint, this.config.pushHosts);
  }

  /** All browsers of these people. What goes wrong is not for whoever asks: it never fails, and is not to be waited for. */
  async wake(staff: StaffToWake): Promise<void> {
    if (this.config.push) await this.attempt(() => this.wakeAll(staff));
  }

  /** One session's own browser. */
  async test(session: string): Promise<Outcome> {
    const subscription = await this.subscriptions.ofSession(session, this.clock.now());
    return subscription && this.config.push ? this.deliver(subscription) : 'failed';
  }

  private async forgetEnded(): Promise<void> {
    await this.subscriptions.forgetEnded(this.ended.splice(0), this.clock.now());
  }

  private async wakeAll(staff: StaffToWake): Promise<void> {
    const found = await this.subscriptions.ofStaff(staff, this.clock.now());
    const fresh = found.filter(({ session }) => !this.waiting.has(session));
    for (const { session } of fresh) this.waiting.add(session);
    await Promise.all(fresh.map((subscription) => this.deliver(subscription)));
  }

  private deliver({ session, endpoint }: PushSubscription): Promise<Outcome> {
    return this.turns.take(new URL(endpoint).host, async () => {
      this.waiting.delete(session);
      // While it waited its session may have ended, and somebody else have come to that browser.
      const subscription = await this.subscriptions.ofSession(session, this.clock.now());
      if (!subscription) return 'failed';
      const outcome = await this.post(subscription);
      if (outcome === 'gone' && (await this.subscriptions.forget(session, subscription.endpoint)))
        this.news.changedBySignal(subscription.person);
      return outcome;
    });
  }

  private async post(subscription: PushSubscription): Promise<Outcome> {
    // The list of push services may have become shorter since.
    if (!this.takes(subscription.endpoint)) return 'gone';
    try {
      const response = await fetch(subscription.endpoint, {
        ...requestTo(subscription, this.config.push!),
        // It could lead to anywhere.
        redirect: 'error',
        signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), this.closing.signal]),
      });
      // What it says beside is of no use, and could be without end.
      void response.body?.cancel().catch(() => {});
      if (!response.ok && !GONE.includes(response.status)) this.tell({ code: String(response.status) });
      return response.ok ? 'taken' : GONE.includes(response.status) ? 'gone' : 'failed';
    } catch (error) {
      this.tell({ error: nameOf(error) });
      return 'failed';
    }
  }

  private async attempt(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      this.tell({ error: nameOf(error) });
    }
  }

  /** Without whom or where. */
  private tell(fault: { code: string } | { error: string }): void {
    const now = this.clock.now();
    if (this.closing.signal.aborted || now - this.toldAt < TOLD) return;
    this.toldAt = now;
    this.log.warn('push failed', fault);
  }
}
