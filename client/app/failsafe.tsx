import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { t } from '../words/words.js';

/** A plain sentence and a way on, where a page breaks. Uses no element of its own, since one of those may be what broke. */
export function Failsafe({ children }: { children: ComponentChildren }) {
  const [fault] = useErrorBoundary() as [unknown, () => void];
  if (!fault) return <>{children}</>;
  return (
    <div class="seintje-frame">
      <main class="seintje-main">
        <div class="seintje-stack seintje-alone" role="alert">
          <h1>{t('app.failed')}</h1>
          <p>{t('app.failed-next')}</p>
          <button type="button" class="seintje-button seintje-button-primary" onClick={() => location.reload()}>
            {t('app.reload')}
          </button>
        </div>
      </main>
    </div>
  );
}
