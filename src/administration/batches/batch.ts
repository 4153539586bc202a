import { randomUUID } from 'node:crypto';
import type { Batch, BatchChoice, BatchKind, BatchLink, BatchPreview, BatchState, FileFault } from '../../contract/index.js';
import type { Principal } from '../../identity/index.js';
import type { Plan } from '../../imports/index.js';

/** A batch as the server remembers it, until it stops or another one of the same person begins. */
export interface Remembered {
  readonly id: string;
  readonly kind: BatchKind;
  readonly organisation: string;
  /** Who began it, by id and name. */
  readonly by: string;
  readonly begunBy: string;
  readonly begunAt: number;
  state: BatchState;
  /** Another administrator approved it: others know of it. */
  approvedBy: string | null;
  progress: { done: number; total: number } | null;
  faults: FileFault[];
  faultCount: number;
  plan: Plan | null;
  preview: BatchPreview | null;
  chosen: BatchChoice | null;
  /** For whoever decided, once. */
  links: BatchLink[] | null;
  invited: { made: number; failed: number } | null;
  /** When what was decided began to be done. */
  decidedAt: number | null;
  took: number | null;
  /** Ends what goes on by itself. */
  readonly abort: AbortController;
  /** Whether it has been written for good: what is left is only to invite people. */
  isWritten: boolean;
}

/** @param now milliseconds */
export function remember(
  { kind, organisation, by, begunBy }: Pick<Remembered, 'kind' | 'organisation' | 'by' | 'begunBy'>,
  now: number,
  id: string = randomUUID(),
): Remembered {
  return {
    ...{ id, kind, organisation, by, begunBy, begunAt: now, state: 'reading', approvedBy: null, progress: null },
    ...{
      faults: [],
      faultCount: 0,
      plan: null,
      preview: null,
      chosen: null,
      links: null,
      invited: null,
      took: null,
      decidedAt: null,
    },
    ...{ abort: new AbortController(), isWritten: false },
  };
}

/** Who decided that it is done. */
export function deciderOf({ approvedBy, by }: Remembered): string {
  return approvedBy ?? by;
}

/** Whether this person may know of it. */
export function isSeenBy(batch: Remembered, { person, organisation }: Principal): boolean {
  return batch.organisation === organisation && (batch.by === person || batch.approvedBy !== null);
}

export function isRunning({ state }: Remembered): boolean {
  return state === 'reading' || state === 'applying';
}

/** As it travels. */
export function viewOf(batch: Remembered, { person }: Principal): Batch {
  const { id, kind, state, begunBy, begunAt, progress, faults, faultCount, preview, chosen, took, invited } = batch;
  const links = state === 'done' && deciderOf(batch) === person ? (batch.links?.length ?? null) : null;
  return {
    ...{
      id,
      kind,
      state,
      isOwn: batch.by === person,
      begunBy,
      begunAt,
      expiresAt: null,
      faults,
      faultCount,
      chosen,
      links,
      took,
    },
    progress: isRunning(batch) ? progress : null,
    preview: isRunning(batch) ? null : preview,
    ...(invited && !isRunning(batch) && { invited }),
  };
}
