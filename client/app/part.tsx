import { effect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { openLive } from '../connection/open-live.js';
import type { ReadyMessage } from '../demonstration/trio.js';
import { App } from './app.js';
import { DemonstrationSignIn } from './pages.js';

/** One part of the demonstration: a person of its own, with a session and a device key of its own. */
export function Part({ part }: { part: string }) {
  const live = useMemo(() => {
    const opened = openLive({ part });
    effect(() => {
      const message: ReadyMessage = { ready: part };
      if (opened.status.value.kind === 'connected') window.parent.postMessage(message, location.origin);
    });
    return opened;
  }, []);
  return <App live={live} demonstration signIn={<DemonstrationSignIn part={part} />} />;
}
