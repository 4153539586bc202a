import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Live } from '../connection/live.js';

/** What every place is given. */
export interface PlaceProps {
  live: Live;
  /** Into a place further on: it has its own way back. `instead`: nobody comes back here. */
  go: (to: Place, instead?: boolean) => void;
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
