import { useSignal } from '@preact/signals';
import type { Live } from '../connection/live.js';
import { firstName } from '../words/times.js';
import { t } from '../words/words.js';

/**
 * What hangs beside the blackboard: a class looks at it, so that there is nothing but a dot where something waits for its person.
 * No name, no sound, no title.
 */
export function Board({ live }: { live: Live }) {
  const isOpen = useSignal(false);
  const views = live.views.value;
  const forTeacher = views.find((view) => view.as === 'teacher' && view.openedAt === null);
  const isWaiting = views.some((view) => view.as === 'contact' && view.progress === 'waiting');
  const from = forTeacher?.as === 'teacher' ? firstName(forTeacher.from) : null;
  if (from === null && !isWaiting) return <div class="seintje-board" />;
  return (
    <div class="seintje-board">
      {isOpen.value && <p role="status">{from === null ? t('board.colleague') : t('board.from', { from })}</p>}
      <button
        type="button"
        class="seintje-board-dot"
        aria-label={t('board.dot')}
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      />
    </div>
  );
}
