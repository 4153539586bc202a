import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Live } from '../connection/live.js';

/** What every place is given. */
export interface PlaceProps {
  live: Live;
  /** Into a place further on: it has its own way back. */
  go: (to: Place) => void;
  /** Whether it is the one that is looked at: what led away stays, out of sight. */
  isShown: boolean;
}

/** Where an administrator can be, as `(inside) => <Person {...inside} id={id} />`. */
export type Place = (inside: PlaceProps) => ComponentChildren;

/** Does it when a place is looked at again: what was asked for before may be another thing by now. */
export function useReturn(isShown: boolean, onReturn: () => unknown): void {
  const was = useRef(isShown);
  useEffect(() => {
    if (isShown && !was.current) void onReturn();
    was.current = isShown;
  }, [isShown]);
}

/** A place of its own in the browser's history for somebody's page. The address says nothing of it, nor does the history say of whom. */
export function usePlace() {
  const isAside = useSignal(false);

  useEffect(() => {
    const follow = ({ state }: PopStateEvent) => {
      isAside.value = (state as { aside?: boolean } | null)?.aside ?? false;
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  function leave(): void {
    // What other pages of this person keep there stays.
    history.pushState({ ...(history.state as object | null), aside: true }, '');
    isAside.value = true;
  }

  return { isAside: isAside.value, leave };
}
