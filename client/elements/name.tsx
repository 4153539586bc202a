import { useSignal, useSignalEffect } from '@preact/signals';
import { useContext, useEffect, useRef } from 'preact/hooks';
import type { Content } from '../../src/sealed/content.js';
import type { Live, Result } from '../connection/live.js';
import { t } from '../words/words.js';
import { after } from './clock.js';
import { PrivacyContext } from './privacy.js';
import type { Code } from './problem.js';

/** Longer than this is press-and-hold: the name goes when the finger does. Milliseconds. */
const HOLD = 400;

export interface Reveal {
  /** Only while it may be seen. */
  content: Content | null;
  busy: boolean;
  code: Code | null;
  /** Resolves with whether it could be opened. */
  show: () => Promise<boolean>;
  hide: () => void;
  /** What was refused may be possible by now. */
  forgive: () => void;
}

/**
 * A name that is fetched when somebody asks for it, and let go of as soon as it is hidden: after so many seconds,
 * at Esc, and when the page is left, covered or without a connection. It can always be asked for again (WCAG 2.2.1).
 */
export function useReveal(live: Live, fetch: () => Promise<Result<{ content: Content }>>, seconds: number): Reveal {
  const { concealed, shown } = useContext(PrivacyContext);
  const content = useSignal<Content | null>(null);
  const busy = useSignal(false);
  const code = useSignal<Code | null>(null);
  const asked = useRef(0);
  const stopCounting = useRef<() => void>(() => {});

  function put(next: Content | null): void {
    stopCounting.current();
    if (next) stopCounting.current = after(seconds * 1000, hide);
    shown.value = shown.peek() + Number(next !== null) - Number(content.peek() !== null);
    content.value = next;
  }

  function hide(): void {
    asked.current++;
    busy.value = false;
    put(null);
  }

  async function show(): Promise<boolean> {
    const ask = ++asked.current;
    busy.value = true;
    code.value = null;
    const result = await fetch();
    // Hidden again before it came: then it must not appear any more.
    if (ask !== asked.current) return result.ok;
    busy.value = false;
    if (!result.ok) code.value = result.code;
    else if (!concealed.peek() && !document.hidden) put(result.content);
    return result.ok;
  }

  useSignalEffect(() => {
    if (concealed.value || live.status.value.kind === 'lost') hide();
  });

  useEffect(() => {
    const away = () => document.hidden && hide();
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    document.addEventListener('visibilitychange', away);
    document.addEventListener('keydown', escape);
    window.addEventListener('blur', hide);
    window.addEventListener('pagehide', hide);
    return () => {
      hide();
      document.removeEventListener('visibilitychange', away);
      document.removeEventListener('keydown', escape);
      window.removeEventListener('blur', hide);
      window.removeEventListener('pagehide', hide);
    };
  }, []);

  return { content: content.value, busy: busy.value, code: code.value, show, hide, forgive: () => (code.value = null) };
}

/** Shows and hides a name: one press keeps it, holding shows it for as long as it is held (WCAG 2.5.2). */
export function RevealButton({ reveal, label, kind = 'small' }: { reveal: Reveal; label: string; kind?: 'primary' | 'small' }) {
  const cancelHold = useRef<() => void>(() => {});
  const held = useRef(false);
  const isShown = reveal.content !== null;

  function press(event: PointerEvent): void {
    held.current = false;
    if (isShown || event.button !== 0) return;
    const button = event.currentTarget as HTMLElement;
    const { pointerId } = event;
    cancelHold.current = after(HOLD, () => {
      held.current = true;
      button.setPointerCapture?.(pointerId);
      void reveal.show();
    });
  }

  function release(): void {
    cancelHold.current();
    if (held.current) reveal.hide();
  }

  function toggle(): void {
    if (held.current) held.current = false;
    else if (isShown) reveal.hide();
    else if (!reveal.busy) void reveal.show();
  }

  return (
    <button
      type="button"
      class={`seintje-button seintje-button-${kind} seintje-hold`}
      aria-disabled={reveal.busy}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => !held.current && cancelHold.current()}
      onContextMenu={(event) => event.preventDefault()}
      onClick={toggle}
    >
      {isShown ? t('name.hide') : label}
    </button>
  );
}
