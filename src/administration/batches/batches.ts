import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/index.js';
import type { Batch, BatchChoice, BatchKind, BatchLink, BatchPreview } from '../../contract/index.js';
import { AskedBatches, type AskedBatch } from '../../directory/index.js';
import { mustBeProven, type Principal, Refused } from '../../identity/index.js';
import { type Course, Faults, type Plan } from '../../imports/index.js';
import { Log, nameOf } from '../../log/index.js';
import { Records } from '../records.js';
import { deciderOf, isRunning, remember, type Remembered, viewOf } from './batch.js';
import { BatchList, Stopping } from './batch-list.js';
import { CarryingOut } from './carrying-out.js';
import { type Previewed, Previews } from './previews.js';

/** Reads what came in; what is wrong with it is noted. */
type Reading = (faults: Faults, course: Course) => Promise<Plan>;

/** What administrators do to many at once: read, previewed, then done as a whole or not at all. */
@Injectable()
export class Batches {
  constructor(
    private readonly list: BatchList,
    private readonly asked: AskedBatches,
    private readonly previews: Previews,
    private readonly carryingOut: CarryingOut,
    private readonly records: Records,
    private readonly log: Log,
    private readonly clock: Clock,
  ) {}

  /** Begins to read; it goes on by itself. @param total lines @throws Refused busy */
  begin(caller: Principal, kind: BatchKind, total: number, reading: Reading): { id: string } {
    mustBeProven(caller, this.clock.now());
    const { organisation, person: by, name: begunBy } = caller;
    const batch = remember({ kind, organisation, by, begunBy }, this.clock.now());
    this.list.begin(batch);
    batch.progress = { done: 0, total };
    this.list.work(this.read(batch, reading));
    return { id: batch.id };
  }

  /** What goes on or waits for the caller, and what waits for a second administrator; without what is in it. */
  async all(caller: Principal): Promise<Batch[]> {
    const own = this.list.seenBy(caller).filter((batch) => isRunning(batch) || batch.state === 'ready');
    const asked = await this.asked.open(caller.organisation, this.clock.now());
    // What is being written is asked no more.
    const waiting = asked.filter(({ id }) => !own.some((batch) => batch.id === id));
    const views = [...own.map((batch) => viewOf(batch, caller)), ...waiting.map((batch) => viewOfAsked(batch, caller, null))];
    return views.map((view) => ({ ...view, faults: [], preview: view.preview && { ...view.preview, changes: [] } }));
  }

  /** @throws Refused unknown-batch */
  async one(caller: Principal, id: string): Promise<Batch> {
    const batch = this.list.find(id, caller);
    if (batch) return viewOf(batch, caller);
    const asked = await this.askedOne(caller, id);
    return viewOfAsked(asked, caller, await this.preview(caller, asked));
  }

  /** Everything that would come of it, whoever may decide on it. @throws Refused unknown-batch, too-late */
  async inFull(caller: Principal, id: string): Promise<BatchPreview> {
    const batch = this.list.find(id, caller);
    if (batch && (batch.state !== 'ready' || !batch.plan)) throw new Refused('too-late');
    const asked = batch?.plan ? { plan: batch.plan, choice: { removes: false } } : await this.askedOne(caller, id);
    return this.preview(caller, asked, Infinity);
  }

  /** Which municipalities are the organisation's. @throws Refused unknown-batch, too-late, malformed */
  async take(caller: Principal, id: string, codes: string[]): Promise<Batch> {
    mustBeProven(caller, this.clock.now());
    const batch = this.ready(caller, id);
    const { plan } = batch;
    if (plan?.kind !== 'schools') throw new Refused('malformed');
    const isKnown = (code: string) => plan.municipalities.some((municipality) => municipality.code === code);
    if (!codes.every(isKnown)) throw new Refused('malformed');
    const chosen: Plan = { ...plan, taken: [...new Set(codes)].sort() };
    batch.plan = chosen;
    const { preview } = await this.compare(batch, chosen, false);
    // Of two choices at once the later one counts.
    if (batch.plan === chosen) batch.preview = preview;
    return viewOf(batch, caller);
  }

