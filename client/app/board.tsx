import { useSignal } from '@preact/signals';
import type { Live } from '../connection/live.js';
import { firstName } from '../words/times.js';
import { t } from '../words/words.js';

/**
 * What hangs beside the blackboard: a class looks at it, so that there is nothing but a dot where something waits for its person.
 * No pupil's name, no sound, no title.
 */
export function Board({ live }: { live: Live }) {
  const views = live.views.value;
  const unseen = views.filter((view) => view.as === 'teacher').find(({ openedAt }) => openedAt === null);
  const isWaiting = views.some((view) => view.as === 'contact' && view.progress === 'waiting');
  return (
    <div class="seintje-board">
      <h1 class="seintje-unseen">{t('app')}</h1>
      {unseen && <Dot where={t('board.from', { from: firstName(unseen.from) })} />}
      {!unseen && isWaiting && <Dot where={t('board.colleague')} />}
    </div>
  );
}

/** @param where to look, for who presses it */
function Dot({ where }: { where: string }) {
  const isOpen = useSignal(false);
  return (
    <>
      {/* There before its words (WCAG 4.1.3). */}
      <div role="status">{isOpen.value && <p>{where}</p>}</div>
      <button
        type="button"
        class="seintje-board-dot"
        aria-label={t('board.dot')}
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      />
    </>
  );
}
