import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Batch } from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';
import { after } from '../elements/clock.js';
import type { Code } from '../elements/problem.js';
import { useNewest } from './newest.js';

/** How often is looked how far it is, in milliseconds. */
const EVERY = 500;
const MINUTE = 60_000;

/** Whether it goes on by itself. */
export function isUnderWay({ state }: Batch): boolean {
  return state === 'reading' || state === 'applying';
}

/** Whether whoever began it has yet to do something with it. */
export function isUnfinished({ state }: Batch): boolean {
  return state === 'reading' || state === 'applying' || state === 'ready' || state === 'faulty';
}

/** Whether somebody comes back to it: their own, what is being carried out, and links that wait for them. */
export function isToGoOn(batch: Batch): boolean {
  if ((batch.links ?? 0) > 0 || batch.state === 'applying') return true;
  return batch.isOwn && (isUnfinished(batch) || batch.state === 'asked');
}

export interface OneBatch {
  batch: Batch | null;
  code: Code | null;
  load: () => Promise<void>;
  /** What was answered to something else that was asked of it. */
  put: (batch: Batch) => void;
}

/** One of them as it is now; how far it is, for as long as it goes on. */
export function useBatch(live: Live, id: string): OneBatch {
  const batch = useSignal<Batch | null>(null);
  const code = useSignal<Code | null>(null);
  const cancel = useRef<() => void>(() => {});
  const newest = useNewest();

  async function load(): Promise<void> {
    cancel.current();
    const answer = await newest(() => live.rest.get<Batch>(`/v1/batches/${id}`));
    if (!answer) return;
    if (answer.ok) return show(answer.body);
    // What is there stays when it cannot be asked anew: a lost connection is told elsewhere.
    if (answer.code === 'unknown-batch' || !batch.peek()) code.value = answer.code;
    else goOn();
  }

  function put(next: Batch): void {
    // What is still on its way was asked before.
    void newest(async () => null);
    show(next);
  }

  function show(next: Batch): void {
    batch.value = next;
    code.value = null;
    goOn();
  }

  function goOn(): void {
    cancel.current();
    if (batch.peek() && isUnderWay(batch.peek()!)) cancel.current = after(EVERY, () => void load());
  }

  // Somebody else may decide at any time.
  const minute = Math.floor(live.now.value / MINUTE);
  useEffect(() => {
    if (!batch.peek() || isUnfinished(batch.peek()!) || batch.peek()!.state === 'asked') void load();
  }, [minute]);
  useEffect(() => () => cancel.current(), []);

  return { batch: batch.value, code: code.value, load, put };
}

/** One's own that are not over, and every one that waits for a second administrator; null: not known yet. */
export function useBatches(live: Live): { batches: Signal<Batch[] | null>; code: Code | null; load: () => Promise<void> } {
  const batches = useSignal<Batch[] | null>(null);
  const code = useSignal<Code | null>(null);
  const newest = useNewest();

  async function load(): Promise<void> {
    const answer = await newest(() => live.rest.get<Batch[]>('/v1/batches'));
    if (!answer) return;
    code.value = answer.ok || batches.peek() ? null : answer.code;
    if (answer.ok) batches.value = answer.body;
  }

  const minute = Math.floor(live.now.value / MINUTE);
  useEffect(() => void load(), [minute]);

  return { batches, code: code.value, load };
}
