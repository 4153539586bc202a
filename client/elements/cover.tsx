import { useLayoutEffect, useRef } from 'preact/hooks';
import { time } from '../words/times.js';
import { t } from '../words/words.js';

/** Keys that may have brought the clock, pressed once too often, or that do nothing by themselves. */
const IDLE = ['Escape', 'Shift', 'Alt', 'AltGraph', 'Control', 'Meta', 'CapsLock'];

/** A clock, and nothing that says what lies behind it; `marks` are neutral too. A click or a key takes it away. */
export function Cover({ now, marks, onLeave }: { now: number; marks: string[]; onLeave: () => void }) {
  const clock = useRef<HTMLButtonElement>(null);
  // Before anybody can press the next key.
  useLayoutEffect(() => {
    clock.current?.focus();
    const leave = (event: KeyboardEvent) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || IDLE.includes(event.key)) return;
      event.preventDefault();
      onLeave();
    };
    document.addEventListener('keydown', leave);
    return () => document.removeEventListener('keydown', leave);
  }, []);
  return (
    <button ref={clock} type="button" class="seintje-cover" onClick={onLeave}>
      <time>{time(now)}</time>
      {marks.map((mark) => (
        <span key={mark} class="seintje-cover-mark">
          {mark}
        </span>
      ))}
      <span class="seintje-unseen">{t('cover.back')}</span>
    </button>
  );
}
