import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { t } from '../words/words.js';
import { Brand, Languages } from './frame.js';
import { Missing } from './missing.js';

/** What is around a page of somebody who has no connection yet. */
export function Entrance({ children }: { children: ComponentChildren }) {
  useEffect(() => void (document.title = t('app')), []);
  return (
    <div class="seintje-frame">
      <header class="seintje-header">
        <Brand />
      </header>
      <Missing />
      <main class="seintje-main">{children}</main>
      <footer class="seintje-footer">
        <Languages />
      </footer>
    </div>
  );
}
