import { useComputed, useSignalEffect } from '@preact/signals';
import { useContext, useEffect } from 'preact/hooks';
import type { Live } from '../connection/live.js';
import { after } from '../elements/clock.js';
import { PrivacyContext } from '../elements/privacy.js';

/** Without a key or a touch for so long, nobody may be there any more; then nobody comes back to it. Milliseconds. */
const HIDE = 3 * 60_000;
const FORGET = 15 * 60_000;

/** Hides what was typed when the page is covered, left, idle or without a connection; forgets it when nobody comes back. */
export function useAway(live: Live, hide: () => void, forget: () => void): void {
  const { concealed } = useContext(PrivacyContext);
  const isAway = useComputed(() => concealed.value || live.status.value.kind === 'lost');
  useSignalEffect(() => {
    if (isAway.value) hide();
  });

  useEffect(() => {
    let cancels: (() => void)[] = [];
    const stop = () => cancels.forEach((cancel) => cancel());
    const stir = () => {
      stop();
      cancels = [after(HIDE, hide), after(FORGET, forget)];
    };
    const look = () => document.hidden && hide();
    stir();
    document.addEventListener('visibilitychange', look);
    for (const event of ['pointerdown', 'keydown']) document.addEventListener(event, stir);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', look);
      for (const event of ['pointerdown', 'keydown']) document.removeEventListener(event, stir);
    };
  }, []);
}
