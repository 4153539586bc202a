import { useEffect, useRef } from 'preact/hooks';
import { time } from '../words/times.js';
import { t } from '../words/words.js';

/** A clock, and nothing that says what lies behind it. A click or a key takes it away; the key that may have brought it does not. */
export function Cover({ now, onLeave }: { now: number; onLeave: () => void }) {
  const clock = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    clock.current?.focus();
    const leave = (event: KeyboardEvent) => {
      if (event.key === 'Shift' || event.repeat) return;
      event.preventDefault();
      onLeave();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
  return (
    <button ref={clock} type="button" class="seintje-cover" onClick={onLeave}>
      <time>{time(now)}</time>
      <span class="seintje-unseen">{t('cover.back')}</span>
    </button>
  );
}