  /**
   * Whoever began it wants exactly what they saw: it is done, or waits for a second administrator.
   * @throws Refused unknown-batch, too-late, stale-preview, busy
   */
  async confirm(
    caller: Principal,
    id: string,
    { fingerprint, ...choice }: BatchChoice & { fingerprint: string },
  ): Promise<Batch> {
    return this.recorded(caller, id, async () => {
      const batch = this.ready(caller, id);
      const previewed = await this.compare(batch, batch.plan!, choice.removes);
      if (previewed.preview.fingerprint !== fingerprint) {
        batch.preview = previewed.preview;
        throw new Refused('stale-preview');
      }
      this.ready(caller, id);
      this.list.mustBeFree(caller.organisation, [batch]);
      batch.chosen = choice;
      if (!previewed.preview.takesTwo) return this.start(batch, previewed, caller);
      const { kind, plan, by: askedBy, organisation } = batch;
      await this.asked.ask({ id, kind, choice, askedBy, organisation, plan, fingerprint }, this.clock.now());
      this.list.forget(batch);
      await this.records.of(actionOf(kind), caller, id, async () => ({ done: false }));
      return viewOfAsked(await this.askedOne(caller, id), caller, previewed.preview);
    });
  }

  /**
   * A second administrator wants exactly what they saw.
   * @throws Refused unknown-batch, own-request, stale-preview, busy
   */
  async approve(caller: Principal, id: string, fingerprint: string): Promise<Batch> {
    return this.recorded(caller, id, async () => {
      const asked = await this.toDecide(caller, id);
      const { kind, askedBy: by, asker: begunBy, choice, plan } = asked;
      const batch = remember({ kind, organisation: caller.organisation, by, begunBy }, asked.askedAt, id);
      Object.assign(batch, { state: 'applying', approvedBy: caller.person, chosen: choice, plan });
      const previewed = await this.compare(batch, plan as Plan, choice.removes);
      if (previewed.preview.fingerprint !== fingerprint) throw new Refused('stale-preview');
      this.list.resume(batch);
      if (kind === 'invitations' && !(await this.asked.decide(id, decisionOf(caller, 'approved'), this.clock.now()))) {
        this.list.forget(batch);
        throw new Refused('too-late');
      }
      await this.records.done('approval', caller, id);
      return this.start(batch, previewed, caller);
    });
  }

