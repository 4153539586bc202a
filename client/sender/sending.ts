import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { SchoolFound } from '../../src/contract/index.js';
import type { Content } from '../../src/sealed/content.js';
import type { Live, Unsettled } from '../connection/live.js';
import type { Code } from '../elements/problem.js';

/** What the sender is looking at for the last time: what is typed meanwhile is not this. */
export interface Checked {
  content: Content;
  school: SchoolFound;
  drill: boolean;
}

/** What became of a send that has not led to its own page. */
export interface Outcome {
  school: string;
  drill: boolean;
  /** Null: it was sent after all. */
  code: Code | null;
  /** Of a signal that was sent, or may be. */
  id: string | null;
  /** The sender has left: it is told wherever they are. */
  left: boolean;
  /** Of what must not go out any more: asked for until it is answered; `gone`: it is not there, whatever became of it. */
  withdrawal: 'asked' | 'done' | 'gone' | null;
}

/** One send at a time, from the check to its outcome: that is kept for a sender who has left meanwhile. */
export function useSending(live: Live, onSent: (id: string) => void) {
  const checked = useSignal<Checked | null>(null);
  const outcome = useSignal<Outcome | null>(null);
  const latest = useRef<Checked | null>(null);
  const isConnected = useComputed(() => live.status.value.kind === 'connected');

  // What is held goes out by itself once the connection is back, or its sender has proven who they are.
  useSignalEffect(() => {
    const { id, code = null } = outcome.value ?? {};
    if (!isHeld(code) || !live.views.value.some((view) => view.id === id && view.as === 'sender')) return;
    outcome.value = null;
    onSent(id!);
  });

  // What could not be withdrawn without a connection is withdrawn with it.
  useSignalEffect(() => {
    const last = outcome.peek();
    if (isConnected.value && last?.withdrawal === 'asked') withdraw(last);
  });

  async function send(): Promise<void> {
    const mine = checked.peek();
    if (!mine) return;
    outcome.value = null;
    latest.current = mine;
    const sent = await live.send(mine.content, mine.school, mine.drill);
    // Sent once more meanwhile, under the same id: the later attempt tells.
    if (latest.current !== mine && isSame(latest.current, mine)) return;
    const isHere = checked.peek()?.content === mine.content;
    if (sent.ok && isHere) return onSent(sent.id);
    const id = 'id' in sent ? sent.id : null;
    const { school, drill } = mine;
    outcome.value = { school: school.name, drill, code: sent.ok ? null : sent.code, id, left: false, withdrawal: null };
    if (isHere) void refresh(mine);
    else leaveBehind();
  }

  /** The next attempt is with the devices that are there by then. */
  async function refresh({ content, school, drill }: Checked): Promise<void> {
    const found = await live.findSchools(school.code);
    const fresh = found.ok && found.schools.find(({ code }) => code === school.code);
    if (fresh && checked.peek()?.content === content) checked.value = { content, school: fresh, drill };
  }

  /** What is not known to be sent must not go out behind the sender's back. */
  function leaveBehind(): void {
    const last = outcome.peek();
    if (!last || last.left) return;
    const isUnsure = last.code === 'no-answer' && last.id !== null;
    const left = (outcome.value = { ...last, left: true, withdrawal: isUnsure ? 'asked' : null });
    if (isUnsure) withdraw(left);
    else if (isHeld(last.code)) void live.withdraw(last.id!);
  }

  function withdraw(left: Outcome): void {
    void live.withdraw(left.id!).then((answer) => {
      if (outcome.peek() !== left || (!answer.ok && answer.code === 'no-answer')) return;
      outcome.value = { ...left, withdrawal: answer.ok ? 'done' : 'gone' };
    });
  }

  function leave(): void {
    checked.value = null;
    leaveBehind();
  }

  return { checked, outcome, send, leave };
}

/** Whether it may go out yet without being sent anew. */
export function isHeld(code: Code | null): code is Unsettled {
  return code === 'no-answer' || code === 'step-up-required';
}

function isSame(one: Checked, other: Checked): boolean {
  const { content, school, drill } = one;
  const isSamePupil = content.name === other.content.name && content.dateOfBirth === other.content.dateOfBirth;
  return isSamePupil && school.code === other.school.code && drill === other.drill;
}
