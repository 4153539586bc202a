import { useEffect, useRef } from 'preact/hooks';

/** Of several asks only the newest one's answer counts; of an older one, or after the page has gone, null. */
export function useNewest() {
  const asked = useRef(0);
  useEffect(() => () => void asked.current++, []);

  return async function newest<T>(ask: () => Promise<T>): Promise<T | null> {
    const own = ++asked.current;
    const answer = await ask();
    return own === asked.current ? answer : null;
  };
}
