import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

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
