import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export type Step = 'home' | 'reach' | 'form' | 'check' | 'signal';

/**
 * Where the sender is, in step with the browser's own back button: the address never changes, and what is kept in the
 * history is the step's name and nothing else. Going back never sends anything.
 */
export function useSteps() {
  const step = useSignal<Step>('home');

  useEffect(() => {
    const follow = ({ state }: PopStateEvent) => {
      step.value = (state as { step?: Step } | null)?.step ?? 'home';
    };
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  function go(next: Step): void {
    if (step.peek() !== next) history.pushState({ step: next }, '');
    step.value = next;
  }

  function replace(next: Step): void {
    history.replaceState({ step: next }, '');
    step.value = next;
  }

  return { step: step.value, go, replace };
}
