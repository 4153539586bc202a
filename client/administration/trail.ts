import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { attend, shownHeading } from '../elements/attention.js';
import type { Place } from './place.js';

/** What the history keeps: how far in, and of which page. Nothing of what is there. */
interface Stop {
  page: string;
  depth: number;
}

let pages = 0;

/**
 * The way from the start to where an administrator is. Each step has a place of its own in the browser's history; the address and
 * the history say nothing of whom or what is there.
 */
export function useTrail() {
  const page = useMemo(() => `${performance.timeOrigin} ${pages++}`, []);
  const places = useSignal<Place[]>([]);
  const ways = useRef<(HTMLElement | null)[]>([]);
  const pressed = useRef<HTMLElement | null>(null);
  const depth = useSignal(0);
  const before = useRef(0);

  useEffect(() => {
    const follow = ({ state }: PopStateEvent) => {
      const stop = (state as { stop?: Stop } | null)?.stop;
      // A stop from before a reload leads to what is forgotten.
      depth.value = stop?.page === page ? Math.min(stop.depth, places.peek().length) : 0;
    };
    // A browser may give what is pressed no focus.
    const note = ({ target }: MouseEvent) => {
      pressed.current = (target as Element).closest<HTMLElement>('button');
    };
    window.addEventListener('popstate', follow);
    window.addEventListener('click', note, true);
    return () => {
      window.removeEventListener('popstate', follow);
      window.removeEventListener('click', note, true);
    };
  }, []);

  // Back to what led away.
  useEffect(() => {
    const way = ways.current[depth.value];
    if (depth.value < before.current) attend(way?.isConnected ? way : shownHeading());
    before.current = depth.value;
  }, [depth.value]);

  function go(to: Place, instead = false): void {
    const from = instead ? depth.peek() - 1 : depth.peek();
    if (!instead) ways.current[from] = pressed.current;
    places.value = [...places.peek().slice(0, from), to];
    const stop: Stop = { page, depth: from + 1 };
    // What other pages of this person keep there stays.
    history[instead ? 'replaceState' : 'pushState']({ ...(history.state as object | null), stop }, '');
    depth.value = from + 1;
  }

  return { trail: places.value.slice(0, depth.value), go };
}
