import { useSignalEffect } from '@preact/signals';
import {
  callAt,
  type Confer,
  type ContactView,
  type OpenerView,
  phase,
  startOf,
  type View,
  walkAt,
} from '../../src/contract/index.js';
import type { Live } from '../connection/live.js';

const MINUTE = 60_000;
/** Before the title: neither a word nor a number, since others look at the tabs of a browser too. */
const MARK = '● ';

/**
 * Since when a view asks for this person's attention; the latest moment, where it asks again. null: it does not.
 * @param me the person's name: whoever gave a signal back is not asked to take it, until nobody else does
 */
export function asksSince(view: View, now: number, me: string | undefined): number | null {
  switch (view.as) {
    case 'contact':
      return view.progress === 'waiting' ? waitsSince(view, now, me) : undecidedSince(view, view.openedBy?.at ?? now, now);
    case 'opener':
      return followerSince(view, now);
    case 'teacher':
      return view.openedAt === null ? again(view, view.chosenAt, now) : null;
    default:
      return null;
  }
}

/** A teacher wants to confer, and nobody has said that they are coming. */
export function isAsking<T extends { confer: Confer | null }>(teacher: T): teacher is T & { confer: Confer } {
  return teacher.confer !== null && teacher.confer.comingAt === null;
}

/** Marks the title while something asks for this person's attention, unless a class sees it; what a page calls itself stays as it is. */
export function useMarkedTitle(live: Live): void {
  useSignalEffect(() => {
    const { name, use } = live.me.value ?? {};
    const asks = use !== 'board' && live.views.value.some((view) => asksSince(view, live.now.value, name) !== null);
    const bare = document.title.replace(MARK, '');
    document.title = asks ? MARK + bare : bare;
  });
}

function waitsSince(view: ContactView, now: number, me: string | undefined): number | null {
  const start = startOf(view);
  const since = view.handedBackBy === me ? Math.min(start + view.times.amber * MINUTE, callAt(view)) : start;
  return now < since ? null : again(view, since, now);
}

function followerSince(view: OpenerView, now: number): number | null {
  const asked = view.chosen.filter(isAsking).map(({ confer }) => confer.askedAt);
  const walk = view.chosen.map((teacher) => walkAt(teacher, view)).filter((since) => now >= since);
  const since = [undecidedSince(view, view.takenAt, now), ...asked, ...walk].filter((one) => one !== null);
  return since.length > 0 ? Math.max(...since) : null;
}

function undecidedSince(view: ContactView | OpenerView, since: number, now: number): number | null {
  return phase(view, now) === 'choose' ? since + view.times.choose * MINUTE : null;
}

function again({ times }: View, since: number, now: number): number {
  return now - ((now - since) % (times.repeat * MINUTE));
}
