import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { words } from './words.js';

/** A plain sentence and a way on, where a page breaks. Uses no element of its own, since one of those may be what broke. */
export function Failsafe({ children }: { children: ComponentChildren }) {
  const [fault] = useErrorBoundary() as [unknown, () => void];
  if (!fault) return <>{children}</>;
  const w = words();
  return (
    <main class="seintje-main">
      <div class="seintje-stack" role="alert">
        <h1>{w.failed}</h1>
        <p>{w.failedNext}</p>
        <button type="button" class="seintje-button seintje-button-primary" onClick={() => location.reload()}>
          {w.reload}
        </button>
      </div>
    </main>
  );
}
