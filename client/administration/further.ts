import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Place } from './place.js';

/** Places further on, each with its own step in the history, which says only how far. */
export function useFurther() {
  const places = useRef<Place[]>([]);
  const depth = useSignal(0);

  useEffect(() => {
    const follow = ({ state }: PopStateEvent) => {
      const further = (state as { further?: number } | null)?.further ?? 0;
      depth.value = Math.min(further, places.current.length);
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  function go(to: Place): void {
    const from = depth.peek();
    places.current = [...places.current.slice(0, from), to];
    history.pushState({ ...(history.state as object | null), further: from + 1 }, '');
    depth.value = from + 1;
  }

  return { depth: depth.value, further: places.current[depth.value - 1] ?? null, go };
}