  /** A second administrator does not want it. @throws Refused unknown-batch, own-request, too-late */
  refuse(caller: Principal, id: string): Promise<void> {
    return this.records.of('refusal', caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      await this.toDecide(caller, id);
      await this.end(caller, id, 'refused');
    });
  }

  /**
   * Ends it: nothing of it is written. Whoever asked withdraws; what is being written, whoever approved it ends too.
   * @throws Refused unknown-batch, not-allowed, too-late
   */
  async cancel(caller: Principal, id: string): Promise<void> {
    const batch = this.list.find(id, caller);
    if (!batch) return this.withdraw(caller, id);
    if (batch.by !== caller.person && batch.approvedBy !== caller.person) throw new Refused('not-allowed');
    if (!isRunning(batch) && batch.state !== 'ready' && batch.state !== 'faulty') throw new Refused('too-late');
    batch.abort.abort();
    if (!isRunning(batch)) this.over(batch, 'cancelled');
  }

  /** Links that were not mailed, for whoever decided, once. @throws Refused unknown-batch */
  links(caller: Principal, id: string): BatchLink[] {
    mustBeProven(caller, this.clock.now());
    const batch = this.list.find(id, caller);
    if (!batch || batch.state !== 'done' || deciderOf(batch) !== caller.person || !batch.links)
      throw new Refused('unknown-batch');
    const { links } = batch;
    batch.links = null;
    return links;
  }

  private withdraw(caller: Principal, id: string): Promise<void> {
    return this.records.of('withdrawal', caller, id, async () => {
      mustBeProven(caller, this.clock.now());
      if ((await this.askedOne(caller, id)).askedBy !== caller.person) throw new Refused('not-allowed');
      await this.end(caller, id, 'withdrawn');
    });
  }

  private async end(caller: Principal, id: string, outcome: 'refused' | 'withdrawn'): Promise<void> {
    if (!(await this.asked.decide(id, decisionOf(caller, outcome), this.clock.now()))) throw new Refused('too-late');
  }

  private async askedOne({ organisation }: Principal, id: string): Promise<AskedBatch & { plan: unknown }> {
    const asked = await this.asked.one(id, organisation, this.clock.now());
    if (!asked) throw new Refused('unknown-batch');
    return asked;
  }

  private async toDecide(caller: Principal, id: string) {
    // It is being done, or was.
    if (this.list.find(id, caller)) throw new Refused('too-late');
    const asked = await this.askedOne(caller, id);
    if (asked.askedBy === caller.person) throw new Refused('own-request');
    return asked;
  }

  private async preview(
    { organisation }: Principal,
    { plan, choice }: { plan: unknown; choice: Pick<BatchChoice, 'removes'> },
    most?: number,
  ): Promise<BatchPreview> {
    const { signal } = new AbortController();
    return (await this.previews.of(plan as Plan, { organisation, removes: choice.removes, signal, most })).preview;
  }

  /** One's own that waits to be confirmed. @throws Refused unknown-batch, too-late */
  private ready(caller: Principal, id: string): Remembered {
    const batch = this.list.find(id, caller);
    if (!batch || batch.by !== caller.person) throw new Refused('unknown-batch');
    if (batch.state !== 'ready') throw new Refused('too-late');
    return batch;
  }

  private compare({ organisation, abort: { signal } }: Remembered, plan: Plan, removes: boolean): Promise<Previewed> {
    return this.previews.of(plan, { organisation, removes, signal });
  }

  private start(batch: Remembered, previewed: Previewed, caller: Principal): Batch {
    batch.state = 'applying';
    batch.preview = previewed.preview;
    batch.decidedAt = this.clock.now();
    batch.progress = { done: 0, total: 0 };
    this.list.work(this.apply(batch, previewed, caller));
    return viewOf(batch, caller);
  }

  private async read(batch: Remembered, reading: Reading): Promise<void> {
    const faults = new Faults();
    const { progress, abort } = batch;
    try {
      const course = { signal: abort.signal, advance: (by: number) => void (progress!.done += by) };
      const plan = await reading(faults, course);
      if (faults.count === 0) {
        batch.preview = (await this.compare(batch, plan, false)).preview;
        batch.plan = plan;
      }
      Object.assign(batch, { faults: faults.list(), faultCount: faults.count });
      batch.state = faults.count > 0 ? 'faulty' : 'ready';
    } catch (error) {
      this.fail(batch, error);
    }
  }

  private async apply(batch: Remembered, previewed: Previewed, caller: Principal): Promise<void> {
    const action = actionOf(batch.kind);
    try {
      await this.carryingOut.run(batch, previewed);
      this.over(batch, 'done');
      await this.records.done(action, caller, batch.id);
    } catch (error) {
      this.fail(batch, error);
      if (batch.state === 'done') await this.records.done(action, caller, batch.id);
      else await this.notDone(batch, caller, error);
    }
  }

  private async notDone(batch: Remembered, caller: Principal, error: unknown): Promise<void> {
    const isKept = batch.approvedBy === null || batch.abort.signal.reason instanceof Stopping;
    try {
      // Whoever asked begins again: what it was compared with is no longer there.
      if (!isKept) await this.asked.decide(batch.id, decisionOf(caller, 'refused'), this.clock.now());
    } catch {
      // Then it can be approved once more.
    }
    if (batch.state === 'failed') await this.recordRefusal(actionOf(batch.kind), caller, batch.id, error).catch(() => {});
  }

  private fail(batch: Remembered, error: unknown): void {
    // What was written stays; only the invitations end early.
    if (batch.abort.signal.aborted) return this.over(batch, batch.isWritten ? 'done' : 'cancelled');
    if (!(error instanceof Refused)) this.log.error('batch failed', { error: nameOf(error) });
    this.over(batch, batch.isWritten ? 'done' : 'failed');
  }

  /** What it was made from is not needed any more. */
  private over(batch: Remembered, state: 'done' | 'failed' | 'cancelled'): void {
    batch.state = state;
    batch.plan = null;
    batch.took = batch.decidedAt === null ? null : this.clock.now() - batch.decidedAt;
  }

  /** What begins here ends later; only that it did not begin is recorded now. */
  private async recorded(caller: Principal, id: string, deed: () => Promise<Batch>): Promise<Batch> {
    const kind = this.list.find(id, caller)?.kind ?? 'staff';
    try {
      mustBeProven(caller, this.clock.now());
      return await deed();
    } catch (error) {
      await this.recordRefusal(actionOf(kind), caller, id, error);
      throw error;
    }
  }

  private recordRefusal(action: ReturnType<typeof actionOf>, caller: Principal, id: string, error: unknown): Promise<never> {
    return this.records.of(action, caller, id, async () => {
      throw error;
    });
  }
}

function actionOf(kind: BatchKind): 'import' | 'invitations' {
  return kind === 'invitations' ? 'invitations' : 'import';
}

function decisionOf<Outcome>({ organisation, person: by }: Principal, outcome: Outcome) {
  return { organisation, by, outcome };
}

function viewOfAsked(asked: AskedBatch, { person }: Principal, preview: Batch['preview']): Batch {
  const { id, kind, asker: begunBy, askedAt: begunAt, expiresAt, choice: chosen, askedBy } = asked;
  return {
    ...{ id, kind, state: 'asked', isOwn: askedBy === person, begunBy, begunAt, expiresAt, preview, chosen },
    ...{ progress: null, faults: [], faultCount: 0, links: null, took: null },
  };
}
